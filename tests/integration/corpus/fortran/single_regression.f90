! Single precision, mixed precision, maxloc, packs, and an allocatable function result.
! TOLERANCE: 2e-5
module regression
  use iso_c_binding
  implicit none
  integer, parameter :: sp = c_float
contains
  function design(t, degree) result(a)
    real(sp), intent(in) :: t(:)
    integer, intent(in) :: degree
    real(sp), allocatable :: a(:, :)
    integer :: j
    allocate(a(size(t), 0:degree))
    a(:, 0) = 1.0_sp
    do j = 1, degree
      a(:, j) = a(:, j - 1) * t
    end do
  end function
  subroutine gauss(a, b)
    real(sp), intent(inout) :: a(:, :), b(:)
    real(sp) :: row(size(a, 2)), t
    integer :: i, k, p, n
    n = size(b)
    do k = 1, n
      p = k - 1 + maxloc(abs(a(k:n, k)), dim=1)
      if (p /= k) then
        row = a(k, :)
        a(k, :) = a(p, :)
        a(p, :) = row
        t = b(k)
        b(k) = b(p)
        b(p) = t
      end if
      do i = k + 1, n
        t = a(i, k) / a(k, k)
        a(i, k:) = a(i, k:) - t * a(k, k:)
        b(i) = b(i) - t * b(k)
      end do
    end do
    do k = n, 1, -1
      b(k) = (b(k) - dot_product(a(k, k + 1:), b(k + 1:))) / a(k, k)
    end do
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use regression
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(sp) :: y(n), t(n), c(3), m(3, 3)
  real(sp), allocatable :: a(:, :), positive(:)
  integer :: i
  y = real(x, sp)
  t = [(0.25_sp * real(i, sp), i = 1, n)]
  a = design(t, 2)
  m = matmul(transpose(a), a)
  c = matmul(transpose(a), y)
  call gauss(m, c)
  positive = pack(y, y > 0.0_sp)
  r = sum(real(matmul(a, c) - y, c_double)**2) + real(dot_product(positive, positive), c_double) + x(1) * x(2)
end function
