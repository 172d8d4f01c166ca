! forall whose right-hand sides, and left-hand sides, are kept until all are known.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double) :: a(n, n), b(n), c(n, n)
  integer :: i, j, p(n)
  forall (i = 1:n, j = 1:n) a(i, j) = x(i) * x(j) + i
  forall (i = 1:n) a(i, :) = a(:, i) * x(i)
  forall (i = 1:n, mod(i, 2) == 0)
    b(i) = a(i, i)
    a(i, i) = sqrt(abs(b(i)))
  end forall
  forall (i = 1:n, mod(i, 2) == 1) b(i) = 1.0d0
  p = [(mod(i * 3, n) + 1, i = 1, n)]
  forall (i = 2:n) a(1:i - 1, i) = a(i, 1:i - 1) + cshift(b(1:i - 1), 1)
  forall (i = 1:n) b(p(i)) = b(i)
  c = 0
  forall (i = 1:n)
    where (a(i, :) > 0.3d0)
      c(i, :) = log(a(i, :)) * b
    elsewhere
      c(i, :) = a(i, :)**2
    end where
  end forall
  r = sum(a) + sum(b**2) + sum(c)
end function
