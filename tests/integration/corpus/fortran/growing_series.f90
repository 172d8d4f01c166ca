! Pointers to targets in derived types, arrays of allocatable components that grow, move_alloc, functions that return derived types with allocatables.
module grow
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: series
    integer :: used = 0
    real(dp), allocatable :: v(:)
  end type
  type :: bundle
    type(series), allocatable :: s(:)
    real(dp), pointer :: last => null()
  end type
contains
  subroutine append(s, x)
    type(series), intent(inout) :: s
    real(dp), intent(in) :: x
    real(dp), allocatable :: bigger(:)
    if (.not. allocated(s%v)) allocate(s%v(2))
    if (s%used == size(s%v)) then
      allocate(bigger(2 * size(s%v)))
      bigger(1:s%used) = s%v
      call move_alloc(bigger, s%v)
    end if
    s%used = s%used + 1
    s%v(s%used) = x
  end subroutine
  function scaled(s, f) result(r)
    type(series), intent(in) :: s
    real(dp), intent(in) :: f
    type(series) :: r
    r = s
    r%v(1:r%used) = r%v(1:r%used) * f
  end function
  subroutine point(b, i)
    type(bundle), intent(inout), target :: b
    integer, intent(in) :: i
    b%last => b%s(i)%v(b%s(i)%used)
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use grow
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(bundle), target :: b
  type(series) :: t
  integer :: i
  allocate(b%s(3))
  do i = 1, 2 * n
    call append(b%s(1 + mod(i, 3)), x(1 + mod(i - 1, n)) * i)
    call point(b, 1 + mod(i, 3))
    b%last = b%last + 0.5d0 * x(1)
  end do
  t = scaled(b%s(2), x(2))
  b%s(1) = scaled(t, x(3))
  r = 0
  do i = 1, 3
    r = r + sum(b%s(i)%v(1:b%s(i)%used)**2) / i
  end do
  r = r + b%last * t%v(1)
end function
