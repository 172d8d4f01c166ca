! A module that keeps factors in allocatable components of a derived type with type-bound procedures and a generic interface.
module factors
  use iso_c_binding, only: dp => c_double
  implicit none
  type :: table
    private
    integer :: n = 0
    real(dp), allocatable :: values(:), weights(:, :)
  contains
    procedure, private :: set_one
    procedure, private :: set_all
    generic :: set => set_one, set_all
    procedure :: total
    procedure :: plus
    generic :: operator(+) => plus
  end type
contains
  subroutine set_one(self, i, v)
    class(table), intent(inout) :: self
    integer, intent(in) :: i
    real(dp), intent(in) :: v
    self%values(i) = v
  end subroutine
  subroutine set_all(self, v)
    class(table), intent(inout) :: self
    real(dp), intent(in) :: v(:)
    integer :: i
    self%n = size(v)
    self%values = v
    allocate(self%weights(self%n, self%n))
    forall (i = 1:self%n) self%weights(i, :) = v * v(i)
  end subroutine
  elemental function squash(v) result(r)
    real(dp), intent(in) :: v
    real(dp) :: r
    r = v / (1.0_dp + abs(v))
  end function
  pure function total(self) result(r)
    class(table), intent(in) :: self
    real(dp) :: r
    r = sum(squash(matmul(self%weights, self%values))) + dot_product(self%values, self%values)
  end function
  pure function plus(self, other) result(r)
    class(table), intent(in) :: self
    type(table), intent(in) :: other
    type(table) :: r
    r%n = self%n
    r%values = self%values + other%values
    r%weights = self%weights * other%weights
  end function
end module

function objective(x, n) bind(c) result(r)
  use factors
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(table) :: a, b, c
  call a%set(x)
  call b%set(x(n:1:-1) * 0.5d0)
  call b%set(2, x(1) * x(2))
  c = a + b
  r = a%total() + b%total() * c%total()
end function
