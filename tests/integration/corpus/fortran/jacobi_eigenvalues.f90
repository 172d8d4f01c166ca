! Eigenvalues of a symmetric matrix by Jacobi rotations.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: a(3, 3), theta, c, s, row_p(3), row_q(3)
  integer :: sweep, p, q, i, j
  do j = 1, 3
    do i = 1, 3
      a(i, j) = x(i) * x(j) + merge(real(i, c_double), 0.2_c_double * x(i + j), i == j)
    end do
  end do
  a = 0.5_c_double * (a + transpose(a))
  do sweep = 1, 4
    do p = 1, 2
      do q = p + 1, 3
        theta = 0.5_c_double * atan2(2.0_c_double * a(p, q), a(q, q) - a(p, p))
        c = cos(theta)
        s = sin(theta)
        row_p = c * a(p, :) - s * a(q, :)
        row_q = s * a(p, :) + c * a(q, :)
        a(p, :) = row_p
        a(q, :) = row_q
        row_p = c * a(:, p) - s * a(:, q)
        row_q = s * a(:, p) + c * a(:, q)
        a(:, p) = row_p
        a(:, q) = row_q
      end do
    end do
  end do
  r = sum([(i * a(i, i)**2, i = 1, 3)])
end function
