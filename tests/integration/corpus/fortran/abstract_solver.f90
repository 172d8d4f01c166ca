! Type-bound procedures and inheritance: two integrators behind one abstract type.
! X: 0.4 1.1 0.9
module integrators
  use iso_c_binding, only: dp => c_double
  implicit none
  type, abstract :: integrator
    real(dp) :: step = 0.1_dp
  contains
    procedure(advance_interface), deferred :: advance
  end type
  abstract interface
    subroutine advance_interface(self, y, p)
      import integrator, dp
      class(integrator), intent(in) :: self
      real(dp), intent(inout) :: y
      real(dp), intent(in) :: p(:)
    end subroutine
  end interface
  type, extends(integrator) :: euler
  contains
    procedure :: advance => advance_euler
  end type
  type, extends(integrator) :: heun
  contains
    procedure :: advance => advance_heun
  end type
contains
  pure function slope(y, p) result(s)
    real(dp), intent(in) :: y, p(:)
    real(dp) :: s
    s = p(2) * y * (1.0_dp - y / p(3))
  end function

  subroutine advance_euler(self, y, p)
    class(euler), intent(in) :: self
    real(dp), intent(inout) :: y
    real(dp), intent(in) :: p(:)
    y = y + self%step * slope(y, p)
  end subroutine

  subroutine advance_heun(self, y, p)
    class(heun), intent(in) :: self
    real(dp), intent(inout) :: y
    real(dp), intent(in) :: p(:)
    real(dp) :: first
    first = slope(y, p)
    y = y + 0.5_dp * self%step * (first + slope(y + self%step * first, p))
  end subroutine

  function run(method, p) result(y)
    class(integrator), intent(in) :: method
    real(dp), intent(in) :: p(:)
    real(dp) :: y
    integer :: k
    y = p(1)
    do k = 1, 20
      call method%advance(y, p)
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use integrators
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(euler) :: first
  type(heun) :: second
  second%step = 0.05_dp
  r = run(first, x) + 2.0_dp * run(second, x)
end function
