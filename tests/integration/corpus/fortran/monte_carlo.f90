! Paths of a stochastic process with numbers from a linear congruential generator.
! X: 0.05 0.2 100 95
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer(c_int64_t) :: seed
  integer :: path, step
  real(c_double) :: s, u, v
  seed = 12345_c_int64_t
  r = 0.0_c_double
  do path = 1, 10
    s = x(3)
    do step = 1, 6
      seed = mod(seed * 1103515245_c_int64_t + 12345_c_int64_t, 2147483648_c_int64_t)
      u = (real(seed, c_double) + 1.0_c_double) / 2147483650.0_c_double
      seed = mod(seed * 1103515245_c_int64_t + 12345_c_int64_t, 2147483648_c_int64_t)
      v = real(seed, c_double) / 2147483648.0_c_double
      u = sqrt(-2.0_c_double * log(u)) * cos(6.283185307179586_c_double * v)
      s = s * exp((x(1) - 0.5_c_double * x(2)**2) * 0.1_c_double + x(2) * sqrt(0.1_c_double) * u)
    end do
    r = r + max(s - x(4), 0.0_c_double)
  end do
  r = r / 10.0_c_double
end function
