! Trees of expressions: recursive derived types with allocatable polymorphic components, evaluated and simplified.
module expressions
  use iso_c_binding, only: dp => c_double
  implicit none
  type, abstract :: expression
  contains
    procedure(evaluate_at), deferred :: evaluate
  end type
  abstract interface
    recursive function evaluate_at(self, x) result(y)
      import :: expression, dp
      class(expression), intent(in) :: self
      real(dp), intent(in) :: x
      real(dp) :: y
    end function
  end interface
  type, extends(expression) :: constant
    real(dp) :: value
  contains
    procedure :: evaluate => constant_value
  end type
  type, extends(expression) :: variable
  contains
    procedure :: evaluate => variable_value
  end type
  type, extends(expression) :: operation
    character :: symbol
    class(expression), allocatable :: left, right
  contains
    procedure :: evaluate => operation_value
  end type
contains
  recursive function constant_value(self, x) result(y)
    class(constant), intent(in) :: self
    real(dp), intent(in) :: x
    real(dp) :: y
    y = self%value
  end function
  recursive function variable_value(self, x) result(y)
    class(variable), intent(in) :: self
    real(dp), intent(in) :: x
    real(dp) :: y
    y = x
  end function
  recursive function operation_value(self, x) result(y)
    class(operation), intent(in) :: self
    real(dp), intent(in) :: x
    real(dp) :: y, a, b
    a = self%left%evaluate(x)
    b = self%right%evaluate(x)
    select case (self%symbol)
    case ("+")
      y = a + b
    case ("*")
      y = a * b
    case default
      y = a / b
    end select
  end function
  function combined(left, symbol, right) result(e)
    class(expression), intent(in) :: left, right
    character, intent(in) :: symbol
    type(operation) :: e
    e%symbol = symbol
    allocate(e%left, source=left)
    allocate(e%right, source=right)
  end function
end module
function objective(x, n) bind(c) result(r)
  use expressions
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(operation) :: sum_of, quotient
  integer :: i
  sum_of = combined(constant(x(1)), "+", combined(variable(), "*", constant(x(2))))
  quotient = combined(sum_of, "/", combined(constant(x(3)), "+", combined(variable(), "*", variable())))
  r = 0
  do i = 4, n
    r = r + quotient%evaluate(x(i)) * sum_of%evaluate(1.0d0)
  end do
end function
