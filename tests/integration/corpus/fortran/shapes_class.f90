! Polymorphism: an abstract type, extensions with allocatable components, deferred procedures, select type, allocation with a source.
module shapes
  use iso_c_binding, only: dp => c_double
  implicit none
  type, abstract :: shape
    real(dp) :: density = 1.0_dp
  contains
    procedure(area_of), deferred :: area
    procedure :: mass
  end type
  abstract interface
    pure function area_of(self) result(a)
      import :: shape, dp
      class(shape), intent(in) :: self
      real(dp) :: a
    end function
  end interface
  type, extends(shape) :: circle
    real(dp) :: radius
  contains
    procedure :: area => circle_area
  end type
  type, extends(shape) :: polygon
    real(dp), allocatable :: xs(:), ys(:)
  contains
    procedure :: area => polygon_area
  end type
  type :: holder
    class(shape), allocatable :: content
  end type
contains
  pure function mass(self) result(m)
    class(shape), intent(in) :: self
    real(dp) :: m
    m = self%density * self%area()
  end function
  pure function circle_area(self) result(a)
    class(circle), intent(in) :: self
    real(dp) :: a
    a = 3.0_dp * self%radius**2
  end function
  pure function polygon_area(self) result(a)
    class(polygon), intent(in) :: self
    real(dp) :: a
    integer :: i, k
    a = 0.0_dp
    do i = 1, size(self%xs)
      k = 1 + mod(i, size(self%xs))
      a = a + 0.5_dp * (self%xs(i) * self%ys(k) - self%xs(k) * self%ys(i))
    end do
  end function
  subroutine scale(s, factor)
    class(shape), intent(inout) :: s
    real(dp), intent(in) :: factor
    select type (s)
    type is (circle)
      s%radius = s%radius * factor
    class is (polygon)
      s%xs = s%xs * factor
      s%ys = s%ys * factor
    end select
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use shapes
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(holder) :: all(3)
  class(shape), allocatable :: copy
  type(polygon) :: p
  integer :: i
  allocate(all(1)%content, source=circle(2.0d0, x(1)))
  p%density = x(2)
  p%xs = x(1:4)
  p%ys = x(5:8)
  allocate(all(2)%content, source=p)
  allocate(circle :: all(3)%content)
  select type (c => all(3)%content)
  type is (circle)
    c%radius = x(3) * x(4)
  end select
  r = 0.0d0
  do i = 1, 3
    copy = all(i)%content
    call scale(copy, x(6))
    r = r + copy%mass() * i + all(i)%content%mass()**2 * 0.1d0
  end do
end function
