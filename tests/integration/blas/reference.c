// BLAS and LAPACK as their documentation has them, element by element: what the oracle runs in the place of a library.
//
// R is the type of a part of a number, P the number of parts. Every routine works on strides, so that the spellings of
// Fortran and CBLAS differ only in how they find these.
#include <math.h>

typedef struct { R re, im; } num;

static num get(const R *a, int i) { num z = {a[P * i], P == 2 ? a[P * i + P - 1] : 0}; return z; }
static void put(R *a, int i, num z) { a[P * i] = z.re; if (P == 2) a[P * i + P - 1] = z.im; }
static num mk(R re) { num z = {re, 0}; return z; }
static num add(num a, num b) { num z = {a.re + b.re, a.im + b.im}; return z; }
static num sub(num a, num b) { num z = {a.re - b.re, a.im - b.im}; return z; }
static num mul(num a, num b) { num z = {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; return z; }
static num cnj(num a) { a.im = -a.im; return a; }
static num quo(num a, num b) {
  R d = b.re * b.re + b.im * b.im;
  num z = mul(a, cnj(b));
  z.re /= d; z.im /= d;
  return z;
}
static num scale(num f, num a) { return f.re == 0 && f.im == 0 ? mk(0) : mul(f, a); }
static int is(char c, char upper) { return c == upper || c == upper + 32; }

// A matrix: where its elements are, and how they are seen.
typedef struct { R *a; int rs, cs; char trans, uplo, diag, kind; } mat;
static int at(mat m, int i, int j) { return i * m.rs + j * m.cs; }
static num el(mat m, int i, int j) {
  if (m.trans != 'N') { int t = i; i = j; j = t; }
  num z;
  int inside = m.uplo == 'U' ? i <= j : i >= j;
  if (m.kind == 'G') z = get(m.a, at(m, i, j));
  else if (m.kind == 'T') z = i == j && m.diag == 'U' ? mk(1) : inside ? get(m.a, at(m, i, j)) : mk(0);
  else {
    z = inside ? get(m.a, at(m, i, j)) : get(m.a, at(m, j, i));
    if (m.kind == 'H') { if (!inside) z = cnj(z); if (i == j) z.im = 0; }
  }
  return m.trans == 'C' ? cnj(z) : z;
}
static mat matrix(const R *a, int ld, int row_major, char trans, char kind, char uplo, char diag) {
  mat m = {(R *)a, row_major ? ld : 1, row_major ? 1 : ld, trans, uplo, diag, kind};
  return m;
}
static int first(int n, int inc) { return inc < 0 ? (1 - n) * inc : 0; }

static void gemm(int r, int m, int n, int k, num alpha, mat a, mat b, num beta, R *c, int ldc) {
  mat o = matrix(c, ldc, r, 'N', 'G', 'U', 'N');
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      num s = mk(0);
      for (int l = 0; l < k; l++) s = add(s, mul(el(a, i, l), el(b, l, j)));
      put(c, at(o, i, j), add(scale(alpha, s), scale(beta, get(c, at(o, i, j)))));
    }
}
static void gemm_right(int r, int m, int n, num alpha, mat a, mat b, num beta, R *c, int ldc) {
  gemm(r, m, n, n, alpha, b, a, beta, c, ldc);
}
// One triangle of alpha (A op(B) [+ the same the other way round]) + beta C.
static void rank(int r, char uplo, int n, int k, num alpha, mat a, mat b, int both, int hermitian, num beta, R *c, int ldc) {
  mat o = matrix(c, ldc, r, 'N', 'G', 'U', 'N');
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      if (uplo == 'U' ? i > j : i < j) continue;
      num s = mk(0);
      for (int l = 0; l < k; l++) {
        num x = el(a, i, l), y = el(b, j, l), u = el(b, i, l), v = el(a, j, l);
        s = add(s, mul(alpha, mul(x, hermitian ? cnj(y) : y)));
        if (both) s = add(s, mul(hermitian ? cnj(alpha) : alpha, mul(u, hermitian ? cnj(v) : v)));
      }
      num z = add(s, scale(beta, get(c, at(o, i, j))));
      if (hermitian && i == j) z.im = 0;
      put(c, at(o, i, j), z);
    }
}
static void mv(int m, int n, num alpha, mat a, const R *x, int incx, num beta, R *y, int incy) {
  int fx = first(n, incx), fy = first(m, incy);
  for (int i = 0; i < m; i++) {
    num s = mk(0);
    for (int j = 0; j < n; j++) s = add(s, mul(el(a, i, j), get(x, fx + j * incx)));
    put(y, fy + i * incy, add(scale(alpha, s), scale(beta, get(y, fy + i * incy))));
  }
}
// B = T⁻¹ B for one column, whose elements are `inc` apart; T is upper if `upper`.
static void solve_column(int n, int upper, mat t, R *b, int start, int inc) {
  for (int p = 0; p < n; p++) {
    int i = upper ? n - 1 - p : p;
    num s = get(b, start + i * inc);
    for (int q = 0; q < p; q++) {
      int j = upper ? n - 1 - q : q;
      s = sub(s, mul(el(t, i, j), get(b, start + j * inc)));
    }
    put(b, start + i * inc, quo(s, el(t, i, i)));
  }
}
static void multiply_column(int n, int upper, mat t, R *b, int start, int inc) {
  for (int p = 0; p < n; p++) {
    int i = upper ? p : n - 1 - p;
    num s = mk(0);
    for (int j = 0; j < n; j++) s = add(s, mul(el(t, i, j), get(b, start + j * inc)));
    put(b, start + i * inc, s);
  }
}
static char turned(char t) { return t == 'N' ? 'T' : 'N'; }
// B = alpha op(T)^±1 B, or B alpha op(T)^±1. From the right, rows of B are the columns, and T is transposed.
static void triangular(int r, int inverse, char side, char uplo, char trans, char diag, int m, int n, num alpha,
                       const R *a, int lda, R *b, int ldb) {
  mat t = matrix(a, lda, r, trans, 'T', uplo, diag);
  mat o = matrix(b, ldb, r, 'N', 'G', 'U', 'N');
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) put(b, at(o, i, j), scale(alpha, get(b, at(o, i, j))));
  int left = side == 'L', size = left ? m : n, count = left ? n : m;
  if (!left && trans == 'C') {  // B op(T) = conj(conj(B) op'(T)) with the plain matrix seen transposed
    for (int i = 0; i < m; i++)
      for (int j = 0; j < n; j++) put(b, at(o, i, j), cnj(get(b, at(o, i, j))));
    t.trans = 'N';
  } else if (!left) t.trans = turned(trans);
  int upper = (uplo == 'U') == (t.trans == 'N');
  for (int c = 0; c < count; c++) {
    int start = left ? c * o.cs : c * o.rs, inc = left ? o.rs : o.cs;
    if (inverse) solve_column(size, upper, t, b, start, inc);
    else multiply_column(size, upper, t, b, start, inc);
  }
  if (!left && trans == 'C')
    for (int i = 0; i < m; i++)
      for (int j = 0; j < n; j++) put(b, at(o, i, j), cnj(get(b, at(o, i, j))));
}
static num dot(int n, const R *x, int incx, const R *y, int incy, int conjugated) {
  num s = mk(0);
  for (int i = 0; i < n; i++) {
    num a = get(x, first(n, incx) + i * incx), b = get(y, first(n, incy) + i * incy);
    s = add(s, mul(conjugated ? cnj(a) : a, b));
  }
  return s;
}
static void ger(int r, int m, int n, num alpha, const R *x, int incx, const R *y, int incy, R *a, int lda, int conjugated) {
  mat o = matrix(a, lda, r, 'N', 'G', 'U', 'N');
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      num v = get(y, first(n, incy) + j * incy);
      num p = mul(get(x, first(m, incx) + i * incx), conjugated ? cnj(v) : v);
      put(a, at(o, i, j), add(get(a, at(o, i, j)), mul(alpha, p)));
    }
}
static void potrf(char uplo, int n, R *a, int lda) {
  // The lower factor is the conjugate transpose of the upper one: swap the strides.
  int rs = uplo == 'U' ? lda : 1, cs = uplo == 'U' ? 1 : lda;
  for (int j = 0; j < n; j++) {
    R d = get(a, j * rs + j * cs).re;
    for (int k = 0; k < j; k++) {
      num z = get(a, j * rs + k * cs);
      d -= z.re * z.re + z.im * z.im;
    }
    d = sqrt(d);
    put(a, j * rs + j * cs, mk(d));
    for (int i = j + 1; i < n; i++) {
      num s = get(a, i * rs + j * cs);
      if (uplo == 'U') s = cnj(s);
      for (int k = 0; k < j; k++) {
        num x = get(a, i * rs + k * cs), y = get(a, j * rs + k * cs);
        // Stored elements of an upper factor are conjugated.
        s = sub(s, uplo == 'U' ? mul(cnj(x), y) : mul(x, cnj(y)));
      }
      s = quo(s, mk(d));
      put(a, i * rs + j * cs, uplo == 'U' ? cnj(s) : s);
    }
  }
}
static void getrf(int n, R *a, int lda, int *ipiv) {
  for (int k = 0; k < n; k++) {
    int p = k;
    R best = -1;
    for (int i = k; i < n; i++) {
      num z = get(a, i + k * lda);
      R size = (z.re < 0 ? -z.re : z.re) + (z.im < 0 ? -z.im : z.im);
      if (size > best) { best = size; p = i; }
    }
    ipiv[k] = p + 1;
    for (int j = 0; j < n; j++) {
      num u = get(a, k + j * lda), v = get(a, p + j * lda);
      put(a, k + j * lda, v);
      put(a, p + j * lda, u);
    }
    for (int i = k + 1; i < n; i++) {
      num f = quo(get(a, i + k * lda), get(a, k + k * lda));
      put(a, i + k * lda, f);
      for (int j = k + 1; j < n; j++)
        put(a, i + j * lda, sub(get(a, i + j * lda), mul(f, get(a, k + j * lda))));
    }
  }
}
static void exchange(int n, int nrhs, const int *ipiv, R *b, int ldb, int back) {
  for (int s = 0; s < n; s++) {
    int k = back ? n - 1 - s : s, p = ipiv[k] - 1;
    for (int j = 0; j < nrhs; j++) {
      num u = get(b, k + j * ldb), v = get(b, p + j * ldb);
      put(b, k + j * ldb, v);
      put(b, p + j * ldb, u);
    }
  }
}
static void getrs(char trans, int n, int nrhs, const R *a, int lda, const int *ipiv, R *b, int ldb) {
  if (trans == 'N') {
    exchange(n, nrhs, ipiv, b, ldb, 0);
    triangular(0, 1, 'L', 'L', 'N', 'U', n, nrhs, mk(1), a, lda, b, ldb);
    triangular(0, 1, 'L', 'U', 'N', 'N', n, nrhs, mk(1), a, lda, b, ldb);
  } else {
    triangular(0, 1, 'L', 'U', trans, 'N', n, nrhs, mk(1), a, lda, b, ldb);
    triangular(0, 1, 'L', 'L', trans, 'U', n, nrhs, mk(1), a, lda, b, ldb);
    exchange(n, nrhs, ipiv, b, ldb, 1);
  }
}
