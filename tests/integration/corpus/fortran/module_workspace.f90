! A module with allocatable arrays that are set up, used by several procedures, and released.
module workspace
  use iso_c_binding, only: dp => c_double
  implicit none
  private
  public :: setup, relax, residual, release, sweeps
  real(dp), allocatable :: u(:, :), f(:, :), old(:, :)
  integer, parameter :: sweeps = 4
  real(dp), save :: omega = 0.8_dp
contains
  subroutine setup(x, n)
    integer, intent(in) :: n
    real(dp), intent(in) :: x(n)
    integer :: i, j
    if (allocated(u)) deallocate(u, f)
    allocate(u(0:n + 1, 0:n + 1), source=0.0_dp)
    allocate(f(n, n))
    do concurrent (i = 1:n, j = 1:n)
      f(i, j) = x(i) * cos(x(j)) - 0.1_dp * i
    end do
    u(0, 1:n) = x
    u(n + 1, 1:n) = x(n:1:-1)**2
    omega = 0.8_dp + 0.01_dp * x(1)
  end subroutine
  subroutine relax()
    integer :: n
    n = size(f, 1)
    allocate(old, source=u)
    u(1:n, 1:n) = (1.0_dp - omega) * old(1:n, 1:n) + 0.25_dp * omega * &
      (old(0:n - 1, 1:n) + old(2:n + 1, 1:n) + old(1:n, 0:n - 1) + old(1:n, 2:n + 1) - f)
    deallocate(old)
  end subroutine
  function residual() result(r)
    real(dp) :: r
    integer :: n
    n = size(f, 1)
    r = norm2(u(1:n, 1:n) - f) + maxval(abs(u)) + sum(u, mask=u > 0.1_dp)
  end function
  subroutine release()
    if (allocated(u)) deallocate(u)
    if (allocated(f)) deallocate(f)
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use workspace
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer :: k
  call setup(x, n)
  do k = 1, sweeps
    call relax()
  end do
  r = residual()
  call release()
end function
