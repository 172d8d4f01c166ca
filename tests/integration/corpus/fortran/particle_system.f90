! Derived types with allocatable components and type-bound procedures, an operator, and pointers to targets.
module particles
  use iso_c_binding, only: dp => c_double
  implicit none
  type vec
    real(dp) :: x = 0.0_dp, y = 0.0_dp
  contains
    procedure :: dot => vec_dot
    procedure, private :: add => vec_add
    procedure, private :: times => vec_times
    generic :: operator(+) => add
    generic :: operator(*) => times
  end type
  type system
    integer :: n = 0
    type(vec), allocatable :: position(:), velocity(:)
    real(dp), allocatable :: mass(:)
  contains
    procedure :: init
    procedure :: step
    procedure :: energy
  end type
contains
  pure function vec_dot(self, other) result(d)
    class(vec), intent(in) :: self
    type(vec), intent(in) :: other
    real(dp) :: d
    d = self%x * other%x + self%y * other%y
  end function
  pure function vec_add(self, other) result(s)
    class(vec), intent(in) :: self
    type(vec), intent(in) :: other
    type(vec) :: s
    s = vec(self%x + other%x, self%y + other%y)
  end function
  pure function vec_times(self, factor) result(s)
    class(vec), intent(in) :: self
    real(dp), intent(in) :: factor
    type(vec) :: s
    s%x = self%x * factor
    s%y = self%y * factor
  end function
  subroutine init(self, x)
    class(system), intent(inout) :: self
    real(dp), intent(in) :: x(:)
    integer :: i
    self%n = size(x) / 2
    allocate(self%position(self%n), self%velocity(self%n), self%mass(self%n))
    do i = 1, self%n
      self%position(i) = vec(x(2 * i - 1), x(2 * i))
      self%mass(i) = 1.0_dp + 0.1_dp * x(i)**2
    end do
  end subroutine
  subroutine step(self, dt)
    class(system), intent(inout) :: self
    real(dp), intent(in) :: dt
    type(vec) :: force
    integer :: i, j
    do i = 1, self%n
      force = vec(0.0_dp, 0.0_dp)
      do j = 1, self%n
        if (j == i) cycle
        associate (d => self%position(j) + self%position(i) * (-1.0_dp))
          force = force + d * (self%mass(j) / (0.1_dp + d%dot(d)))
        end associate
      end do
      self%velocity(i) = self%velocity(i) + force * dt
    end do
    do i = 1, self%n
      self%position(i) = self%position(i) + self%velocity(i) * dt
    end do
  end subroutine
  function energy(self) result(e)
    class(system), intent(in), target :: self
    real(dp) :: e
    type(vec), pointer :: v
    integer :: i
    e = 0.0_dp
    do i = 1, self%n
      v => self%velocity(i)
      e = e + 0.5_dp * self%mass(i) * v%dot(v)
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use particles
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(system) :: s, copy
  integer :: k
  call s%init(x)
  do k = 1, 3
    call s%step(0.05d0)
  end do
  copy = s
  call copy%step(0.1d0)
  r = s%energy() + 0.5d0 * copy%energy() + copy%position(1)%x
end function
