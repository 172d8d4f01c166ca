/* A structure of arrays that is made inside, by one function, and filled by another. */
struct frame { double *data; int64_t rows, columns; };
NOINLINE static struct frame *make_frame(int64_t rows, int64_t columns) {
  struct frame *f = malloc(sizeof *f);
  f->data = malloc(rows * columns * sizeof(double));
  f->rows = rows; f->columns = columns;
  return f;
}
NOINLINE static void fill(struct frame *f, double x) { for (int64_t i = 0; i < f->rows * f->columns; i++) f->data[i] = x * i; }
NOINLINE static double norm(struct frame *f) { double s = 0; for (int64_t i = 0; i < f->rows * f->columns; i++) s += f->data[i] * f->data[i]; return s; }
static double framed(double x) {
  struct frame *f = make_frame(2, 3);
  fill(f, x);
  double s = norm(f);
  free(f->data); free(f);
  return s;
}
void check_meta_allocation(void) { CHECK(__enzyme_autodiff((void *)framed, 3.0), 2 * 3 * 55); CHECK(__enzyme_fwddiff((void *)framed, 3.0, 1.0), 330); }
