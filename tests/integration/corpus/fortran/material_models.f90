! Select type over an extensible type, dynamic dispatch, class arguments, and an array of pointers to objects.
module materials
  use iso_c_binding, only: dp => c_double
  implicit none
  type, abstract :: material
    real(dp) :: stiffness
  contains
    procedure(stress_of), deferred :: stress
  end type
  abstract interface
    function stress_of(self, strain) result(s)
      import :: material, dp
      class(material), intent(in) :: self
      real(dp), intent(in) :: strain
      real(dp) :: s
    end function
  end interface
  type, extends(material) :: elastic
  contains
    procedure :: stress => elastic_stress
  end type
  type, extends(material) :: hardening
    real(dp) :: exponent, yield
  contains
    procedure :: stress => hardening_stress
  end type
  type :: reference
    class(material), pointer :: object => null()
  end type
contains
  function elastic_stress(self, strain) result(s)
    class(elastic), intent(in) :: self
    real(dp), intent(in) :: strain
    real(dp) :: s
    s = self%stiffness * strain
  end function
  function hardening_stress(self, strain) result(s)
    class(hardening), intent(in) :: self
    real(dp), intent(in) :: strain
    real(dp) :: s
    s = self%stiffness * strain
    if (abs(s) > self%yield) s = sign(self%yield * (abs(s) / self%yield)**self%exponent, s)
  end function
  function work(m, strain) result(w)
    class(material), intent(in) :: m
    real(dp), intent(in) :: strain(:)
    real(dp) :: w
    integer :: i
    w = 0.0_dp
    do i = 2, size(strain)
      w = w + 0.5_dp * (m%stress(strain(i)) + m%stress(strain(i - 1))) * (strain(i) - strain(i - 1))
    end do
    select type (m)
    type is (hardening)
      w = w + m%exponent
    class default
      w = 2.0_dp * w
    end select
  end function
end module

function objective(x, n) bind(c) result(r)
  use materials
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(elastic), target :: e
  type(hardening), target :: h
  type(reference) :: all(3)
  integer :: i
  e = elastic(2.0d0 + x(1))
  h = hardening(3.0d0 + x(2), 0.3d0 + 0.1d0 * x(5), 0.5d0 + x(3)**2)
  all(1)%object => e
  all(2)%object => h
  all(3)%object => e
  r = 0.0d0
  do i = 1, 3
    r = r + work(all(i)%object, x) * i
  end do
end function
