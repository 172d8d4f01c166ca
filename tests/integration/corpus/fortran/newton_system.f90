! Newton's method for a system of two equations whose coefficients are the input; exit out of a named loop.
! X: 1.0 2.0 0.5 1.5
subroutine residual(p, u, f, jacobian)
  use iso_c_binding, only: dp => c_double
  implicit none
  real(dp), intent(in) :: p(4), u(2)
  real(dp), intent(out) :: f(2), jacobian(2, 2)
  f(1) = p(1) * u(1)**2 + p(3) * u(2) - 2.0_dp
  f(2) = exp(0.3_dp * u(1)) * p(4) - p(2) * u(2)
  jacobian(1, 1) = 2.0_dp * p(1) * u(1)
  jacobian(1, 2) = p(3)
  jacobian(2, 1) = 0.3_dp * exp(0.3_dp * u(1)) * p(4)
  jacobian(2, 2) = -p(2)
end subroutine

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, u(2), f(2), a(2, 2), determinant, step(2)
  integer :: k
  interface
    subroutine residual(p, u, f, jacobian)
      use iso_c_binding, only: dp => c_double
      real(dp), intent(in) :: p(4), u(2)
      real(dp), intent(out) :: f(2), jacobian(2, 2)
    end subroutine
  end interface
  u = [1.0d0, 1.0d0]
  newton: do k = 1, 30
    call residual(x, u, f, a)
    determinant = a(1, 1) * a(2, 2) - a(1, 2) * a(2, 1)
    step(1) = (f(1) * a(2, 2) - a(1, 2) * f(2)) / determinant
    step(2) = (a(1, 1) * f(2) - f(1) * a(2, 1)) / determinant
    u = u - step
    if (maxval(abs(step)) < 1.0d-13) exit newton
  end do newton
  r = u(1) * u(2) + u(1)
end function
