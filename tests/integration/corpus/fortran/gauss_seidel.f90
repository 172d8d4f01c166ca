! Gauss-Seidel sweeps for Poisson's equation on a square, until they converge.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer, parameter :: m = 6
  real(c_double) :: u(0:m, 0:m), f(0:m, 0:m), old, change
  integer :: i, j, sweep
  u = 0.0_c_double
  forall (i = 0:m, j = 0:m) f(i, j) = x(1 + mod(i + 2 * j, n))
  do sweep = 1, 20
    change = 0.0_c_double
    do j = 1, m - 1
      do i = 1, m - 1
        old = u(i, j)
        u(i, j) = 0.25_c_double * (u(i - 1, j) + u(i + 1, j) + u(i, j - 1) + u(i, j + 1) + f(i, j) / m**2)
        change = max(change, abs(u(i, j) - old))
      end do
    end do
    if (change < 1e-6_c_double) exit
  end do
  r = sum(u * f)
end function
