! A derived type with a final procedure, which is called when objects of it are deallocated.
! REFUSED: a final procedure
module tracked
  use iso_c_binding, only: dp => c_double
  implicit none
  integer :: alive = 0
  type resource
    real(dp), allocatable :: values(:)
  contains
    final :: release
  end type
contains
  subroutine release(self)
    type(resource), intent(inout) :: self
    alive = alive - 1
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use tracked
  use iso_c_binding
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(resource), allocatable :: a
  allocate(a)
  a%values = x
  r = sum(a%values**2)
  deallocate(a)
end function
