! What has no derivative on the way: output, internal files, timing, checks that stop the program, characters.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use iso_fortran_env, only: error_unit
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, start, finish, y(n)
  character(len=40) :: line
  character(len=:), allocatable :: label
  integer :: i, count, rate, position, status
  call cpu_time(start)
  call system_clock(count, rate)
  r = 0.0d0
  label = 'step'
  y = x
  do i = 1, n
    if (y(i) > 1.0d6) error stop 'too large'
    if (.not. y(i) == y(i)) stop 3
    y(i) = y(i) * x(1 + mod(i, n))
    write (line, '(a, i0, a, f12.6)') label, i, ' ', y(i)
    position = index(line, ' ')
    read (line(5:position - 1), *, iostat=status) count
    label = trim(label) // '.'
    r = r + y(i) * count + len(label) + status
  end do
  if (r > 1.0d9) then
    write (error_unit, *) 'large', r, y
    print '(8f10.3)', x
  end if
  call cpu_time(finish)
  if (finish < start) r = 0.0d0
end function
