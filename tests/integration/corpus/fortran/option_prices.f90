! European options by the formula of Black and Scholes, as a module of elemental functions.
! X: 100.0 95.0 0.05 0.2 1.5 110.0
module options
  use iso_c_binding, only: dp => c_double
  implicit none
  type option
    real(dp) :: strike, maturity
    logical :: is_call
  end type
contains
  elemental function normal(z) result(p)
    real(dp), intent(in) :: z
    real(dp) :: p
    p = 0.5_dp * erfc(-z / sqrt(2.0_dp))
  end function

  elemental function price(o, spot, rate, volatility) result(v)
    type(option), intent(in) :: o
    real(dp), intent(in) :: spot, rate, volatility
    real(dp) :: v, d1, d2, discount
    d1 = (log(spot / o%strike) + (rate + 0.5_dp * volatility**2) * o%maturity) / (volatility * sqrt(o%maturity))
    d2 = d1 - volatility * sqrt(o%maturity)
    discount = exp(-rate * o%maturity)
    if (o%is_call) then
      v = spot * normal(d1) - o%strike * discount * normal(d2)
    else
      v = o%strike * discount * normal(-d2) - spot * normal(-d1)
    end if
  end function
end module

function objective(x, n) bind(c) result(total)
  use options
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: total
  type(option) :: book(3)
  integer :: i
  book(1) = option(x(2), x(5), .true.)
  book(2) = option(x(6), x(5), .false.)
  book(3) = option(0.5_dp * (x(2) + x(6)), 2.0_dp * x(5), .true.)
  total = 0.0_dp
  do i = 1, size(book)
    total = total + price(book(i), x(1), x(3), x(4)) * i
  end do
end function
