! Clenshaw's recurrence for a Chebyshev series.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: b(0:n+1), t
  integer :: k, i
  r = 0.0_c_double
  do i = 1, 5
    t = -1.0_c_double + 0.4_c_double * i
    b = 0.0_c_double
    do k = n - 1, 1, -1
      b(k) = x(k + 1) + 2.0_c_double * t * b(k + 1) - b(k + 2)
    end do
    r = r + (x(1) + t * b(1) - b(2))**2
  end do
end function
