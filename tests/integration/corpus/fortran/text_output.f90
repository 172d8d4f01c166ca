! Numbers written to strings and to the screen, error branches that stop, and saved variables.
module reporting
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  subroutine check(value, name)
    real(dp), intent(in) :: value
    character(len=*), intent(in) :: name
    character(len=64) :: line
    if (value /= value) then
      write (line, '(a, a, es12.4)') 'bad value of ', name, value
      print *, trim(line)
      error stop 'not a number'
    end if
  end subroutine
  function counted(value) result(r)
    real(dp), intent(in) :: value
    real(dp) :: r
    integer, save :: calls = 0
    calls = calls + 1
    r = value * value
    if (calls < 0) stop 3
  end function
  function label(i, value) result(text)
    integer, intent(in) :: i
    real(dp), intent(in) :: value
    character(len=24) :: text
    write (text, '(a, i0, a, f8.3)') 'x(', i, ') = ', value
  end function
end module

function objective(x, n) bind(c) result(r)
  use reporting
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  character(len=24) :: text
  character(len=:), allocatable :: longest
  integer :: i
  real(dp) :: total = 0.0_dp, scale
  total = 0.0_dp
  longest = ''
  do i = 1, n
    call check(x(i), 'x')
    text = label(i, x(i))
    if (len_trim(text) > len(longest)) longest = trim(text)
    scale = real(len_trim(text), dp)
    total = total + counted(x(i)) * sin(x(i)) / scale
  end do
  if (total > 1.0e30_dp) print *, 'large:', total
  if (index(longest, 'x(') == 1) total = total * 2.0_dp
  r = total
end function
