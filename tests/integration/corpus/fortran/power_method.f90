! The largest eigenvalue of a symmetric matrix by power iteration, with norm2 and do while.
function objective(x, n) bind(c) result(eigenvalue)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: eigenvalue, before
  real(c_double), allocatable :: a(:, :), v(:), w(:)
  integer :: i, j, k
  allocate(a(n, n), v(n), w(n))
  do concurrent (i = 1:n, j = 1:n)
    a(i, j) = x(i) * x(j) / (1.0d0 + abs(i - j)) + merge(3.0d0, 0.0d0, i == j)
  end do
  v = 1.0d0
  eigenvalue = 0.0d0
  before = 1.0d0
  k = 0
  do while (abs(eigenvalue - before) > 1.0d-10 .and. k < 60)
    before = eigenvalue
    w = matmul(a, v)
    eigenvalue = norm2(w)
    v = w / eigenvalue
    k = k + 1
  end do
end function
