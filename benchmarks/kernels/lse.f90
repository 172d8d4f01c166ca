! As lse.c, with expressions of whole arrays.
real(c_double) function lse_objective(n, x) bind(c)
  use iso_c_binding, only: c_double, c_int
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: largest
  largest = maxval(x)
  lse_objective = largest + log(sum(exp(x - largest)))
end function
