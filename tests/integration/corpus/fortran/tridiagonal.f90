! Thomas' algorithm for tridiagonal systems, and implicit diffusion with it.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: lower(n), diagonal(n), upper(n), rhs(n), factor
  integer :: i, step
  rhs = x
  do step = 1, 3
    lower = -0.3_c_double
    upper = -0.3_c_double - 0.05_c_double * x
    diagonal = 1.6_c_double + x**2
    do i = 2, n
      factor = lower(i) / diagonal(i - 1)
      diagonal(i) = diagonal(i) - factor * upper(i - 1)
      rhs(i) = rhs(i) - factor * rhs(i - 1)
    end do
    rhs(n) = rhs(n) / diagonal(n)
    do i = n - 1, 1, -1
      rhs(i) = (rhs(i) - upper(i) * rhs(i + 1)) / diagonal(i)
    end do
  end do
  r = sum(rhs * [(real(i, c_double), i = 1, n)])
end function
