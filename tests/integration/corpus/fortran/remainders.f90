! Remainders, signs and roundings, where they have a derivative.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer :: i
  r = 0.0_c_double
  do i = 1, n - 1
    r = r + mod(3.7_c_double * x(i), 1.3_c_double) * x(i + 1)
    r = r + modulo(x(i), 0.7_c_double) + sign(x(i), x(i + 1)) * abs(x(i))
    r = r + dim(x(i), x(i + 1)) + hypot(x(i), x(i + 1)) + aint(x(i)) * x(i + 1)
    r = r + max(x(i), x(i + 1), 0.1_c_double) * min(x(i), 0.6_c_double)
  end do
end function
