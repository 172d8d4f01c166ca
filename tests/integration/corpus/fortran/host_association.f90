! Internal procedures that see the variables of their host, also when they are passed on as arguments.
module quadrature
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  function integrate(f, a, b) result(s)
    interface
      function f(t) result(v)
        import :: dp
        real(dp), intent(in) :: t
        real(dp) :: v
      end function
    end interface
    real(dp), intent(in) :: a, b
    real(dp) :: s
    integer :: i
    integer, parameter :: m = 20
    s = 0.5_dp * (f(a) + f(b))
    do i = 1, m - 1
      s = s + f(a + (b - a) * i / m)
    end do
    s = s * (b - a) / m
  end function
end module

function objective(x, n) bind(c) result(r)
  use quadrature
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, amplitude
  integer :: calls
  calls = 0
  amplitude = x(1)
  r = integrate(wave, 0.0d0, x(2))
  amplitude = x(3) * 0.5d0
  r = r + integrate(wave, x(4), 1.0d0) + integrate(polynomial, 0.0d0, 1.0d0)
  call add_to_result(0.25d0)
contains
  function wave(t) result(v)
    real(c_double), intent(in) :: t
    real(c_double) :: v
    v = amplitude * sin(x(5) * t)
    calls = calls + 1
  end function
  function polynomial(t) result(v)
    real(c_double), intent(in) :: t
    real(c_double) :: v
    integer :: i
    v = 0.0d0
    do i = n, 1, -1
      v = v * t + x(i)
    end do
  end function
  subroutine add_to_result(factor)
    real(c_double), intent(in) :: factor
    r = r + factor * r * amplitude + calls
  end subroutine
end function
