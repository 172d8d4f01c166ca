! A multigrid cycle with do concurrent, block constructs, recursive subroutines and strided sections.
module multigrid
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  pure subroutine smooth(u, f, h, sweeps)
    real(dp), intent(inout) :: u(0:)
    real(dp), intent(in) :: f(0:), h
    integer, intent(in) :: sweeps
    integer :: m, k, i
    m = ubound(u, 1)
    do k = 1, sweeps
      do concurrent (i = 1:m - 1:2)
        u(i) = 0.5_dp * (u(i - 1) + u(i + 1) + h * h * f(i))
      end do
      do concurrent (i = 2:m - 2:2)
        u(i) = 0.5_dp * (u(i - 1) + u(i + 1) + h * h * f(i))
      end do
    end do
  end subroutine
  recursive subroutine cycle(u, f, h)
    real(dp), intent(inout) :: u(0:)
    real(dp), intent(in) :: f(0:), h
    integer :: m
    m = ubound(u, 1)
    call smooth(u, f, h, 2)
    if (m > 2) then
      block
        real(dp) :: residual(0:m), coarse(0:m / 2), correction(0:m / 2)
        integer :: i
        residual = 0
        do concurrent (i = 1:m - 1)
          residual(i) = f(i) + (u(i - 1) - 2 * u(i) + u(i + 1)) / h**2
        end do
        coarse = 0
        coarse(1:m / 2 - 1) = 0.25_dp * (residual(1:m - 3:2) + 2 * residual(2:m - 2:2) + residual(3:m - 1:2))
        correction = 0
        call cycle(correction, coarse, 2 * h)
        u(0:m:2) = u(0:m:2) + correction
        u(1:m - 1:2) = u(1:m - 1:2) + 0.5_dp * (correction(0:m / 2 - 1) + correction(1:m / 2))
      end block
    end if
    call smooth(u, f, h, 1)
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use multigrid
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), allocatable :: u(:), f(:)
  integer :: i
  allocate(u(0:2 * n), f(0:2 * n))
  u = 0
  do concurrent (i = 0:2 * n)
    f(i) = x(1 + mod(i, n)) * exp(-0.1d0 * i)
  end do
  do i = 1, 2
    call cycle(u, f, 1.0d0 / (2 * n))
  end do
  r = sum(u) + dot_product(u, f)
end function
