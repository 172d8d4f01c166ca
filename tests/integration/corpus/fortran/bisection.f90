! A root by bisection, polished by Newton steps that carry the derivative.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: low, high, middle, a, b
  integer :: i
  a = 2.0_c_double + x(1)**2
  b = x(2)
  low = 0.0_c_double
  high = 4.0_c_double
  do while (high - low > 1e-3_c_double)
    middle = 0.5_c_double * (low + high)
    if (middle**3 + b * middle - a > 0.0_c_double) then
      high = middle
    else
      low = middle
    end if
  end do
  r = low
  do i = 1, 5
    r = r - (r**3 + b * r - a) / (3.0_c_double * r**2 + b)
  end do
end function
