! Dual numbers with overloaded operators; components that are procedure pointers, with and without the object as an argument.
module duals
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: dual
    real(dp) :: v, d
  end type
  interface operator(+)
    module procedure add
  end interface
  interface operator(*)
    module procedure mul, scale
  end interface
  interface sin
    module procedure dsin_dual
  end interface
  type :: problem
    real(dp) :: p
    procedure(rhs), pointer :: f => null()
    procedure(rhs), pointer, nopass :: g => null()
  end type
  abstract interface
    pure function rhs(self, y) result(r)
      import :: problem, dp
      class(problem), intent(in) :: self
      real(dp), intent(in) :: y
      real(dp) :: r
    end function
  end interface
contains
  elemental function add(a, b) result(c)
    type(dual), intent(in) :: a, b
    type(dual) :: c
    c = dual(a%v + b%v, a%d + b%d)
  end function
  elemental function mul(a, b) result(c)
    type(dual), intent(in) :: a, b
    type(dual) :: c
    c = dual(a%v * b%v, a%d * b%v + a%v * b%d)
  end function
  elemental function scale(a, b) result(c)
    real(dp), intent(in) :: a
    type(dual), intent(in) :: b
    type(dual) :: c
    c = dual(a * b%v, a * b%d)
  end function
  elemental function dsin_dual(a) result(c)
    type(dual), intent(in) :: a
    type(dual) :: c
    c = dual(sin(a%v), cos(a%v) * a%d)
  end function
  pure function growth(self, y) result(r)
    class(problem), intent(in) :: self
    real(dp), intent(in) :: y
    real(dp) :: r
    r = self%p * y * (1.0_dp - y)
  end function
  pure function decay(self, y) result(r)
    class(problem), intent(in) :: self
    real(dp), intent(in) :: y
    real(dp) :: r
    r = -self%p * y**2
  end function
end module
function objective(x, n) bind(c) result(r)
  use duals
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, y
  type(dual) :: a(n), s
  type(problem) :: ps(2)
  integer :: i, k
  do i = 1, n
    a(i) = dual(x(i), 1.0d0)
  end do
  a = sin(a * a) + 0.5d0 * a
  s = dual(0.0d0, 0.0d0)
  do i = 1, n
    s = s + a(i)
  end do
  r = s%v * s%d
  ps(1)%p = x(1)
  ps(1)%f => growth
  ps(2)%p = x(2)
  ps(2)%f => decay
  y = 0.3d0 + 0.1d0 * x(3)
  do k = 1, 10
    y = y + 0.1d0 * ps(1 + mod(k, 2))%f(y)
  end do
  ps(1)%g => decay
  r = r + y + ps(1)%g(ps(2), y)
end function
