struct vec2 { float x, y; };
NOINLINE static void spread_vec(struct vec2 *v, int n) { for (int i = 1; i < n; i++) v[i] = v[0]; }
static float sum_vec(struct vec2 *v, int n) { spread_vec(v, n); float s = 0; for (int i = 0; i < n; i++) s += v[i].x * v[i].y * i; return s; }
void check_copy_in_words(void) { struct vec2 v[4] = {{2, 3}}, d[4] = {{0}}; __enzyme_autodiff((void *)sum_vec, v, d, 4); CHECK(d[0].x, 18); CHECK(d[0].y, 12); CHECK(d[1].x, 0); }
