! A neural network with allocatable weights inside of a derived type.
module network
  use iso_c_binding, only: wp => c_double
  implicit none
  type :: layer
    real(wp), allocatable :: weights(:, :), bias(:)
  end type
contains
  subroutine build(l, inputs, outputs, x, first)
    type(layer), intent(out) :: l
    integer, intent(in) :: inputs, outputs, first
    real(wp), intent(in) :: x(:)
    integer :: i, j
    allocate(l%weights(outputs, inputs), l%bias(outputs))
    do j = 1, inputs
      do i = 1, outputs
        l%weights(i, j) = x(1 + mod(first + i + 2 * j, size(x)))
      end do
    end do
    l%bias = 0.1_wp
  end subroutine

  subroutine apply(l, input, output)
    type(layer), intent(in) :: l
    real(wp), intent(in) :: input(:)
    real(wp), intent(out) :: output(:)
    output = tanh(matmul(l%weights, input) + l%bias)
  end subroutine
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use network
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(layer) :: first, second
  real(c_double) :: hidden(4), output(2)
  call build(first, 3, 4, x, 0)
  call build(second, 4, 2, x, 3)
  call apply(first, [0.5_c_double, -1.0_c_double, 0.25_c_double], hidden)
  call apply(second, hidden, output)
  r = sum((output - [1.0_c_double, -0.5_c_double])**2)
end function
