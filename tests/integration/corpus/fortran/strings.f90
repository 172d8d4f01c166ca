! Strings on the way: trimmed, adjusted, repeated, and read as numbers that choose what is computed.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  character(len=12) :: name, names(3)
  character(len=:), allocatable :: text
  integer :: i, width
  r = 0.0d0
  names = [character(len=12) :: '  left', 'right  ', ' middle ']
  do i = 1, n
    write (name, '(i0)') 3 * i
    name = adjustr(name)
    text = trim(adjustl(name)) // repeat('-', i)
    names = adjustl(names)
    read (name, *) width
    r = r + x(i)**2 * len(text) + x(i) * width
    if (names(1)(1:4) == 'left' .and. index(text, '--') > 0) r = r + sin(x(i)) * scan(text, '-')
  end do
end function
