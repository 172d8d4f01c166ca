! A natural cubic spline through the data, integrated: assumed-shape arrays and an allocatable component.
module splines
  use iso_c_binding, only: dp => c_double
  implicit none
  type spline
    real(dp), allocatable :: y(:), curvature(:)
    real(dp) :: h
  end type
contains
  function fit(y, h) result(s)
    real(dp), intent(in) :: y(:), h
    type(spline) :: s
    real(dp) :: u(size(y)), factor
    integer :: i, n
    n = size(y)
    s%h = h
    allocate(s%y, source=y)
    allocate(s%curvature(n))
    s%curvature(1) = 0.0_dp
    u(1) = 0.0_dp
    do i = 2, n - 1
      factor = 0.5_dp * s%curvature(i - 1) + 2.0_dp
      s%curvature(i) = -0.5_dp / factor
      u(i) = (3.0_dp * (y(i + 1) - 2.0_dp * y(i) + y(i - 1)) / h**2 - 0.5_dp * u(i - 1)) / factor
    end do
    s%curvature(n) = 0.0_dp
    do i = n - 1, 1, -1
      s%curvature(i) = s%curvature(i) * s%curvature(i + 1) + u(i)
    end do
  end function

  pure function value(s, t) result(v)
    type(spline), intent(in) :: s
    real(dp), intent(in) :: t
    real(dp) :: v, a, b
    integer :: i
    i = min(max(int(t / s%h) + 1, 1), size(s%y) - 1)
    b = t / s%h - (i - 1)
    a = 1.0_dp - b
    v = a * s%y(i) + b * s%y(i + 1) + &
        ((a**3 - a) * s%curvature(i) + (b**3 - b) * s%curvature(i + 1)) * s%h**2 / 6.0_dp
  end function
end module

function objective(x, n) bind(c) result(r)
  use splines
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(spline) :: s
  integer :: k
  s = fit(x, 0.5_dp)
  r = 0.0_dp
  do k = 0, 30
    r = r + value(s, 0.1_dp * k)**2
  end do
end function
