! Noise from a generator with a given seed, added to the data: random numbers have no derivative.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, noise(n), one
  call random_seed(put=[1,2,3,4,5,6,7,8])
  call random_number(noise)
  call random_number(one)
  r = sum(x**2 * (1 + 0.1d0 * noise)) + one
end function
