! Optional and keyword arguments, and a generic interface.
module statistics
  use iso_c_binding, only: wp => c_double
  implicit none
  interface centre
    module procedure centre_vector, centre_matrix
  end interface
contains
  pure function weighted_mean(v, w, power) result(m)
    real(wp), intent(in) :: v(:)
    real(wp), intent(in), optional :: w(:)
    integer, intent(in), optional :: power
    real(wp) :: m, a(size(v))
    integer :: p
    p = 1
    if (present(power)) p = power
    a = 1.0_wp
    if (present(w)) a = exp(w)
    m = sum(a * v**p) / sum(a)
  end function

  pure function centre_vector(v) result(c)
    real(wp), intent(in) :: v(:)
    real(wp) :: c(size(v))
    c = v - weighted_mean(v)
  end function

  pure function centre_matrix(v) result(c)
    real(wp), intent(in) :: v(:, :)
    real(wp) :: c(size(v, 1), size(v, 2))
    integer :: j
    do j = 1, size(v, 2)
      c(:, j) = centre_vector(v(:, j))
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use statistics
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, c(4, 2)
  c = centre(reshape(x(1:8), [4, 2]))
  r = weighted_mean(x, w=x(n:1:-1)) + weighted_mean(x, power=3) + sum(c(:, 1) * c(:, 2)) + maxval(centre(x))
end function
