! An American put option on a binomial tree.
! X: 100 105 0.03 0.3 1.0
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer, parameter :: steps = 40
  real(c_double) :: values(0:steps), up, down, discount, p, dt, spot
  integer :: i, j
  dt = x(5) / steps
  up = exp(x(4) * sqrt(dt))
  down = 1.0_c_double / up
  discount = exp(-x(3) * dt)
  p = (1.0_c_double / discount - down) / (up - down)
  do i = 0, steps
    values(i) = max(x(2) - x(1) * up**i * down**(steps - i), 0.0_c_double)
  end do
  do j = steps - 1, 0, -1
    do i = 0, j
      spot = x(1) * up**i * down**(j - i)
      values(i) = max(discount * (p * values(i + 1) + (1.0_c_double - p) * values(i)), x(2) - spot)
    end do
  end do
  r = values(0)
end function
