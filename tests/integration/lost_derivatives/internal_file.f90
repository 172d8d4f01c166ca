! Numbers that are written to a character variable and read from it.
! REFUSED: get lost in text
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double) :: x(n), r, v
  character(len=40) :: s
  integer :: i
  r = 0
  do i = 1, n
    write (s, '(es30.20)') x(i) * x(1)
    read (s, *) v
    r = r + v * i
  end do
end function
