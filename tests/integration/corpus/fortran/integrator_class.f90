! Integrators that extend an abstract class, with deferred procedures, work arrays as components, and a problem that is polymorphic too.
module problems
  use iso_c_binding, only: dp => c_double
  implicit none
  type, abstract :: problem
    integer :: dimension = 0
  contains
    procedure(rate_of), deferred :: rate
  end type
  abstract interface
    function rate_of(self, t, y) result(f)
      import :: problem, dp
      class(problem), intent(in) :: self
      real(dp), intent(in) :: t, y(:)
      real(dp) :: f(size(y))
    end function
  end interface
  type, extends(problem) :: oscillator
    real(dp) :: damping, stiffness
  contains
    procedure :: rate => oscillator_rate
  end type
  type, extends(problem) :: predator_prey
    real(dp) :: growth(2), interaction(2)
  contains
    procedure :: rate => predator_prey_rate
  end type
contains
  function oscillator_rate(self, t, y) result(f)
    class(oscillator), intent(in) :: self
    real(dp), intent(in) :: t, y(:)
    real(dp) :: f(size(y))
    f(1) = y(2)
    f(2) = -self%stiffness * y(1) - self%damping * y(2) + 0.1_dp * sin(t)
  end function
  function predator_prey_rate(self, t, y) result(f)
    class(predator_prey), intent(in) :: self
    real(dp), intent(in) :: t, y(:)
    real(dp) :: f(size(y))
    f = y * (self%growth + self%interaction * y(2:1:-1))
  end function
end module
module integrators
  use problems
  implicit none
  type, abstract :: integrator
    real(dp) :: step = 0.1_dp
    real(dp), allocatable :: work(:, :)
  contains
    procedure(advance_by), deferred :: advance
    procedure :: integrate
  end type
  abstract interface
    subroutine advance_by(self, p, t, y)
      import :: integrator, problem, dp
      class(integrator), intent(inout) :: self
      class(problem), intent(in) :: p
      real(dp), intent(in) :: t
      real(dp), intent(inout) :: y(:)
    end subroutine
  end interface
  type, extends(integrator) :: euler
  contains
    procedure :: advance => euler_advance
  end type
  type, extends(integrator) :: runge_kutta
  contains
    procedure :: advance => runge_kutta_advance
  end type
contains
  subroutine integrate(self, p, y, steps)
    class(integrator), intent(inout) :: self
    class(problem), intent(in) :: p
    real(dp), intent(inout) :: y(:)
    integer, intent(in) :: steps
    integer :: i
    if (allocated(self%work)) deallocate(self%work)
    allocate(self%work(size(y), 4))
    do i = 1, steps
      call self%advance(p, (i - 1) * self%step, y)
    end do
  end subroutine
  subroutine euler_advance(self, p, t, y)
    class(euler), intent(inout) :: self
    class(problem), intent(in) :: p
    real(dp), intent(in) :: t
    real(dp), intent(inout) :: y(:)
    self%work(:, 1) = p%rate(t, y)
    y = y + self%step * self%work(:, 1)
  end subroutine
  subroutine runge_kutta_advance(self, p, t, y)
    class(runge_kutta), intent(inout) :: self
    class(problem), intent(in) :: p
    real(dp), intent(in) :: t
    real(dp), intent(inout) :: y(:)
    real(dp), parameter :: weights(4) = [1.0_dp, 2.0_dp, 2.0_dp, 1.0_dp] / 6.0_dp
    associate (h => self%step, k => self%work)
      k(:, 1) = p%rate(t, y)
      k(:, 2) = p%rate(t + h / 2, y + h / 2 * k(:, 1))
      k(:, 3) = p%rate(t + h / 2, y + h / 2 * k(:, 2))
      k(:, 4) = p%rate(t + h, y + h * k(:, 3))
      y = y + h * matmul(k, weights)
    end associate
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use integrators
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  class(integrator), allocatable :: method
  class(problem), allocatable :: p
  real(c_double) :: y(2)
  integer :: k
  r = 0
  do k = 1, 2
    if (k == 1) then
      allocate(euler :: method)
      allocate(p, source=oscillator(2, x(1), 1 + x(2)**2))
    else
      allocate(runge_kutta :: method)
      allocate(p, source=predator_prey(2, [x(3), -x(4)], [-0.5d0, 0.4d0 * x(5)]))
    end if
    method%step = 0.05d0
    y = [x(6), x(7)] + 1.5d0
    call method%integrate(p, y, 6)
    r = r + y(1) * x(8) + y(2)**2
    deallocate(method, p)
  end do
end function
