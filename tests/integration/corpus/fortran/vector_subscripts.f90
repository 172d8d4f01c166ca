! Sections with strides, vector subscripts on both sides, merge, cshift, masks, and reductions along dimensions.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: a(n, n), v(n), w(n / 2)
  integer :: order(n), i
  logical :: large(n)
  order = [(modulo(3 * i, n) + 1, i = 1, n)]
  v = x(order)
  v(order(1:n:2)) = v(order(n:1:-2)) * x(1:n:2)
  w = merge(x(1:n:2), x(2:n:2), x(1:n:2) > x(2:n:2))
  do i = 1, n
    a(:, i) = cshift(v, i) * x(i)
  end do
  large = any(a > 0.5d0, dim=2)
  where (large)
    v = v + sum(a, dim=1)
  elsewhere (v < 0.0d0)
    v = exp(v)
  elsewhere
    v = maxval(a, dim=2)
  end where
  forall (i = 2:n - 1, mod(i, 2) == 0) a(i, i) = v(i) * w(i / 2)
  r = sum(v) + dot_product(matmul(a, v), x) + count(large) + minval(a(:, order(1:3)))
  r = r + sum(a(1:n:3, n:1:-2)**2) + product(w(1:3)) + real(maxloc(x, 1), c_double)
  if (all(x > -100.0d0)) r = r + sum(matmul(transpose(a(:, 1:2)), a(:, 3:4)))
end function
