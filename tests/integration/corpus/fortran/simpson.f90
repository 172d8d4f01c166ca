! Adaptive quadrature by Simpson's rule: recursive functions and a procedure argument.
! X: 0.3 1.2 0.7
module quadrature
  use iso_c_binding, only: dp => c_double
  implicit none
  abstract interface
    pure function integrand(t, p) result(v)
      import dp
      real(dp), intent(in) :: t, p(:)
      real(dp) :: v
    end function
  end interface
contains
  pure function wave(t, p) result(v)
    real(dp), intent(in) :: t, p(:)
    real(dp) :: v
    v = exp(-p(1) * t) * sin(p(2) * t + p(3))
  end function

  recursive function refine(f, p, a, b, fa, fm, fb, whole, depth) result(s)
    procedure(integrand) :: f
    real(dp), intent(in) :: p(:), a, b, fa, fm, fb, whole
    integer, intent(in) :: depth
    real(dp) :: s, m, fl, fr, left, right
    m = 0.5_dp * (a + b)
    fl = f(0.5_dp * (a + m), p)
    fr = f(0.5_dp * (m + b), p)
    left = (m - a) / 6.0_dp * (fa + 4.0_dp * fl + fm)
    right = (b - m) / 6.0_dp * (fm + 4.0_dp * fr + fb)
    if (depth == 0 .or. abs(left + right - whole) < 1.0e-4_dp) then
      s = left + right + (left + right - whole) / 15.0_dp
    else
      s = refine(f, p, a, m, fa, fl, fm, left, depth - 1) + refine(f, p, m, b, fm, fr, fb, right, depth - 1)
    end if
  end function

  function integral(f, p, a, b) result(s)
    procedure(integrand) :: f
    real(dp), intent(in) :: p(:), a, b
    real(dp) :: s, fa, fm, fb
    fa = f(a, p)
    fm = f(0.5_dp * (a + b), p)
    fb = f(b, p)
    s = refine(f, p, a, b, fa, fm, fb, (b - a) / 6.0_dp * (fa + 4.0_dp * fm + fb), 8)
  end function
end module

function objective(x, n) bind(c) result(r)
  use quadrature
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  r = integral(wave, x, 0.0_dp, 3.0_dp)
end function
