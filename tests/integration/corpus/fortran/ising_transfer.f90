! The free energy of an Ising chain by transfer matrices.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: m(2, 2), t(2, 2)
  integer :: i
  m = reshape([1.0_c_double, 0.0_c_double, 0.0_c_double, 1.0_c_double], [2, 2])
  do i = 1, n
    t(1, 1) = exp(0.4_c_double + x(i))
    t(2, 2) = exp(0.4_c_double - x(i))
    t(1, 2) = exp(-0.4_c_double)
    t(2, 1) = t(1, 2)
    m = matmul(m, t)
  end do
  r = log(m(1, 1) + m(2, 2))
end function
