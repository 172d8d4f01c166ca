! Diffusion on a two-dimensional lattice with two allocatable fields that are exchanged by move_alloc.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), allocatable :: field(:, :), next(:, :), spare(:, :)
  integer :: i, j, k
  allocate(field(0:n + 1, 0:5))
  field = 0.1d0
  do j = 1, 4
    field(1:n, j) = 0.2d0 * x * j
  end do
  do k = 1, 5
    allocate(next, mold=field)
    next = field
    do j = 1, 4
      do i = 1, n
        next(i, j) = field(i, j) + 0.1d0 * (field(i - 1, j) + field(i + 1, j) + field(i, j - 1) + field(i, j + 1) &
                                            - 4.0d0 * field(i, j)) * (1.0d0 + field(i, j)**2)
      end do
    end do
    call move_alloc(field, spare)
    call move_alloc(next, field)
    deallocate(spare)
  end do
  r = sum(field * field)
end function
