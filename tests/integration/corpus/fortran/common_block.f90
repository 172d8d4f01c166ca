! Old style: common blocks, implicit loops by labels, a data statement, computed results in arguments.
subroutine setup(x, n)
  double precision x(n), a, b
  integer n
  common /coefficients/ a(4), b
  double precision weights(4)
  data weights /0.5d0, 1.5d0, -0.25d0, 2.0d0/
  do 10 i = 1, 4
    a(i) = weights(i) * x(i)
10 continue
  b = x(n)
end subroutine

subroutine horner(t, v)
  double precision t, v, a, b
  common /coefficients/ a(4), b
  v = b
  do 20 i = 4, 1, -1
    v = v * t + a(i)
20 continue
end subroutine

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  integer(c_int), value :: n
  real(c_double) :: x(n)
  real(c_double) :: r
  double precision v, t
  call setup(x, n)
  r = 0
  t = 0.1d0
30 continue
  call horner(t, v)
  r = r + v * v
  t = t + 0.2d0
  if (t .lt. 1.0d0) goto 30
end function
