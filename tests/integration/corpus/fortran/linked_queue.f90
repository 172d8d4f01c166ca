! A queue of jobs as a linked list with pointers, move_alloc between buffers that grow, and finalisation by hand.
module queues
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: job
    real(dp) :: cost
    real(dp), allocatable :: samples(:)
    type(job), pointer :: next => null()
  end type
  type :: queue
    type(job), pointer :: first => null(), last => null()
    integer :: length = 0
  contains
    procedure :: put
    procedure :: get
    procedure :: clear
  end type
contains
  subroutine put(self, cost, samples)
    class(queue), intent(inout) :: self
    real(dp), intent(in) :: cost, samples(:)
    type(job), pointer :: j
    allocate(j)
    j%cost = cost
    j%samples = samples
    if (associated(self%last)) then
      self%last%next => j
    else
      self%first => j
    end if
    self%last => j
    self%length = self%length + 1
  end subroutine
  subroutine get(self, cost, samples)
    class(queue), intent(inout) :: self
    real(dp), intent(out) :: cost
    real(dp), allocatable, intent(out) :: samples(:)
    type(job), pointer :: j
    j => self%first
    cost = j%cost
    call move_alloc(j%samples, samples)
    self%first => j%next
    if (.not. associated(self%first)) nullify(self%last)
    deallocate(j)
    self%length = self%length - 1
  end subroutine
  subroutine clear(self)
    class(queue), intent(inout) :: self
    real(dp) :: cost
    real(dp), allocatable :: samples(:)
    do while (self%length > 0)
      call self%get(cost, samples)
    end do
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use queues
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(queue) :: q
  real(dp) :: cost
  real(dp), allocatable :: samples(:), bigger(:)
  integer :: i
  do i = 1, n
    call q%put(x(i)**2, x(i:n:2))
  end do
  r = 0
  do i = 1, 6
    call q%get(cost, samples)
    r = r + cost * sum(samples) / i
    if (cost > 0.5d0 .and. i < 4) then
      allocate(bigger(size(samples) + 1))
      bigger(1) = cost
      bigger(2:) = samples * x(1)
      call move_alloc(bigger, samples)
      call q%put(0.3d0 * cost, samples)
    end if
  end do
  call q%clear()
end function
