! Elemental functions, `where`, `merge` and reductions with a mask.
module activation
  use iso_c_binding, only: wp => c_double
  implicit none
contains
  elemental function softplus(t) result(y)
    real(wp), intent(in) :: t
    real(wp) :: y
    if (t > 0.0_wp) then
      y = t + log(1.0_wp + exp(-t))
    else
      y = log(1.0_wp + exp(t))
    end if
  end function
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use activation
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, y(n), z(n)
  integer :: i
  y = softplus(x)
  where (x > 0.4_c_double)
    z = y**2
  elsewhere (x < -1.0_c_double)
    z = sin(y)
  elsewhere
    z = 0.5_c_double
  end where
  z = z * merge(2.0_c_double, x, x > 1.0_c_double)
  r = sum(z, mask=z > 0.1_c_double) + product(y) + maxval(abs(x)) + minval(z)
  do concurrent (i = 1:n)
    z(i) = x(i) * y(n + 1 - i)
  end do
  r = r + sum([(i * z(i), i = 1, n)])
end function
