! Complex arithmetic in both precisions: a recursive FFT, transfer functions, conjugates, polar form.
! TOLERANCE: 1e-6
module filters
  use iso_c_binding
  implicit none
  integer, parameter :: dp = c_double, sp = c_float
  real(dp), parameter :: pi = 3.14159265358979324_dp
contains
  pure recursive function fft(a) result(f)
    complex(dp), intent(in) :: a(:)
    complex(dp) :: f(size(a)), even(size(a) / 2), odd(size(a) / 2), twiddle
    integer :: k, half
    if (size(a) == 1) then
      f = a
      return
    end if
    half = size(a) / 2
    even = fft(a(1::2))
    odd = fft(a(2::2))
    do k = 1, half
      twiddle = exp(cmplx(0.0_dp, -2.0_dp * pi * (k - 1) / size(a), dp)) * odd(k)
      f(k) = even(k) + twiddle
      f(k + half) = even(k) - twiddle
    end do
  end function
  elemental function response(z, q) result(h)
    complex(dp), intent(in) :: z
    real(dp), intent(in) :: q
    complex(dp) :: h
    h = (1.0_dp + q * z) / (1.0_dp + z / q + z**2)
  end function
end module

function objective(x, n) bind(c) result(r)
  use filters
  implicit none
  integer(c_int), value :: n
  real(c_double), intent(in) :: x(n)
  real(c_double) :: r
  complex(dp) :: spectrum(8), z
  complex(sp) :: small
  integer :: k
  spectrum = fft(cmplx(x(1:8), 0.5_dp * x(8:1:-1), dp))
  do k = 1, 8
    spectrum(k) = spectrum(k) * response(cmplx(0.1_dp * k, x(k), dp), 1.5_dp)
  end do
  z = sqrt(sum(spectrum)) * conjg(spectrum(3))
  small = cmplx(real(x(1), sp), 0.25_sp, sp) * (0.5_sp, -1.0_sp)
  r = sum(abs(spectrum)) + real(z) * aimag(z) + real(small) * 1.0e-3_dp + atan2(aimag(z), real(z))
end function
