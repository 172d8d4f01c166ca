/* Small structures that are passed and returned in registers, as integers where the ABI says so. */
typedef struct { int tag; float value; } Tagged;
typedef struct { float value; int tag; } Labelled;
typedef struct { float a, b; } Pair;
typedef struct { float a, b, c; } Triple;
typedef struct { double value; int tag; } Heavy;
typedef struct { int tag; double value; } Light;
typedef struct { char flag; float value; } Flagged;
typedef struct { short s[2]; float a; double d; } Mixed;
typedef struct { float a; double d; } Wide;

#define NOINLINE __attribute__((noinline)) static

NOINLINE Tagged tag(float v, int t) { Tagged r = {t, v * v}; return r; }
NOINLINE Labelled label(Tagged t) { Labelled r = {t.value * 0.5f, t.tag + 1}; return r; }
NOINLINE Pair split(Labelled l) { Pair r = {l.value, l.value * (float)l.tag}; return r; }
NOINLINE Triple widen(Pair p, float c) { Triple r = {p.b, p.a, c}; return r; }
NOINLINE Heavy weigh(Triple t, int k) { Heavy r = {t.a * t.b + t.c, k}; return r; }
NOINLINE Light lighten(Heavy h) { Light r = {h.tag * 2, h.value * h.tag}; return r; }
NOINLINE Flagged flag(Light l) { Flagged r = {l.tag > 2, (float)l.value}; return r; }
NOINLINE Mixed mix(Flagged f, double d) {
  Mixed r = {{f.flag, 3}, f.value, d};
  if (f.flag) r.a *= 2.0f;
  return r;
}
NOINLINE Wide finish(Mixed m) { Wide r = {m.a * m.s[1], m.d + m.s[0]}; return r; }
NOINLINE Tagged choose(Tagged a, Tagged b, int first) { return first ? a : b; }

double objective(const double *x, int n) {
  double sum = 0.0;
  Tagged best = {0, 0.0f};
  for (int i = 0; i < n; i++) {
    Tagged t = tag((float)x[i], i % 3);
    best = choose(t, best, t.value > best.value);
    Wide w = finish(mix(flag(lighten(weigh(widen(split(label(t)), (float)x[n - 1 - i]), i))), x[i] * x[0]));
    sum += w.a * 0.25 + w.d;
  }
  return sum + best.value * best.tag;
}
/* TOLERANCE: 1e-6 */
