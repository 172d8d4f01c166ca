! A convolution with boundary handling, and a moving average over sections.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: y(n), kernel(-1:1)
  integer :: i, k
  kernel = [0.25_c_double, 0.5_c_double, 0.25_c_double + 0.1_c_double * x(1)]
  do i = 1, n
    y(i) = 0.0_c_double
    do k = lbound(kernel, 1), ubound(kernel, 1)
      y(i) = y(i) + kernel(k) * x(max(1, min(n, i + k)))
    end do
  end do
  r = 0.0_c_double
  do i = 1, n - 2
    r = r + (sum(y(i:i+2)) / 3.0_c_double)**2
  end do
end function
