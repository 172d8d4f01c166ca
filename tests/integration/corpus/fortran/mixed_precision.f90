! Iterative refinement: the factorisation in single precision, residuals in double, with generic procedures for both kinds and complex numbers.
! TOLERANCE: 1e-4
module refinement
  use iso_c_binding, only: dp => c_double, sp => c_float
  implicit none
  interface solve
    module procedure solve_single, solve_complex
  end interface
contains
  subroutine factorise(a)
    real(sp), intent(inout) :: a(:, :)
    integer :: i, j, m
    m = size(a, 1)
    do j = 1, m - 1
      a(j + 1:, j) = a(j + 1:, j) / a(j, j)
      do i = j + 1, m
        a(j + 1:, i) = a(j + 1:, i) - a(j + 1:, j) * a(j, i)
      end do
    end do
  end subroutine
  subroutine solve_single(a, b)
    real(sp), intent(in) :: a(:, :)
    real(sp), intent(inout) :: b(:)
    integer :: j, m
    m = size(b)
    do j = 1, m
      b(j + 1:) = b(j + 1:) - b(j) * a(j + 1:, j)
    end do
    do j = m, 1, -1
      b(j) = b(j) / a(j, j)
      b(:j - 1) = b(:j - 1) - b(j) * a(:j - 1, j)
    end do
  end subroutine
  subroutine solve_complex(a, b)
    complex(dp), intent(in) :: a(2, 2)
    complex(dp), intent(inout) :: b(2)
    complex(dp) :: d
    d = a(1, 1) * a(2, 2) - a(1, 2) * a(2, 1)
    b = [a(2, 2) * b(1) - a(1, 2) * b(2), a(1, 1) * b(2) - a(2, 1) * b(1)] / d
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use refinement
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(dp) :: a(4, 4), b(4), y(4)
  real(sp) :: single(4, 4), d(4)
  complex(dp) :: m(2, 2), z(2)
  integer :: i, j
  do j = 1, 4
    do i = 1, 4
      a(i, j) = sin(x(i) + j) * 0.3_dp
    end do
    a(j, j) = a(j, j) + 3
  end do
  b = x(5:8)
  single = real(a, sp)
  call factorise(single)
  y = 0
  do i = 1, 4
    d = real(b - matmul(a, y), sp)
    call solve(single, d)
    y = y + d
  end do
  m = reshape([cmplx(x(1), 1, dp), cmplx(y(1), x(2), dp), (0.5_dp, 0.25_dp), cmplx(2, y(2), dp)], [2, 2])
  z = [cmplx(x(3), y(3), dp), exp((0.0_dp, 1.0_dp) * y(4))]
  call solve(m, z)
  r = sum(y**2) + real(z(1) * conjg(z(2)), dp) + abs(z(1)) + aimag(sqrt(z(2)))
end function
