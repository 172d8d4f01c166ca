; RUN: not python -m xdsl_enzyme.frontends -O0 %s 2>&1 | filecheck %s

define void @f() {
  fence seq_cst
  ret void
}

; CHECK:      error: cannot read 'fence seq_cst'
; CHECK-NEXT:   because atomic operations are not supported
; CHECK-NEXT:   hint: compile the program without threads and atomics
