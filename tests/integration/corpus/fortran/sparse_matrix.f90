! Products with a matrix in compressed rows, and power iteration.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer, parameter :: rows(6) = [1, 3, 5, 8, 10, 12]
  integer, parameter :: columns(11) = [1, 2, 2, 4, 1, 3, 5, 4, 5, 2, 5]
  real(c_double) :: values(11), v(5), u(5)
  integer :: i, k, iteration
  do k = 1, 11
    values(k) = 1.0_c_double + 0.3_c_double * x(1 + mod(k, n))
  end do
  v = 1.0_c_double
  do iteration = 1, 6
    do i = 1, 5
      u(i) = 0.0_c_double
      do k = rows(i), rows(i + 1) - 1
        u(i) = u(i) + values(k) * v(columns(k))
      end do
    end do
    v = u / sqrt(sum(u**2))
  end do
  r = dot_product(v, u) + v(1) * x(1)
end function
