! The Lorenz system by Heun's method, with a derived type for its parameters.
module lorenz_system
  use iso_c_binding, only: real64 => c_double
  implicit none
  type :: parameters
    real(real64) :: sigma = 10.0_real64, rho = 28.0_real64, beta = 8.0_real64 / 3.0_real64
  end type
contains
  pure function rate(s, p) result(d)
    real(real64), intent(in) :: s(3)
    type(parameters), intent(in) :: p
    real(real64) :: d(3)
    d = [p%sigma * (s(2) - s(1)), s(1) * (p%rho - s(3)) - s(2), s(1) * s(2) - p%beta * s(3)]
  end function

  pure subroutine step(s, p, h)
    real(real64), intent(inout) :: s(3)
    type(parameters), intent(in) :: p
    real(real64), intent(in) :: h
    real(real64) :: first(3), second(3)
    first = rate(s, p)
    second = rate(s + h * first, p)
    s = s + 0.5_real64 * h * (first + second)
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use lorenz_system
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(parameters) :: p
  real(c_double) :: s(3)
  integer :: i
  p%rho = 20.0_c_double + x(4)
  p%sigma = 8.0_c_double + x(5)
  s = x(1:3)
  do i = 1, 30
    call step(s, p, 0.01_c_double)
  end do
  r = dot_product(s, x(6:8))
end function
