! Questions about dynamic types: select type with class is, same_type_as, extends_type_of, over two levels of extension.
module signals
  use iso_c_binding, only: dp => c_double
  implicit none
  type signal
    real(dp) :: gain = 1.0_dp
    integer :: order = 1
  end type
  type, extends(signal) :: decaying
    real(dp) :: rate = 0.5_dp
  end type
  type, extends(decaying) :: oscillating
    real(dp) :: frequency = 2.0_dp
    integer :: phase = 0
  end type
contains
  function value(s, t) result(v)
    class(signal), intent(in) :: s
    real(dp), intent(in) :: t
    real(dp) :: v
    v = s%gain * t**s%order
    select type (s)
    type is (oscillating)
      v = v * exp(-s%rate * t) * cos(s%frequency * t + s%phase)
    class is (decaying)
      v = v * exp(-s%rate * t)
    class default
      v = v + 1.0_dp
    end select
  end function
  function mixed(a, b, t) result(v)
    class(signal), intent(in) :: a, b
    real(dp), intent(in) :: t
    real(dp) :: v
    v = value(a, t)
    if (same_type_as(a, b)) v = v * value(b, t)
    if (extends_type_of(a, b)) v = v + value(b, 2.0_dp * t)
  end function
end module

function objective(x, n) bind(c) result(r)
  use signals
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(signal) :: plain
  type(decaying) :: slow, fast
  type(oscillating) :: wave
  plain = signal(x(1), 2)
  slow = decaying(x(2), 1, 0.1d0 + x(3)**2)
  fast%gain = x(4)
  wave = oscillating(gain=x(5), rate=0.3d0, frequency=x(6), phase=1)
  r = mixed(plain, slow, 0.7d0) + mixed(slow, fast, x(7)) + mixed(wave, slow, 0.4d0) + mixed(wave, wave, x(8)) &
    + mixed(slow, plain, 1.2d0)
end function
