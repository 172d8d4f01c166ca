! Numbers that are written to a unit and read from it.
! REFUSED: get lost in text or files
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double) :: x(n), r, v
  integer :: i
  r = 0
  open (unit=10, status='scratch', form='unformatted')
  do i = 1, n
    write (10) x(i) * x(i)
  end do
  rewind (10)
  do i = 1, n
    read (10) v
    r = r + v * i
  end do
  close (10)
end function
