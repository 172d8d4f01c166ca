! A natural cubic spline through the input, evaluated between its knots.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: second(n), work(n), t, a, b
  integer :: i, k
  second(1) = 0.0_c_double
  work(1) = 0.0_c_double
  do i = 2, n - 1
    t = 0.5_c_double * second(i - 1) + 2.0_c_double
    second(i) = -0.5_c_double / t
    work(i) = (3.0_c_double * (x(i + 1) - 2.0_c_double * x(i) + x(i - 1)) - 0.5_c_double * work(i - 1)) / t
  end do
  second(n) = 0.0_c_double
  do i = n - 1, 1, -1
    second(i) = second(i) * second(i + 1) + work(i)
  end do
  r = 0.0_c_double
  do k = 1, 20
    t = 1.0_c_double + (n - 1) * (k - 0.5_c_double) / 20.0_c_double
    i = min(int(t), n - 1)
    b = t - i
    a = 1.0_c_double - b
    r = r + (a * x(i) + b * x(i + 1) + ((a**3 - a) * second(i) + (b**3 - b) * second(i + 1)) / 6.0_c_double)**2
  end do
end function
