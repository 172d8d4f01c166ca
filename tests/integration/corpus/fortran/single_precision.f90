! A computation in single precision with a result in double.
! TOLERANCE: 1e-5
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_float) :: s(n), total
  integer :: i
  s = real(x, c_float)
  total = 0.0
  do i = 1, n
    total = total + s(i) * exp(-0.1 * s(i)) + sqrt(abs(s(i)) + 1.0)
  end do
  r = real(total, c_double)**2
end function
