! Spherical harmonics by recurrences of Legendre functions.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: p(0:6, 0:6), s, c
  integer :: l, m
  s = sin(x(1))
  c = cos(x(1))
  p = 0.0_c_double
  p(0, 0) = 1.0_c_double
  do m = 0, 6
    if (m > 0) p(m, m) = (2 * m - 1) * c * p(m - 1, m - 1)
    if (m < 6) p(m + 1, m) = (2 * m + 1) * s * p(m, m)
    do l = m + 2, 6
      p(l, m) = ((2 * l - 1) * s * p(l - 1, m) - (l + m - 1) * p(l - 2, m)) / (l - m)
    end do
  end do
  r = 0.0_c_double
  do l = 2, 6
    do m = 0, l
      r = r + p(l, m) * (x(3) * cos(m * x(2)) + x(4) * sin(m * x(2))) / (x(5) + 4.0_c_double)**l
    end do
  end do
end function
