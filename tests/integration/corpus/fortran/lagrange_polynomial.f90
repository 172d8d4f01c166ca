! Lagrange interpolation through the input, at points between.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: weight, t
  integer :: i, j, k
  r = 0.0_c_double
  do k = 1, 4
    t = 1.3_c_double * k
    do i = 1, 6
      weight = 1.0_c_double
      do j = 1, 6
        if (j /= i) weight = weight * (t - j) / real(i - j, c_double)
      end do
      r = r + weight * sin(x(i)) * k
    end do
  end do
end function
