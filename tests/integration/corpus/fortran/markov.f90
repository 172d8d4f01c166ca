! The forward algorithm of a hidden Markov model in logarithms: maxval, sum and array sections.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer, parameter :: states = 3, steps = 6
  integer, parameter :: seen(steps) = [1, 3, 2, 2, 1, 3]
  real(c_double) :: transition(states, states), emission(states, states), alpha(states), next(states)
  integer :: t, j
  do j = 1, states
    transition(:, j) = cos([x(1), x(2), x(3)] + j)
    transition(:, j) = transition(:, j) - log_sum(transition(:, j))
    emission(:, j) = x(4:6) * j - log_sum(x(4:6) * j)
  end do
  alpha = emission(seen(1), :) - log(real(states, c_double))
  do t = 2, steps
    do j = 1, states
      next(j) = log_sum(alpha + transition(j, :)) + emission(seen(t), j)
    end do
    alpha = next
  end do
  r = log_sum(alpha)
contains
  pure function log_sum(v) result(s)
    real(c_double), intent(in) :: v(:)
    real(c_double) :: s, largest
    largest = maxval(v)
    s = largest + log(sum(exp(v - largest)))
  end function
end function
