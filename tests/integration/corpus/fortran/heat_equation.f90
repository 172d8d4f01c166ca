! One-dimensional heat conduction, explicit in time, with allocatable arrays and array sections.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), allocatable :: u(:), next(:)
  real(c_double) :: diffusion
  integer :: cells, step
  cells = 2 * n
  allocate(u(0:cells + 1), next(0:cells + 1))
  u = 0.0_c_double
  u(1:n) = x
  u(n+1:cells) = 0.5_c_double * x(n:1:-1)
  diffusion = 0.1_c_double + 0.05_c_double * x(1)**2
  do step = 1, 12
    u(0) = u(1)
    u(cells + 1) = 0.0_c_double
    next(1:cells) = u(1:cells) + diffusion * (u(2:cells+1) - 2.0_c_double * u(1:cells) + u(0:cells-1))
    u(1:cells) = next(1:cells)
  end do
  r = sum(u(1:cells)**2) + maxval(u)
  deallocate(u, next)
end function
