! Newton's method on a function that is passed as a procedure argument, until it converges.
module root_finding
  use iso_c_binding, only: wp => c_double
  implicit none
  abstract interface
    pure subroutine with_derivative(t, p, f, df)
      import :: wp
      real(wp), intent(in) :: t, p(:)
      real(wp), intent(out) :: f, df
    end subroutine
  end interface
contains
  function root(f, start, p) result(t)
    procedure(with_derivative) :: f
    real(wp), intent(in) :: start, p(:)
    real(wp) :: t, value, slope
    integer :: iteration
    t = start
    do iteration = 1, 50
      call f(t, p, value, slope)
      t = t - value / slope
      if (abs(value) < 1e-13_wp) exit
    end do
  end function

  pure subroutine kepler(t, p, f, df)
    real(wp), intent(in) :: t, p(:)
    real(wp), intent(out) :: f, df
    f = t - p(1) * sin(t) - p(2)
    df = 1.0_wp - p(1) * cos(t)
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use root_finding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, p(2)
  integer :: i
  r = 0.0_c_double
  do i = 2, n
    p = [0.3_c_double + 0.2_c_double * sin(x(i)), x(i - 1)]
    r = r + i * root(kepler, x(i - 1), p)
  end do
end function
