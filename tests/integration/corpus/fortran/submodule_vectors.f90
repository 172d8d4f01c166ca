! Submodules, do concurrent with locality, where/elsewhere, generic interface over kinds and ranks, operator overloading, assignment(=).
! TOLERANCE: 1e-6
module vecs
  use iso_c_binding, only: dp => c_double, sp => c_float
  implicit none
  type :: vec
    real(dp) :: c(3) = 0.0_dp
  end type
  interface operator(.cross.)
    module procedure cross
  end interface
  interface assignment(=)
    module procedure from_array
  end interface
  interface norm
    module procedure norm_vec, norm_array, norm_single
  end interface
  interface
    module function energy(vs) result(e)
      type(vec), intent(in) :: vs(:)
      real(dp) :: e
    end function
  end interface
contains
  pure function cross(a, b) result(c)
    type(vec), intent(in) :: a, b
    type(vec) :: c
    c%c = [a%c(2) * b%c(3) - a%c(3) * b%c(2), a%c(3) * b%c(1) - a%c(1) * b%c(3), a%c(1) * b%c(2) - a%c(2) * b%c(1)]
  end function
  pure subroutine from_array(v, a)
    type(vec), intent(out) :: v
    real(dp), intent(in) :: a(:)
    v%c = a(1:3)
  end subroutine
  pure function norm_vec(v) result(r)
    type(vec), intent(in) :: v
    real(dp) :: r
    r = sqrt(sum(v%c**2))
  end function
  pure function norm_array(v) result(r)
    type(vec), intent(in) :: v(:)
    real(dp) :: r
    integer :: i
    r = 0.0_dp
    do i = 1, size(v)
      r = r + norm_vec(v(i))
    end do
  end function
  pure function norm_single(v) result(r)
    real(sp), intent(in) :: v(:)
    real(sp) :: r
    r = sqrt(dot_product(v, v))
  end function
end module
submodule (vecs) impl
contains
  module procedure energy
    integer :: i, j
    real(dp) :: m(size(vs), size(vs))
    do concurrent (i = 1:size(vs), j = 1:size(vs), i /= j)
      m(i, j) = 1.0_dp / (0.1_dp + norm(cross(vs(i), vs(j))))
    end do
    do i = 1, size(vs)
      m(i, i) = vs(i)%c(1)
    end do
    where (m > 2.0_dp)
      m = 2.0_dp + log(m)
    elsewhere (m < 0.0_dp)
      m = -m
    elsewhere
      m = m**2
    end where
    e = sum(m)
  end procedure
end submodule
function objective(x, n) bind(c) result(r)
  use vecs
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(vec) :: vs(4)
  integer :: i
  do i = 1, 4
    vs(i) = x(i:i + 2)
  end do
  vs(4) = x(6:8)
  r = energy(vs) + norm(vs) + norm(vs(1) .cross. vs(3)) + norm(real(x, c_float))
end function
