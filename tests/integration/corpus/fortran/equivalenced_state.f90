! EQUIVALENCE of arrays of one type, a named COMMON with two layouts, and pointers that are remapped.
subroutine fill(x, n)
  use iso_c_binding
  implicit none
  integer, intent(in) :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: matrix(2, 4), flat(8)
  common /state/ matrix
  equivalence (matrix(1, 1), flat(1))
  integer :: i
  do i = 1, min(n, 8)
    flat(i) = x(i) * real(i, c_double)
  end do
  matrix(2, :) = matrix(2, :) * matrix(1, :)
end subroutine

function evaluate() result(r)
  use iso_c_binding
  implicit none
  real(c_double) :: r
  real(c_double), save, target :: pairs(8)
  real(c_double) :: first(4), second(4), work(6), head(3), tail(3)
  common /state/ first, second
  equivalence (work(1), head(1)), (work(4), tail(1))
  real(c_double), pointer :: grid(:, :), column(:)
  head = first(1:3)
  tail = second(2:4) + head
  pairs(1:4) = first
  pairs(5:8) = second
  grid(1:4, 1:2) => pairs
  column => grid(4:1:-1, 2)
  r = sum(work**2) + dot_product(column, grid(:, 1)) + sum(grid(::2, :) * grid(2::2, :))
end function

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  interface
    subroutine fill(x, n)
      use iso_c_binding
      integer, intent(in) :: n
      real(c_double), intent(in) :: x(n)
    end subroutine
    function evaluate() result(r)
      use iso_c_binding
      real(c_double) :: r
    end function
  end interface
  call fill(x, n)
  r = evaluate()
end function
