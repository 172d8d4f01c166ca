! Variables with save, data statements, a namelist read from a string, an error stop that is not reached, block constructs and associate.
module config
  use iso_c_binding, only: dp => c_double
  implicit none
  real(dp) :: damping = 0.5_dp
  integer :: steps = 3
contains
  subroutine read_config()
    character(len=64) :: text
    namelist /settings/ damping, steps
    text = "&settings damping=0.25, steps=4 /"
    read (text, nml=settings)
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use config
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), save :: history(8)
  real(c_double) :: weights(3)
  integer :: k
  data weights / 1.0d0, 0.5d0, 0.25d0 /
  call read_config()
  if (n > 8) error stop "too many"
  history = 0.0d0
  do k = 1, steps
    block
      real(c_double) :: step
      step = damping * sum(x * history(1:n))
      associate (h => history(1:n), w => weights(mod(k, 3) + 1))
        h = h + w * sin(x) + step
      end associate
    end block
  end do
  r = norm2(history(1:n)) + history(2)
end function
