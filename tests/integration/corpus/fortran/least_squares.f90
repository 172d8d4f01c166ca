! Linear least squares through the normal equations and a Cholesky factorisation, with assumed-shape arguments.
module linear_algebra
  use iso_c_binding, only: wp => c_double
  implicit none
  private
  public :: wp, solve_normal_equations
contains
  function solve_normal_equations(a, b) result(z)
    real(wp), intent(in) :: a(:, :), b(:)
    real(wp) :: z(size(a, 2))
    real(wp) :: g(size(a, 2), size(a, 2))
    integer :: i, j, m
    m = size(a, 2)
    g = matmul(transpose(a), a)
    z = matmul(transpose(a), b)
    do j = 1, m
      g(j, j) = sqrt(g(j, j) - sum(g(j, 1:j-1)**2))
      do i = j + 1, m
        g(i, j) = (g(i, j) - dot_product(g(i, 1:j-1), g(j, 1:j-1))) / g(j, j)
      end do
    end do
    do i = 1, m
      z(i) = (z(i) - dot_product(g(i, 1:i-1), z(1:i-1))) / g(i, i)
    end do
    do i = m, 1, -1
      z(i) = (z(i) - dot_product(g(i+1:m, i), z(i+1:m))) / g(i, i)
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use linear_algebra
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: a(6, 3), b(6), z(3)
  integer :: i
  do i = 1, 6
    a(i, :) = [1.0_c_double, x(i), x(i)**2]
    b(i) = sin(x(i)) + 0.2_c_double * x(7) * i
  end do
  z = solve_normal_equations(a, b)
  r = sum(z * x(1:3)) + norm2(z)
end function
