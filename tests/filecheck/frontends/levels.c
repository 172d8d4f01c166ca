// RUN: python -m xdsl_enzyme.frontends -O0 %s | filecheck %s --check-prefix O0
// RUN: python -m xdsl_enzyme.frontends -O1 %s | filecheck %s
// RUN: python -m xdsl_enzyme.frontends -O2 %s | filecheck %s
// RUN: python -m xdsl_enzyme.frontends -O3 %s | filecheck %s
// RUN: python -m xdsl_enzyme.frontends -O2 --locations %s | filecheck %s --check-prefix WHERE

// From -O1 on, memory is promoted and calls are inlined, but loops are neither vectorised nor unrolled.

static double square(double x) { return x * x; }

double norm(const double *x) {
  double sum = 0;
  for (int i = 0; i < 20; i++)
    sum += square(x[i]);
  return sum;
}

// O0: func.call @square

// CHECK-NOT: llvm.alloca
// CHECK-NOT: vector<
// CHECK:     arith.mulf
// CHECK-NOT: arith.mulf
// CHECK-NOT: vector<

// WHERE: arith.mulf {{.*}} loc("{{.*}}levels.c":9:{{[0-9]+}})
