! Internal procedures with host association as arguments, procedure pointers, an abstract interface, recursion.
module quad
  use iso_c_binding, only: dp => c_double
  implicit none
  abstract interface
    function integrand(t) result(y)
      import :: dp
      real(dp), intent(in) :: t
      real(dp) :: y
    end function
  end interface
contains
  recursive function adapt(f, a, b, depth) result(r)
    procedure(integrand) :: f
    real(dp), intent(in) :: a, b
    integer, intent(in) :: depth
    real(dp) :: r, m, whole, halves
    m = 0.5_dp * (a + b)
    whole = (b - a) / 6.0_dp * (f(a) + 4.0_dp * f(m) + f(b))
    halves = (m - a) / 6.0_dp * (f(a) + 4.0_dp * f(0.5_dp * (a + m)) + f(m)) + &
      (b - m) / 6.0_dp * (f(m) + 4.0_dp * f(0.5_dp * (m + b)) + f(b))
    if (depth == 0 .or. abs(whole - halves) < 1e-7_dp) then
      r = halves
    else
      r = adapt(f, a, m, depth - 1) + adapt(f, m, b, depth - 1)
    end if
  end function
  function gauss(t) result(y)
    real(dp), intent(in) :: t
    real(dp) :: y
    y = exp(-t * t)
  end function
  function rational(t) result(y)
    real(dp), intent(in) :: t
    real(dp) :: y
    y = 1.0_dp / (1.0_dp + t**2)
  end function
end module

function objective(x, n) bind(c) result(r)
  use quad
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  procedure(integrand), pointer :: f
  integer :: k, calls
  calls = 0
  r = adapt(mine, x(1), x(2) + 1.0d0, 4)
  do k = 1, 4
    if (mod(k, 2) == 0) then
      f => gauss
    else
      f => rational
    end if
    r = r + x(k) * adapt(f, 0.0d0, x(k + 1), 3)
  end do
  r = r + 1e-3_dp * calls
contains
  function mine(t) result(y)
    real(dp), intent(in) :: t
    real(dp) :: y
    calls = calls + 1
    y = sin(x(3) * t) * x(4) + x(5) * t**3
  end function
end function
