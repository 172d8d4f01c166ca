! Work arrays of a module that every call finds allocated from the one before, deallocates, and allocates again with other sizes.
module work
  use iso_c_binding, only: dp => c_double
  implicit none
  real(dp), allocatable, save :: a(:), b(:, :)
  integer, save :: calls = 0
contains
  subroutine ready(n)
    integer, intent(in) :: n
    calls = calls + 1
    if (allocated(a)) then
      deallocate(a)
      deallocate(b)
    end if
    allocate(a(n), b(n, n))
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use work
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer :: i, j
  call ready(n)
  do i = 1, n
    a(i) = x(i) * x(1)
    do j = 1, n
      b(i, j) = a(i) + sin(x(j))
    end do
  end do
  call ready(n + 1)
  a = [x, x(1) * x(2)]
  b(:, 1) = a
  r = sum(b(:, 1)**2) + a(n + 1)
  call ready(n)
  a = x**3
  r = r + dot_product(a, x)
end function
