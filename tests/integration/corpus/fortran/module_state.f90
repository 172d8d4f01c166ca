! Modules with private state: saved variables and arrays, a generic interface, initialised arrays.
module filter
  use iso_c_binding, only: dp => c_double
  implicit none
  private
  real(dp), save :: level = 0.0_dp, gain = 0.25_dp
  real(dp), save :: history(16)
  integer, save :: steps, used
  real(dp) :: coefficients(3) = [0.5_dp, 0.3_dp, 0.2_dp]
  public :: reset, update, roughness
  interface update
    module procedure update_one, update_many
  end interface
contains
  subroutine reset(first, capacity)
    real(dp), intent(in) :: first
    integer, intent(in) :: capacity
    used = capacity
    history(:used) = first
    level = first
    steps = 0
    coefficients = coefficients / sum(coefficients)
  end subroutine
  subroutine update_one(value)
    real(dp), intent(in) :: value
    level = level + gain * (value - level)
    steps = steps + 1
    history(1 + mod(steps, used)) = level
  end subroutine
  subroutine update_many(values)
    real(dp), intent(in) :: values(:)
    integer :: i
    do i = 1, size(values)
      call update_one(values(i) + dot_product(coefficients, history(1:3)) * 0.1_dp)
    end do
  end subroutine
  real(dp) function roughness()
    roughness = sum((history(2:used) - history(:used - 1))**2) + level * steps
  end function
end module

function objective(x, n) bind(c) result(r)
  use filter
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  call reset(x(1), 4)
  call update(x(2) * x(3))
  call update(x)
  r = roughness()
  call reset(x(4), 6)
  call update(x(n:1:-2))
  r = r + roughness() * x(5)
end function
