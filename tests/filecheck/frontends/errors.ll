; RUN: not python -m xdsl_enzyme.frontends -O0 %s 2>&1 | filecheck %s

define i32 @f(ptr %p) {
  %r = va_arg ptr %p, i32
  ret i32 %r
}

; CHECK:      error: cannot read '%r = va_arg ptr %p, i32'
; CHECK-NEXT:   because functions with a variable number of arguments are not supported
