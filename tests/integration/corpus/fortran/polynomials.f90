! Operators of a derived type: polynomials with allocatable coefficients, added, multiplied, evaluated.
module polynomials
  use iso_c_binding, only: dp => c_double
  implicit none
  type polynomial
    real(dp), allocatable :: c(:)
  contains
    procedure :: at => evaluate
  end type
  interface operator(*)
    module procedure multiply
  end interface
  interface operator(+)
    module procedure add
  end interface
contains
  pure function multiply(a, b) result(p)
    type(polynomial), intent(in) :: a, b
    type(polynomial) :: p
    integer :: i
    allocate(p%c(size(a%c) + size(b%c) - 1))
    p%c = 0.0_dp
    do i = 1, size(a%c)
      p%c(i:i + size(b%c) - 1) = p%c(i:i + size(b%c) - 1) + a%c(i) * b%c
    end do
  end function

  pure function add(a, b) result(p)
    type(polynomial), intent(in) :: a, b
    type(polynomial) :: p
    allocate(p%c(max(size(a%c), size(b%c))))
    p%c = 0.0_dp
    p%c(1:size(a%c)) = a%c
    p%c(1:size(b%c)) = p%c(1:size(b%c)) + b%c
  end function

  pure function evaluate(self, t) result(v)
    class(polynomial), intent(in) :: self
    real(dp), intent(in) :: t
    real(dp) :: v
    integer :: i
    v = 0.0_dp
    do i = size(self%c), 1, -1
      v = v * t + self%c(i)
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use polynomials
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(polynomial) :: a, b, s
  a%c = x(1:n / 2)
  b%c = x(n / 2 + 1:n)
  s = a * b + b
  r = s%at(0.7d0) + s%at(x(1)) * 0.1d0
end function
