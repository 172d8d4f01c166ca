! A QR factorisation by Householder reflections on array sections.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: a(5, 3), v(5), alpha
  integer :: i, j, k
  do j = 1, 3
    do i = 1, 5
      a(i, j) = x(1 + mod(i * j, n)) + merge(2.0_c_double, 0.0_c_double, i == j)
    end do
  end do
  do k = 1, 3
    alpha = -sign(sqrt(sum(a(k:5, k)**2)), a(k, k))
    v = 0.0_c_double
    v(k:5) = a(k:5, k)
    v(k) = v(k) - alpha
    v(k:5) = v(k:5) / sqrt(sum(v(k:5)**2))
    do j = k, 3
      a(k:5, j) = a(k:5, j) - 2.0_c_double * v(k:5) * dot_product(v(k:5), a(k:5, j))
    end do
  end do
  r = a(1, 1) * a(2, 2) + a(1, 3) + log(abs(a(3, 3)))
end function
