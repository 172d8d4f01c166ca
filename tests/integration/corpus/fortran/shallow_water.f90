! Shallow water in one dimension with the Lax-Friedrichs scheme.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), dimension(0:17) :: h, hu, fh, fhu, hn, hun
  integer :: i, step
  do i = 0, 17
    h(i) = 2.0_c_double + 0.2_c_double * x(1 + mod(i, n))
    hu(i) = 0.1_c_double * x(1 + mod(i + 3, n))
  end do
  do step = 1, 8
    fh = hu
    fhu = hu**2 / h + 4.905_c_double * h**2
    hn(1:16) = 0.5_c_double * (h(0:15) + h(2:17)) - 0.02_c_double * (fh(2:17) - fh(0:15))
    hun(1:16) = 0.5_c_double * (hu(0:15) + hu(2:17)) - 0.02_c_double * (fhu(2:17) - fhu(0:15))
    h(1:16) = hn(1:16)
    hu(1:16) = hun(1:16)
    h(0) = h(1)
    h(17) = h(16)
    hu(0) = -hu(1)
    hu(17) = -hu(16)
  end do
  r = sum(h**2) + sum(abs(hu))
end function
