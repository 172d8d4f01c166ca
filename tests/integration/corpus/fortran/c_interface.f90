! Interoperation with C: c_loc and c_f_pointer, a bind(c) type with integers, a callback by c_funptr, value arguments.
! TOLERANCE: 1e-7
module interoperable
  use iso_c_binding
  implicit none
  type, bind(c) :: sample
    integer(c_int) :: kind
    real(c_double) :: weight
    real(c_float) :: small
    type(c_ptr) :: data
  end type
  abstract interface
    function scalar(t) bind(c) result(f)
      import :: c_double
      real(c_double), value :: t
      real(c_double) :: f
    end function
  end interface
contains
  function square(t) bind(c) result(f)
    real(c_double), value :: t
    real(c_double) :: f
    f = t * t + 0.5d0 * t
  end function
  function wave(t) bind(c) result(f)
    real(c_double), value :: t
    real(c_double) :: f
    f = sin(t)
  end function
  function total(s, n, callback) result(r)
    type(sample), intent(in) :: s
    integer(c_int), value :: n
    type(c_funptr), value :: callback
    real(c_double) :: r
    procedure(scalar), pointer :: f
    real(c_double), pointer :: values(:)
    integer :: i
    call c_f_procpointer(callback, f)
    call c_f_pointer(s%data, values, [n])
    r = real(s%small, c_double) * 1.0d-3
    do i = 1, n
      r = r + s%weight * f(values(i)) * s%kind
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use interoperable
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in), target :: x(n)
  real(c_double) :: r
  real(c_double), target :: copy(n)
  type(sample) :: s
  copy = 2.0d0 * x
  s = sample(3, x(1), real(x(2), c_float), c_loc(copy))
  r = total(s, n, c_funloc(square))
  s%kind = 2
  s%data = c_loc(copy(3))
  r = r + total(s, n - 4, c_funloc(wave))
end function
