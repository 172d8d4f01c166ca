! Adaptive Simpson quadrature by a recursive function.
module quadrature
  use iso_c_binding, only: wp => c_double
  implicit none
contains
  pure function f(t, p) result(y)
    real(wp), intent(in) :: t, p(:)
    real(wp) :: y
    y = exp(-p(1)**2 * t) * sin(p(2) * t) + p(3) * t
  end function

  recursive function simpson(a, b, p, depth) result(s)
    real(wp), intent(in) :: a, b, p(:)
    integer, intent(in) :: depth
    real(wp) :: s, middle, coarse, left, right
    middle = 0.5_wp * (a + b)
    coarse = (b - a) / 6.0_wp * (f(a, p) + 4.0_wp * f(middle, p) + f(b, p))
    left = (middle - a) / 6.0_wp * (f(a, p) + 4.0_wp * f(0.5_wp * (a + middle), p) + f(middle, p))
    right = (b - middle) / 6.0_wp * (f(middle, p) + 4.0_wp * f(0.5_wp * (middle + b), p) + f(b, p))
    if (depth == 0 .or. abs(left + right - coarse) < 1e-4_wp) then
      s = left + right
    else
      s = simpson(a, middle, p, depth - 1) + simpson(middle, b, p, depth - 1)
    end if
  end function
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use quadrature
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  block
    real(c_double) :: p(3)
    p = x(1:3)
    r = simpson(0.0_c_double, 2.0_c_double + x(4), p, 4) * x(5)
  end block
end function
