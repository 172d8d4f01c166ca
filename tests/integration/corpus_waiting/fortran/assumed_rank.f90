! Assumed rank and select rank, optional arguments, namelists and logs that stay off, allocatable results.
module tools
  use iso_c_binding, only: dp => c_double
  implicit none
  logical :: verbose = .false.
  real(dp) :: relaxation = 0.8_dp
  integer :: maximum = 12
  namelist /settings/ verbose, relaxation, maximum
contains
  subroutine configure(file)
    character(*), intent(in), optional :: file
    integer :: unit
    if (.not. present(file)) return
    open(newunit=unit, file=file)
    read(unit, nml=settings)
    close(unit)
  end subroutine
  function energy(a, weight) result(e)
    real(dp), intent(in) :: a(..)
    real(dp), intent(in), optional :: weight
    real(dp) :: e
    select rank (a)
    rank (0)
      e = a**2
    rank (1)
      e = sum(a**2)
    rank (2)
      e = sum(a * a) + a(1, 1)
    rank default
      e = 0
    end select
    if (present(weight)) e = e * weight
  end function
  function smoothed(a, times) result(b)
    real(dp), intent(in) :: a(:)
    integer, intent(in), optional :: times
    real(dp), allocatable :: b(:)
    integer :: k, m
    m = 1
    if (present(times)) m = times
    b = a
    do k = 1, m
      b = [b(1), (b(1:size(b) - 2) + relaxation * b(2:size(b) - 1) + b(3:)) / (2 + relaxation), b(size(b))]
      if (verbose) print *, "pass", k, b
    end do
  end function
end module
function objective(x, n) bind(c) result(r)
  use tools
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(dp), allocatable :: b(:), table(:, :)
  call configure()
  b = smoothed(x)
  b = smoothed(b, times=3)
  table = reshape(b, [2, n / 2])
  r = energy(b) + energy(table, x(2)) + energy(x(3)) + energy(table(:, 2), weight=b(1))
  if (verbose) write(*, nml=settings)
end function
