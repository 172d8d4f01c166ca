! A state machine with select case, cycle and exit of named loops.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  integer :: state, i, round
  real(c_double) :: level
  state = 0
  level = x(1)
  rounds: do round = 1, 4
    do i = 1, n
      select case (state)
      case (0)
        level = level + x(i)**2
        if (level > 2.0_c_double) state = 1
      case (1, 2)
        level = level * cos(x(i))
        state = state + 1
        if (i > 6) cycle rounds
      case default
        level = level - 0.5_c_double * x(i)
        if (level < -3.0_c_double) exit rounds
        state = 0
      end select
    end do
  end do rounds
  r = level
end function
