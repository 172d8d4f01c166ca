! Bilinear interpolation in a table of constants.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: table(0:4, 0:4), u, v
  integer :: i, j, k
  do j = 0, 4
    do i = 0, 4
      table(i, j) = cos(0.7_c_double * i) * sin(0.4_c_double * j + 0.2_c_double)
    end do
  end do
  r = 0.0_c_double
  do k = 1, n - 1
    u = 2.0_c_double + 0.9_c_double * x(k)
    v = 2.0_c_double + 0.9_c_double * x(k + 1)
    i = min(max(floor(u), 0), 3)
    j = min(max(floor(v), 0), 3)
    u = u - i
    v = v - j
    r = r + (1.0_c_double - u) * ((1.0_c_double - v) * table(i, j) + v * table(i, j + 1)) &
          + u * ((1.0_c_double - v) * table(i + 1, j) + v * table(i + 1, j + 1))
  end do
end function
