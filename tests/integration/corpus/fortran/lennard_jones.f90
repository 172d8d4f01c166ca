! The energy of a cluster of atoms, with an internal procedure that sees the variables around it.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer :: i, j
  real(c_double) :: p(3, 4)
  do i = 1, 4
    p(:, i) = [1.2_c_double * i, mod(i, 2) * 1.1_c_double, 0.3_c_double * i] + 0.05_c_double * x(i:i+2)
  end do
  r = 0.0_c_double
  do i = 1, 3
    do j = i + 1, 4
      r = r + pair(i, j)
    end do
  end do
contains
  function pair(first, second) result(e)
    integer, intent(in) :: first, second
    real(c_double) :: e, inverse
    inverse = 1.0_c_double / sum((p(:, first) - p(:, second))**2)
    e = 4.0_c_double * (inverse**6 - inverse**3)
  end function
end function
