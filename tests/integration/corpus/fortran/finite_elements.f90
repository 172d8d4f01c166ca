! A bar of finite elements: arrays of derived types with fixed-size components, assembly into a banded matrix, a conjugate gradient solver as a type-bound procedure.
module finite_elements
  use iso_c_binding, only: dp => c_double
  implicit none
  private
  public :: dp, element, banded, make_mesh, assemble
  type :: element
    integer :: nodes(2) = 0
    real(dp) :: stiffness(2, 2) = 0, load(2) = 0
  end type
  type :: banded
    private
    integer :: order = 0, band = 0
    real(dp), allocatable :: values(:, :)
  contains
    procedure :: allocate => banded_allocate
    procedure :: add => banded_add
    procedure, private :: times => banded_times
    procedure :: solve => banded_solve
    generic, public :: operator(*) => times
  end type
contains
  subroutine banded_allocate(self, order, band)
    class(banded), intent(inout) :: self
    integer, intent(in) :: order, band
    self%order = order
    self%band = band
    allocate(self%values(-band:band, order))
    self%values = 0
  end subroutine
  subroutine banded_add(self, i, j, value)
    class(banded), intent(inout) :: self
    integer, intent(in) :: i, j
    real(dp), intent(in) :: value
    self%values(j - i, i) = self%values(j - i, i) + value
  end subroutine
  function banded_times(self, v) result(w)
    class(banded), intent(in) :: self
    real(dp), intent(in) :: v(:)
    real(dp) :: w(size(v))
    integer :: i, low, high
    do i = 1, self%order
      low = max(1, i - self%band)
      high = min(self%order, i + self%band)
      w(i) = dot_product(self%values(low - i:high - i, i), v(low:high))
    end do
  end function
  function banded_solve(self, b, iterations) result(u)
    class(banded), intent(in) :: self
    real(dp), intent(in) :: b(:)
    integer, intent(in) :: iterations
    real(dp), allocatable :: u(:), residual(:), direction(:), image(:)
    real(dp) :: alpha, norm, previous
    integer :: k
    allocate(u(size(b)), source=0.0_dp)
    residual = b
    direction = residual
    norm = sum(residual**2)
    do k = 1, iterations
      image = self * direction
      alpha = norm / dot_product(direction, image)
      u = u + alpha * direction
      residual = residual - alpha * image
      previous = norm
      norm = sum(residual**2)
      direction = residual + norm / previous * direction
    end do
  end function
  function make_mesh(moduli, force) result(mesh)
    real(dp), intent(in) :: moduli(:), force
    type(element), allocatable :: mesh(:)
    integer :: e
    allocate(mesh(size(moduli)))
    do e = 1, size(moduli)
      mesh(e)%nodes = [e, e + 1]
      mesh(e)%stiffness = moduli(e) * reshape([1, -1, -1, 1], [2, 2])
      mesh(e)%load = 0.5_dp * force * [1.0_dp, 1.5_dp]
    end do
  end function
  subroutine assemble(mesh, matrix, load)
    type(element), intent(in) :: mesh(:)
    type(banded), intent(out) :: matrix
    real(dp), allocatable, intent(out) :: load(:)
    integer :: e, i, j
    call matrix%allocate(size(mesh) + 1, 1)
    allocate(load(size(mesh) + 1), source=0.0_dp)
    do e = 1, size(mesh)
      associate (nodes => mesh(e)%nodes, k => mesh(e)%stiffness)
        do j = 1, 2
          do i = 1, 2
            call matrix%add(nodes(i), nodes(j), k(i, j))
          end do
        end do
        load(nodes) = load(nodes) + mesh(e)%load
      end associate
    end do
    call matrix%add(1, 1, 10.0_dp)
  end subroutine
end module
function objective(x, n) bind(c) result(r)
  use finite_elements
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  type(element), allocatable :: mesh(:)
  type(banded) :: matrix
  real(dp), allocatable :: load(:), u(:)
  mesh = make_mesh(1 + x(1:n - 2)**2, x(n - 1))
  call assemble(mesh, matrix, load)
  u = matrix%solve(load, 4)
  r = dot_product(u, load) + x(n) * maxval(u)
end function
