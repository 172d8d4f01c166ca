union form { struct { double x, y; } point; double all[2]; };
static double through_union(union form *f) { f->all[0] *= 2; return f->point.x * f->point.y + f->all[1]; }
void check_union_of_forms(void) { union form f = {{3, 4}}, d = {{0, 0}}; __enzyme_autodiff((void *)through_union, &f, &d); CHECK(d.point.x, 8); CHECK(d.point.y, 7); }
