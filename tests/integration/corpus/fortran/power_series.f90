! A Bessel function by its series until terms vanish, and the intrinsics for comparison.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: term
  integer :: i, k
  r = 0.0_c_double
  do i = 1, n
    term = 1.0_c_double
    k = 0
    do
      r = r + term * i
      k = k + 1
      term = -term * (0.5_c_double * x(i))**2 / real(k, c_double)**2
      if (abs(term) < 1e-16_c_double) exit
    end do
    r = r + bessel_j0(x(i)) + erf(x(i)) + gamma(2.5_c_double + x(i))
  end do
end function
