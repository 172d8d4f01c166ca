! A binary search tree of pointers and a list of nodes that own the next one (an allocatable component of its own type).
module nodes
  use iso_c_binding, only: dp => c_double
  implicit none
  type node
    real(dp) :: key, weight
    type(node), pointer :: left => null(), right => null()
  end type
  type link
    real(dp) :: value
    type(link), allocatable :: next
  end type
contains
  recursive subroutine insert(root, key, weight)
    type(node), pointer, intent(inout) :: root
    real(dp), intent(in) :: key, weight
    if (.not. associated(root)) then
      allocate(root)
      root%key = key
      root%weight = weight
    else if (key < root%key) then
      call insert(root%left, key, weight)
    else
      call insert(root%right, key, weight)
    end if
  end subroutine
  recursive function total(root, depth) result(t)
    type(node), pointer, intent(in) :: root
    integer, intent(in) :: depth
    real(dp) :: t
    t = 0.0_dp
    if (.not. associated(root)) return
    t = root%key * root%weight * depth + total(root%left, depth + 1) + total(root%right, depth + 1)
  end function
  recursive subroutine release(root)
    type(node), pointer, intent(inout) :: root
    if (.not. associated(root)) return
    call release(root%left)
    call release(root%right)
    deallocate(root)
  end subroutine
  recursive subroutine append(head, value)
    type(link), allocatable, intent(inout) :: head
    real(dp), intent(in) :: value
    if (allocated(head)) then
      call append(head%next, value)
    else
      allocate(head)
      head%value = value
    end if
  end subroutine
  recursive function folded(head, factor) result(f)
    type(link), allocatable, intent(in) :: head
    real(dp), intent(in) :: factor
    real(dp) :: f
    f = 0.0_dp
    if (allocated(head)) f = head%value + factor * folded(head%next, factor)
  end function
end module

function objective(x, n) bind(c) result(r)
  use nodes
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(node), pointer :: root
  type(link), allocatable :: list, other
  integer :: i
  root => null()
  do i = 1, n
    call insert(root, x(i), x(1 + mod(i, n)))
    call append(list, x(i)**2)
  end do
  r = total(root, 1)
  other = list
  other%value = x(2)
  r = r + folded(list, 0.5d0) * folded(other, x(1) * 0.1d0)
  call release(root)
end function
