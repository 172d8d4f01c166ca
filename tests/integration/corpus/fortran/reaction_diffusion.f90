! A reaction-diffusion equation on a grid of a derived type: module procedures, a Runge-Kutta method for any right-hand side, array sections.
module grids
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: grid
    integer :: cells = 0
    real(dp) :: spacing = 1.0_dp
    real(dp), allocatable :: u(:, :)
  end type
  abstract interface
    function right_hand_side(g, rate) result(d)
      import :: grid, dp
      type(grid), intent(in) :: g
      real(dp), intent(in) :: rate
      real(dp) :: d(size(g%u, 1), size(g%u, 2))
    end function
  end interface
contains
  function new_grid(cells, length) result(g)
    integer, intent(in) :: cells
    real(dp), intent(in) :: length
    type(grid) :: g
    g%cells = cells
    g%spacing = length / real(cells - 1, dp)
    allocate(g%u(0:cells + 1, 2), source=0.0_dp)
  end function
  function fisher(g, rate) result(d)
    type(grid), intent(in) :: g
    real(dp), intent(in) :: rate
    real(dp) :: d(size(g%u, 1), size(g%u, 2))
    integer :: m
    m = g%cells
    d = 0.0_dp
    associate (u => g%u(:, 1), v => g%u(:, 2), h => g%spacing)
      d(2:m + 1, 1) = (u(1:m) - 2.0_dp * u(2:m + 1) + u(3:m + 2)) / h**2
      d(2:m + 1, 2) = 0.5_dp * (v(1:m) - 2.0_dp * v(2:m + 1) + v(3:m + 2)) / h**2
      d(:, 1) = d(:, 1) + rate * u * (1.0_dp - u) - u * v
      d(:, 2) = d(:, 2) + u * v - 0.3_dp * v
    end associate
  end function
  subroutine advance(g, f, rate, dt)
    type(grid), intent(inout) :: g
    procedure(right_hand_side) :: f
    real(dp), intent(in) :: rate, dt
    type(grid) :: stage
    real(dp), dimension(size(g%u, 1), size(g%u, 2)) :: k1, k2
    k1 = f(g, rate)
    stage = g
    stage%u = g%u + dt * k1
    k2 = f(stage, rate)
    g%u = g%u + 0.5_dp * dt * (k1 + k2)
    g%u(0, :) = g%u(1, :)
    g%u(g%cells + 1, :) = g%u(g%cells, :)
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use grids
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(grid) :: g
  integer :: step
  g = new_grid(6, 3.0d0 + x(8))
  g%u(1:6, 1) = x(1:6)**2
  g%u(1:6:2, 2) = x([2, 4, 6])
  do step = 1, 8
    call advance(g, fisher, x(7), 0.02d0)
  end do
  r = sum(g%u(1:6, 1) * g%u(6:1:-1, 2)) + maxval(g%u(:, 1))
end function
