! The power spectrum of a real signal by the definition of the discrete Fourier transform, in complex arithmetic.
function objective(x, n) bind(c) result(r)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  real(c_double), parameter :: pi = acos(-1.0d0)
  complex(c_double) :: spectrum(n), root
  integer :: j, k
  do k = 1, n
    root = exp(cmplx(0.0d0, -2.0d0 * pi * (k - 1) / n, c_double))
    spectrum(k) = (0.0d0, 0.0d0)
    do j = n, 1, -1
      spectrum(k) = spectrum(k) * root + x(j)
    end do
  end do
  r = 0.0d0
  do k = 1, n
    r = r + k * abs(spectrum(k))**2 + real(spectrum(k) * conjg(spectrum(1 + mod(k, n)))) + aimag(spectrum(k))
  end do
end function
