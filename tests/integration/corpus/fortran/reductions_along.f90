! Sums, products, extreme values, norms and places of extreme values along dimensions, with masks, of strided sections.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, a(n, 4), along(n), across(4), cube(2, 3, 2)
  complex(c_double) :: z(2, 2), zs(2)
  integer :: i, j, d, places(4), place(2)
  logical :: mask(n, 4)
  do j = 1, 4
    do i = 1, n
      a(i, j) = x(i) * j + 0.3d0 * x(1 + mod(i + j, n))**2
      mask(i, j) = mod(i * j, 3) /= 1
    end do
  end do
  d = 1 + mod(n, 2)
  across = sum(a, d)
  r = sum(across * [1.0d0, -0.5d0, 0.25d0, 2.0d0])
  along = sum(a, dim=2, mask=mask)
  r = r + dot_product(along, x)
  across = product(0.5d0 + 0.1d0 * a, d)
  r = r + sum(across) + product(a(2:3, 2), mask=a(2:3, 2) > 0.0d0)
  across = maxval(a, d) + minval(a, d, mask)
  r = r + sum(across**2)
  along = maxval(a, 2) - minval(a, 2, a > 0.0d0 .or. mask)
  r = r + sum(merge(along, 0.0d0, abs(along) < 1.0d3))
  r = r + norm2(a) + sum(norm2(a(1:n:2, :), 1) * [1.0d0, 2.0d0, 3.0d0, 4.0d0])
  places = maxloc(a, 1)
  place = minloc(a, mask)
  r = r + a(places(3), 3) * a(place(1), place(2)) + a(maxloc(x, 1, back=.true.), 2)
  cube = reshape([(x(1 + mod(i, n)) * i, i = 1, 12)], [2, 3, 2])
  a(1:3, 1:2) = sum(cube, d)
  r = r + sum(a(1:3, 1:2)**2) * 1.0d-2 + sum(cube(:, 3:1:-2, 2)) + flag(any(a > 1.0d0))
  z = reshape([(cmplx(x(i), x(i + 1), c_double), i = 1, 4)], [2, 2])
  zs = sum(z, d) * product(z, d)
  r = r + real(zs(1)) - aimag(zs(2)) + abs(sum(z))
contains
  real(c_double) function flag(condition)
    logical, intent(in) :: condition
    flag = merge(1.0d0, 0.0d0, condition)
  end function
end function
