! Array intrinsics: matmul, dot_product, reshape, spread, transpose, maxloc, merge, pack, cshift, eoshift, count and norm2, in one statistical computation.
module statistics
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  pure function covariance(data) result(c)
    real(dp), intent(in) :: data(:, :)
    real(dp) :: c(size(data, 2), size(data, 2))
    real(dp) :: centred(size(data, 1), size(data, 2))
    centred = data - spread(sum(data, dim=1) / size(data, 1), dim=1, ncopies=size(data, 1))
    c = matmul(transpose(centred), centred) / (size(data, 1) - 1)
  end function
  elemental pure function softplus(x) result(y)
    real(dp), intent(in) :: x
    real(dp) :: y
    y = log(1.0_dp + exp(x))
  end function
end module
function objective(x, n) bind(c) result(r)
  use statistics
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: table(4, 2), c(2, 2), shifted(n)
  real(c_double), allocatable :: positive(:)
  integer :: where_max(1), place(2)
  table = reshape(x(1:8), [4, 2])
  c = covariance(table)
  where_max = maxloc(abs(x))
  place = minloc(table)
  shifted = cshift(softplus(x), 2) * eoshift(x, -1, boundary=0.5d0)
  positive = pack(x, x > 0)
  r = c(1, 2) * x(where_max(1)) + table(place(1), place(2)) * norm2(shifted)
  r = r + dot_product(positive, positive) / count(x > 0) + product(merge(x, 1.0d0, abs(x) > 1))
  r = r + sum(table, mask=table < 1.0d0) + dot_product(maxval(c, dim=1), [1.0d0, 2.0d0])
end function
