! An enzyme reaction, integrated with the explicit midpoint method.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: s, product, v, half, vmax, km
  integer :: i
  vmax = 1.0_c_double + x(1)**2
  km = 0.5_c_double + x(2)**2
  s = 2.0_c_double + x(3)
  product = 0.0_c_double
  do i = 1, 40
    v = vmax * s / (km + s)
    half = s - 0.02_c_double * v
    v = vmax * half / (km + half)
    s = s - 0.04_c_double * v
    product = product + 0.04_c_double * v
  end do
  r = product * x(4) + log(s)
end function
