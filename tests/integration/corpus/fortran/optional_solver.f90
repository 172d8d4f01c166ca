! A Newton and a secant solver with optional arguments, procedure arguments, elemental and recursive functions.
module solver
  use iso_c_binding, only: dp => c_double
  implicit none
  abstract interface
    pure function scalar_function(x, p) result(f)
      import :: dp
      real(dp), intent(in) :: x, p(:)
      real(dp) :: f
    end function
  end interface
contains
  pure function cubic(x, p) result(f)
    real(dp), intent(in) :: x, p(:)
    real(dp) :: f
    f = horner(p, x) + x**3 - 2.0_dp
  end function
  pure recursive function horner(p, x) result(f)
    real(dp), intent(in) :: p(:), x
    real(dp) :: f
    if (size(p) == 1) then
      f = p(1)
    else
      f = p(1) + x * horner(p(2:), x)
    end if
  end function
  subroutine secant(f, p, root, guess, tolerance, steps)
    procedure(scalar_function) :: f
    real(dp), intent(in) :: p(:)
    real(dp), intent(out) :: root
    real(dp), intent(in), optional :: guess, tolerance
    integer, intent(out), optional :: steps
    real(dp) :: a, b, fa, fb, c, eps
    integer :: k
    a = 1.0_dp
    if (present(guess)) a = guess
    eps = 1.0e-13_dp
    if (present(tolerance)) eps = tolerance
    b = a + 0.1_dp
    fa = f(a, p)
    fb = f(b, p)
    do k = 1, 50
      if (abs(fb - fa) < 1.0e-300_dp .or. abs(fb) < eps) exit
      c = b - fb * (b - a) / (fb - fa)
      a = b
      fa = fb
      b = c
      fb = f(b, p)
    end do
    root = b
    if (present(steps)) steps = k
  end subroutine
  elemental function softplus(x) result(y)
    real(dp), intent(in) :: x
    real(dp) :: y
    y = max(x, 0.0_dp) + log(1.0_dp + exp(-abs(x)))
  end function
end module

function objective(x, n) bind(c) result(r)
  use solver
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, root, other
  integer :: steps
  call secant(cubic, 0.3d0 * softplus(x(1:3)), root)
  call secant(cubic, softplus(x(n:5:-1)), other, guess=0.3d0, steps=steps)
  r = root * x(4) + other**2 + sum(softplus(x))
  if (steps > 40) r = r + 1.0d0
end function
