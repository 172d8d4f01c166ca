! Masked array operations: where with elsewhere, merge, pack, count, sums with masks, forall-like sections.
! X: 0.5 -1.25 2.0 0.75 -0.5 1.5 -2.25 0.25
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, y(n), z(n)
  real(c_double), allocatable :: positive(:)
  where (x > 1.0d0)
    y = sqrt(x)
  elsewhere (x > 0.0d0)
    y = x**3
  elsewhere
    y = sin(x)
  end where
  z = merge(y * x, y - x, abs(x) > 0.6d0)
  positive = pack(z, z > 0.0d0)
  r = sum(positive**2) + sum(y, mask=x < 0.0d0) + count(x > 0.0d0) * y(1)
  y(2:n - 1) = 0.5d0 * (z(1:n - 2) + z(3:n))
  r = r + dot_product(y, cshift(z, 2)) + product(1.0d0 + 0.1d0 * z(1:n:2))
end function
