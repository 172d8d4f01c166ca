struct Shape { virtual double size() const = 0; virtual ~Shape() {} };
struct Disc : Shape { double r; Disc(double r) : r(r) {} double size() const override { return r * r * 3; } };
struct Box : Shape { double a, b; Box(double a, double b) : a(a), b(b) {} double size() const override { return a * b; } };
static double sizes(Shape **s, int n) { double t = 0; for (int i = 0; i < n; i++) t += s[i]->size() * (i + 1); return t; }
void check_virtual_shadow() { Disc d(2), dd(0); Box b(3, 4), db(0, 0); Shape *s[] = {&d, &b}, *ds[] = {&dd, &db}; __enzyme_autodiff((void *)sizes, s, ds, 2); CHECK(dd.r, 12); CHECK(db.a, 8); CHECK(db.b, 6); }
