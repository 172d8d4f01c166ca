! A Kalman filter for a moving point: matmul, transpose and small fixed matrices.
module filter
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  pure function inverse(a) result(b)
    real(dp), intent(in) :: a(2, 2)
    real(dp) :: b(2, 2), det
    det = a(1, 1) * a(2, 2) - a(1, 2) * a(2, 1)
    b = reshape([a(2, 2), -a(2, 1), -a(1, 2), a(1, 1)], [2, 2]) / det
  end function
end module

function objective(x, n) bind(c) result(likelihood)
  use filter
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: likelihood
  real(dp) :: state(2), p(2, 2), f(2, 2), h(2, 2), s(2, 2), gain(2, 2), residual(2), identity(2, 2)
  integer :: k
  identity = reshape([1.0_dp, 0.0_dp, 0.0_dp, 1.0_dp], [2, 2])
  f = reshape([1.0_dp, 0.0_dp, 0.3_dp, 0.9_dp], [2, 2])
  h = identity
  h(1, 2) = 0.2_dp
  p = 2.0_dp * identity
  state = [0.1_dp, 0.2_dp]
  likelihood = 0.0_dp
  do k = 1, n - 1, 2
    state = matmul(f, state)
    p = matmul(matmul(f, p), transpose(f)) + 0.05_dp * identity
    residual = x(k:k + 1) - matmul(h, state)
    s = matmul(matmul(h, p), transpose(h)) + 0.5_dp * identity
    gain = matmul(matmul(p, transpose(h)), inverse(s))
    state = state + matmul(gain, residual)
    p = matmul(identity - matmul(gain, h), p)
    likelihood = likelihood + dot_product(residual, matmul(inverse(s), residual))
  end do
end function
