// Guards that restore state when a scope is left, early returns, nested try blocks that nothing enters.
#include <cmath>
#include <stdexcept>
#include <vector>

class Context {
 public:
  double scale = 1.0;
  int depth = 0;
};

class ScaleGuard {
 public:
  ScaleGuard(Context &context, double factor) : context_(context), old_(context.scale) {
    context_.scale *= factor;
    ++context_.depth;
  }
  ~ScaleGuard() {
    context_.scale = old_;
    --context_.depth;
  }
  ScaleGuard(const ScaleGuard &) = delete;

 private:
  Context &context_;
  double old_;
};

static double walk(Context &context, const std::vector<double> &values, std::size_t from) {
  if (from >= values.size()) return context.scale;
  ScaleGuard guard(context, 1.0 + 0.1 * values[from]);
  if (context.depth > 5) throw std::length_error("too deep");
  double here = std::sin(values[from]) * context.scale;
  if (values[from] < -1.0) return here;
  return here + walk(context, values, 2 * from + 1) * walk(context, values, 2 * from + 2);
}

extern "C" double objective(const double *x, int n) {
  Context context;
  try {
    std::vector<double> values(x, x + n);
    double result = walk(context, values, 0);
    return result + context.scale * values.at(2);
  } catch (const std::length_error &) {
    return -1.0;
  } catch (...) {
    return -2.0;
  }
}
