! The negative log-likelihood of a logistic regression, with a penalty.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), parameter :: data(3, 4) = reshape([1.0_c_double, 0.5_c_double, -1.0_c_double, 1.0_c_double, &
    -0.3_c_double, 0.8_c_double, 1.0_c_double, 1.2_c_double, 0.1_c_double, 1.0_c_double, -0.9_c_double, -0.4_c_double], [3, 4])
  integer, parameter :: label(4) = [1, 0, 1, 0]
  real(c_double) :: score(4)
  score = matmul(x(1:3), data)
  r = sum(log(1.0_c_double + exp(score)) - label * score) + 0.1_c_double * sum(x(1:3)**2)
end function
