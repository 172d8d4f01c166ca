! Sections with strides as arguments of procedures with explicit and assumed shape; results and arguments that overlap.
! X: 0.3 -0.2 0.15 0.4 0.1 -0.3 0.25 0.05
subroutine smooth(v, m)
  implicit none
  integer, intent(in) :: m
  real(8), intent(inout) :: v(m)
  integer :: i
  do i = 2, m
    v(i) = 0.5d0 * (v(i) + v(i - 1)**2)
  end do
end subroutine

module sections
  use iso_c_binding, only: dp => c_double
  implicit none
contains
  subroutine double_even(v)
    real(dp), intent(inout) :: v(:)
    v(2::2) = 2.0_dp * v(2::2) + v(1:size(v) - 1:2)
  end subroutine
  subroutine shift(v)
    real(dp), intent(inout), contiguous :: v(:)
    v(2:) = v(:size(v) - 1)
    v(1) = v(size(v)) * 0.5_dp
  end subroutine
  function reversed(v) result(w)
    real(dp), intent(in) :: v(:)
    real(dp) :: w(size(v))
    w = v(size(v):1:-1)
  end function
end module

function objective(x, n) bind(c) result(r)
  use sections
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r, y(n), a(3, n), b(n, n)
  integer :: i, index(3)
  external :: smooth
  y = x
  call smooth(y(1:n:2), (n + 1) / 2)
  call double_even(y(n:1:-1))
  a(1, :) = y
  a(2, :) = y * x
  a(3, :) = reversed(y)
  call smooth(a(2, 2), n - 2)
  call smooth(a(2, :), n)
  call shift(a(1, 1:n:2))
  b(:, 1:n:3) = 0.0d0
  do i = 1, n
    b(:, i) = a(1 + mod(i, 3), :) * i
  end do
  b(2:n, :) = b(1:n - 1, :) + b(2:n, n:1:-1)
  index = [3, 1, 5]
  y(index) = y([5, 3, 1]) + b(index, 2)
  y(2:n - 1) = y(1:n - 2) + y(3:n)
  r = sum(a * spread(y, 1, 3)) + sum(b(::2, ::3)) + dot_product(y, x)
end function
