! Planets around a star: derived types, an array of them, leapfrog steps.
! X: 1.0 0.5 0.2 0.9 1.5 -0.3
module bodies
  use iso_c_binding, only: dp => c_double
  implicit none
  type body
    real(dp) :: mass
    real(dp) :: position(2), velocity(2)
  end type
contains
  subroutine accelerate(all, step)
    type(body), intent(inout) :: all(:)
    real(dp), intent(in) :: step
    real(dp) :: d(2), pull
    integer :: i, j
    do i = 1, size(all)
      do j = 1, size(all)
        if (i == j) cycle
        d = all(j)%position - all(i)%position
        pull = all(j)%mass / (dot_product(d, d) + 0.1_dp)**1.5_dp
        all(i)%velocity = all(i)%velocity + step * pull * d
      end do
    end do
  end subroutine

  pure function energy(all) result(e)
    type(body), intent(in) :: all(:)
    real(dp) :: e
    integer :: i
    e = 0.0_dp
    do i = 1, size(all)
      e = e + 0.5_dp * all(i)%mass * sum(all(i)%velocity**2)
    end do
  end function
end module

function objective(x, n) bind(c) result(r)
  use bodies
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(body) :: all(3)
  integer :: i, k
  do i = 1, 3
    all(i)%mass = x(2 * i - 1)
    all(i)%position = [real(i, dp), x(2 * i)]
    all(i)%velocity = [0.1_dp * x(2 * i), -0.2_dp * i]
  end do
  do k = 1, 10
    call accelerate(all, 0.02_dp)
    do i = 1, 3
      all(i)%position = all(i)%position + 0.02_dp * all(i)%velocity
    end do
  end do
  r = energy(all) + sum(all(:)%position(1))
end function
