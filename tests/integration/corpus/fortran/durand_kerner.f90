! Complex arithmetic: roots of a polynomial by the Durand-Kerner method.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  complex(c_double) :: roots(3), p, q
  integer :: i, j, iteration
  do i = 1, 3
    roots(i) = (0.4_c_double, 0.9_c_double)**i
  end do
  do iteration = 1, 6
    do i = 1, 3
      p = ((roots(i) + x(1)) * roots(i) + x(2)) * roots(i) + x(3)
      q = (1.0_c_double, 0.0_c_double)
      do j = 1, 3
        if (j /= i) q = q * (roots(i) - roots(j))
      end do
      roots(i) = roots(i) - p * conjg(q) / real(q * conjg(q), c_double)
    end do
  end do
  r = sum(real(roots) * x(4:6)) + sum(aimag(roots)**2)
end function
