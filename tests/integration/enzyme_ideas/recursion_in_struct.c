struct tree { double v; struct tree *l, *r; };
static struct tree *plant(double x, int d) { if (!d) return 0; struct tree *t = malloc(sizeof *t); t->v = x * d; t->l = plant(x * 2, d - 1); t->r = plant(x + 1, d - 1); return t; }
static double fold(struct tree *t) { return t ? t->v * t->v + fold(t->l) * 2 + fold(t->r) : 0; }
static void fell(struct tree *t) { if (t) { fell(t->l); fell(t->r); free(t); } }
static double forest(double x) { struct tree *t = plant(x, 4); double s = fold(t); fell(t); return s; }
void check_recursion_in_struct(void) { CHECK(__enzyme_autodiff((void *)forest, .5), __enzyme_fwddiff((void *)forest, .5, 1.0)); }
