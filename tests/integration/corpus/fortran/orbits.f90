! Three bodies under gravity, with an array of derived types and the velocity Verlet method.
module bodies
  use iso_c_binding, only: wp => c_double
  implicit none
  type :: body
    real(wp) :: mass
    real(wp), dimension(2) :: position, velocity, acceleration
  end type
contains
  subroutine attract(all)
    type(body), intent(inout) :: all(:)
    real(wp) :: d(2)
    integer :: i, j
    do i = 1, size(all)
      all(i)%acceleration = 0.0_wp
      do j = 1, size(all)
        if (i == j) cycle
        d = all(j)%position - all(i)%position
        all(i)%acceleration = all(i)%acceleration + all(j)%mass * d / (dot_product(d, d) + 0.1_wp)**1.5_wp
      end do
    end do
  end subroutine

  pure function energy(all) result(e)
    type(body), intent(in) :: all(:)
    real(wp) :: e
    integer :: i
    e = 0.0_wp
    do i = 1, size(all)
      e = e + 0.5_wp * all(i)%mass * sum(all(i)%velocity**2)
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use iso_c_binding
  use bodies
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(body) :: all(3)
  integer :: i, step
  do i = 1, 3
    all(i)%mass = 1.0_wp + 0.1_wp * x(i)
    all(i)%position = [cos(2.1_wp * i) + 0.1_wp * x(i + 3), sin(2.1_wp * i)]
    all(i)%velocity = [0.2_wp * x(7), -0.1_wp * i * x(8)]
  end do
  call attract(all)
  do step = 1, 10
    do i = 1, 3
      all(i)%velocity = all(i)%velocity + 0.02_wp * all(i)%acceleration
      all(i)%position = all(i)%position + 0.04_wp * all(i)%velocity
    end do
    call attract(all)
    do i = 1, 3
      all(i)%velocity = all(i)%velocity + 0.02_wp * all(i)%acceleration
    end do
  end do
  r = energy(all) + all(1)%position(1) * all(2)%position(2)
end function
