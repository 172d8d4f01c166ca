! Elementary functions of complex numbers, powers of all kinds, and matrix products of complex matrices.
! TOLERANCE: 1e-6
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  complex(c_double) :: z, w, a(2, 2), b(2, 2), v(2)
  complex :: s
  z = cmplx(x(1), x(2), c_double)
  w = cmplx(x(3), x(4), c_double)
  r = real(exp(z) + sqrt(w) + log(z + 2.0d0)) + aimag(sin(w) * cos(z))
  r = r + real(tan(z) + sinh(w) - cosh(z) * tanh(w)) + abs(z / w) + real(z**3 + w**2 + z**w + w**0.5d0)
  r = r + real(asin(0.3d0 * z) + acos(0.2d0 * w) + atan(0.5d0 * z)) + aimag(conjg(z) * w) + real(asinh(z) + atanh(0.1d0 * w))
  a = reshape([z, w, z * w, conjg(z)], [2, 2])
  b = matmul(a, transpose(a))
  v = matmul(b, [z, w])
  r = r + real(dot_product(v, [w, z])) + aimag(sum(b)) + abs(product(v))
  s = cmplx(real(x(5)), real(x(6)))
  r = r + real(s * s + exp(s), c_double) + z%re * w%im
end function
