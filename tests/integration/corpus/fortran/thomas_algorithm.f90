! A tridiagonal system by Thomas's algorithm, with allocatable work arrays.
module tridiagonal
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  subroutine solve(lower, diagonal, upper, right, solution)
    real(dp), intent(in) :: lower(:), diagonal(:), upper(:), right(:)
    real(dp), intent(out) :: solution(:)
    real(dp), allocatable :: c(:), d(:)
    real(dp) :: pivot
    integer :: i, n
    n = size(diagonal)
    allocate(c(n), d(n))
    c(1) = upper(1) / diagonal(1)
    d(1) = right(1) / diagonal(1)
    do i = 2, n
      pivot = diagonal(i) - lower(i) * c(i - 1)
      c(i) = upper(i) / pivot
      d(i) = (right(i) - lower(i) * d(i - 1)) / pivot
    end do
    solution(n) = d(n)
    do i = n - 1, 1, -1
      solution(i) = d(i) - c(i) * solution(i + 1)
    end do
    deallocate(c, d)
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use tridiagonal
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), dimension(n) :: lower, diagonal, upper, solution
  diagonal = 4.0_dp + x**2
  lower = -1.0_dp + 0.1_dp * x
  upper = -1.0_dp - 0.05_dp * x
  call solve(lower, diagonal, upper, sin(x), solution)
  r = dot_product(solution, solution)
end function
