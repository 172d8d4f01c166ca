struct tangents { double d[3]; };
struct tangents __enzyme_fwddiff_three(void *, ...);
static double area(double x, double y) { return x * y * y; }
void check_wide_forward_structs(void) { struct tangents t = __enzyme_fwddiff_three((void *)area, enzyme_width, 3, enzyme_dup, 2.0, 1.0, 0.0, 1.0, enzyme_dup, 3.0, 0.0, 1.0, 1.0); CHECK(t.d[0], 9); CHECK(t.d[1], 12); CHECK(t.d[2], 21); }
