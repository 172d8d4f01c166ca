! A Kalman filter: derived types with arrays of fixed shape, operators of the program's own, function results as arrays, Gauss-Jordan inversion with pivots.
module matrices
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: gaussian
    real(dp) :: mean(2) = 0, variance(2, 2) = 0
  end type
  interface operator(.x.)
    module procedure outer
  end interface
  interface operator(.inverse.)
    module procedure inverse
  end interface
contains
  pure function outer(a, b) result(c)
    real(dp), intent(in) :: a(:), b(:)
    real(dp) :: c(size(a), size(b))
    c = spread(a, 2, size(b)) * spread(b, 1, size(a))
  end function
  pure function inverse(a) result(b)
    real(dp), intent(in) :: a(:, :)
    real(dp) :: b(size(a, 1), size(a, 2))
    real(dp) :: w(size(a, 1), 2 * size(a, 1)), row(2 * size(a, 1))
    integer :: i, k, m, p
    m = size(a, 1)
    w(:, :m) = a
    w(:, m + 1:) = 0
    do i = 1, m
      w(i, m + i) = 1
    end do
    do k = 1, m
      p = k - 1 + maxloc(abs(w(k:, k)), dim=1)
      row = w(p, :)
      w(p, :) = w(k, :)
      w(k, :) = row / row(k)
      do i = 1, m
        if (i /= k) w(i, :) = w(i, :) - w(i, k) * w(k, :)
      end do
    end do
    b = w(:, m + 1:)
  end function
  pure function predict(g, f, noise) result(p)
    type(gaussian), intent(in) :: g
    real(dp), intent(in) :: f(2, 2), noise
    type(gaussian) :: p
    p%mean = matmul(f, g%mean)
    p%variance = matmul(matmul(f, g%variance), transpose(f)) + noise * ([1.0_dp, 0.5_dp] .x. [1.0_dp, 0.5_dp])
  end function
  function update(g, h, y, r) result(u)
    type(gaussian), intent(in) :: g
    real(dp), intent(in) :: h(2, 2), y(2), r
    type(gaussian) :: u
    real(dp), dimension(2, 2) :: s, gain, unit
    unit = reshape([1, 0, 0, 1], [2, 2])
    s = matmul(h, matmul(g%variance, transpose(h))) + r * unit
    gain = matmul(matmul(g%variance, transpose(h)), .inverse. s)
    u = gaussian(g%mean + matmul(gain, y - matmul(h, g%mean)), matmul(unit - matmul(gain, h), g%variance))
  end function
end module
function objective(x, n) bind(c) result(r)
  use matrices
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(gaussian) :: state, history(5)
  real(dp) :: f(2, 2), h(2, 2)
  integer :: k
  f = reshape([1.0_dp, 0.0_dp, 0.2_dp, 1.0_dp], [2, 2])
  h = reshape([1.0_dp, 0.1_dp, 0.3_dp, 1.0_dp], [2, 2])
  state = gaussian([x(1), x(2)], reshape([2.0_dp, 0.3_dp, 0.3_dp, 1 + x(3)**2], [2, 2]))
  do k = 1, 5
    state = update(predict(state, f, exp(x(4))), h, [x(mod(k, n) + 1), 0.5_dp * x(5)], 0.1_dp + x(7)**2)
    history(k) = state
  end do
  r = sum([(history(k)%mean(1) * history(k)%variance(2, 2), k = 1, 5)])
  r = r + sum(history%mean(2)) + history(3)%variance(1, 2)
end function
