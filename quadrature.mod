!mod$ v1 sum:b343db761ec98e33
!need$ fc1ab5ddb0e0d965 i iso_c_binding
module quadrature
use,intrinsic::iso_c_binding,only:dp=>c_double
contains
function integrate(f,a,b) result(s)
interface
function f(t) result(v)
real(8),intent(in)::t
real(8)::v
end
end interface
real(8),intent(in)::a
real(8),intent(in)::b
real(8)::s
end
end
