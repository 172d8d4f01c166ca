! A common block with arrays of all kinds, and integers between them.
module shared
  use iso_c_binding, only: dp => c_double
  implicit none
  integer, parameter :: m = 6
  real(dp) :: grid(m, m), edge(0:m + 1)
  integer :: used
  real(kind=4) :: small(3)
  complex(dp) :: phases(4)
  integer :: flags(5)
  common /state/ grid, edge, used, small, phases, flags
end module
subroutine advance(k)
  use shared
  implicit none
  integer, intent(in) :: k
  integer :: i, j
  do j = 1, used
    do i = 1, used
      grid(i, j) = grid(i, j) * 0.9d0 + edge(i - 1) * edge(j + 1) * 0.01d0
    end do
    flags(min(j, 5)) = j
  end do
  small(mod(k, 3) + 1) = real(edge(k), 4)
  phases(mod(k, 4) + 1) = phases(mod(k, 4) + 1) * cmplx(edge(k), grid(k, 1), dp)
end subroutine
function objective(x, n) bind(c) result(r)
  use shared
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer :: k
  edge = x
  grid = 1.0d0
  phases = (1.0d0, 0.5d0)
  small = 0.0
  flags = 0
  used = m
  do k = 1, 5
    call advance(k)
  end do
  r = sum(grid**2) + abs(sum(phases)) + sum(flags) + sum(small) * 0.5d0
end function
