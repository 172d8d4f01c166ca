! Intrinsic functions that put elements in other places: pack, unpack, spread, reshape, transpose, cshift and eoshift in all their forms.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), allocatable :: packed(:), table(:, :), wide(:, :), cube(:, :, :)
  real(c_double) :: square(3, 3), weights(3, 3), edge(3)
  logical :: mask(3, 3)
  integer :: i, j, shifts(3), dimension
  do j = 1, 3
    do i = 1, 3
      weights(i, j) = 0.1d0 * i - 0.2d0 * j * j
      mask(i, j) = mod(i + 2 * j, 3) /= 0
    end do
  end do
  square = reshape(x, [3, 3], pad=[x(1) * x(2), x(3)], order=[2, 1])
  r = sum(square * weights)
  packed = pack(square, mask)
  r = r + sum(packed**2) * 0.5d0 + size(packed)
  packed = pack(square, mask, [(x(i) * i, i = 1, 8)])
  r = r + packed(7) * packed(8) + packed(1)
  square = unpack(packed, mask, -square)
  r = r + sum(square * weights) + sum(unpack(x, .not. mask, 0.0d0) * weights)
  table = spread(x(1:3), 1, 2)
  wide = spread(x(2:4), dim=2, ncopies=3)
  r = r + sum(table(2, :) * table(1, 3:1:-1)) + sum(wide * square)
  dimension = 1 + mod(n, 2)
  cube = spread(square, dimension, 2)
  r = r + sum(cube(:, :, 1)**2) * 0.1d0
  shifts = [1, -2, 4]
  edge = x(4:6)
  r = r + sum(cshift(square, shifts, dim=dimension) * weights)
  r = r + sum(cshift(square, -1, dim=2) * transpose(weights))
  r = r + sum(eoshift(square, shifts, boundary=edge, dim=2) * weights)
  r = r + sum(eoshift(square, 1) * weights) + sum(eoshift(x, -2, boundary=x(1)) * x)
  square = transpose(square)
  r = r + sum(square * weights)
end function
