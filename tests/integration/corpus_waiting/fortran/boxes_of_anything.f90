! class(*) containers: boxes of anything, told apart by select type.
module boxes
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: box
    class(*), allocatable :: item
  end type
  type :: pair
    real(dp) :: a, b
  end type
contains
  function worth(b) result(r)
    type(box), intent(in) :: b
    real(dp) :: r
    r = 0.0_dp
    select type (i => b%item)
    type is (real(dp))
      r = i * i
    type is (integer)
      r = real(i, dp)
    type is (pair)
      r = i%a * i%b
    type is (character(*))
      r = len(i)
    end select
  end function
end module
function objective(x, n) bind(c) result(r)
  use boxes
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(box) :: all(4)
  integer :: i
  allocate(all(1)%item, source=x(1) * x(2))
  allocate(all(2)%item, source=7)
  allocate(all(3)%item, source=pair(x(3), x(4) + x(5)))
  allocate(all(4)%item, source="text")
  r = 0.0d0
  do i = 1, 4
    r = r + worth(all(i)) * x(i)
  end do
end function
