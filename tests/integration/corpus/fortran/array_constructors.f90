! Array constructors: of known and unknown length, nested, of records, and arrays that grow by them.
module points
  use iso_c_binding, only: dp => c_double
  implicit none
  type point
    real(dp) :: position(2), mass
    integer :: id
  end type
end module

function objective(x, n) bind(c) result(r)
  use points
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), allocatable :: values(:), list(:)
  type(point), allocatable :: cloud(:)
  integer :: i, j
  values = [x, 1.5d0, (x(i)**2, i = 1, n)]
  r = sum(values * [(real(i, dp), i = 1, size(values))])
  values = [real(dp) :: x(1:2), (x(i:n:i), i = 1, 3), ((x(i) * x(j), j = 1, i), i = 1, 3)]
  r = r + sum(sin(values))
  allocate(list(0))
  do i = 1, n
    if (x(i) > 0.0d0) list = [list, x(i) * i]
  end do
  r = r + sum(list**2) + size(list)
  allocate(cloud(0))
  do i = 1, n - 1
    cloud = [cloud, point([x(i), x(i + 1)], x(i) * x(i + 1), i)]
  end do
  cloud = [cloud(size(cloud):1:-1), cloud(1)]
  do i = 1, size(cloud)
    r = r + cloud(i)%mass * dot_product(cloud(i)%position, [1.0d0, -0.5d0]) * cloud(i)%id
  end do
end function
