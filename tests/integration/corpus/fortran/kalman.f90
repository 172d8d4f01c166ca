! A Kalman filter with two states; matrices are small and products are intrinsics.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: state(2), p(2, 2), f(2, 2), q(2, 2), gain(2), innovation, s, h(2)
  integer :: k
  state = [x(1), 0.0_c_double]
  p = reshape([1.0_c_double, 0.0_c_double, 0.0_c_double, 1.0_c_double], [2, 2])
  f = reshape([1.0_c_double, 0.0_c_double, 0.1_c_double, 1.0_c_double], [2, 2])
  q = 0.01_c_double * (1.0_c_double + x(2)**2) * p
  h = [1.0_c_double, 0.2_c_double]
  r = 0.0_c_double
  do k = 1, n
    state = matmul(f, state)
    p = matmul(f, matmul(p, transpose(f))) + q
    innovation = x(k) - dot_product(h, state)
    s = dot_product(h, matmul(p, h)) + 0.5_c_double
    gain = matmul(p, h) / s
    state = state + gain * innovation
    p = p - outer(gain, matmul(h, p))
    r = r + innovation**2 / s + log(s)
  end do
contains
  pure function outer(a, b) result(c)
    real(c_double), intent(in) :: a(2), b(2)
    real(c_double) :: c(2, 2)
    integer :: i
    do i = 1, 2
      c(:, i) = a * b(i)
    end do
  end function
end function
