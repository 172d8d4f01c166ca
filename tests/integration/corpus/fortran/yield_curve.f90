! The price of a bond on an interpolated yield curve, and its yield to maturity.
! X: 0.01 0.015 0.02 0.025 0.03 0.031 0.032 0.033
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: price, rate, slope, value, t
  integer :: k, i, iteration
  price = 0.0_c_double
  do k = 1, 14
    t = 0.5_c_double * k
    i = min(int(t) + 1, n - 1)
    rate = x(i) + (t - (i - 1)) * (x(i + 1) - x(i))
    price = price + exp(-rate * t) * merge(102.5_c_double, 2.5_c_double, k == 14)
  end do
  r = 0.03_c_double
  do iteration = 1, 20
    value = 0.0_c_double
    slope = 0.0_c_double
    do k = 1, 14
      t = 0.5_c_double * k
      value = value + exp(-r * t) * merge(102.5_c_double, 2.5_c_double, k == 14)
      slope = slope - t * exp(-r * t) * merge(102.5_c_double, 2.5_c_double, k == 14)
    end do
    r = r - (value - price) / slope
    if (abs(value - price) < 1e-12_c_double) exit
  end do
  r = 100.0_c_double * r
end function
