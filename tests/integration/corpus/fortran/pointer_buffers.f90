! Two buffers that swap their roles by pointers.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), target :: a(n), b(n)
  real(c_double), pointer :: current(:), next(:), held(:)
  integer :: step, i
  a = x
  current => a
  next => b
  do step = 1, 5
    do i = 1, n
      next(i) = 0.5_c_double * current(i) + 0.25_c_double * sin(current(merge(n, i - 1, i == 1)))
    end do
    held => current
    current => next
    next => held
  end do
  r = sum(current**2) + next(1)
end function
