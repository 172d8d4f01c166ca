#include <optional>
#include <variant>
#include <tuple>
static double of_variant(double x) { std::variant<std::monostate, double> v; v = x * x; std::optional<double> o; if (x > 1) o = std::get<double>(v) + x; auto t = std::make_tuple(o.value_or(0), 2, x); return std::get<0>(t) * std::get<2>(t); }
void check_optional_variant() { CHECK(__enzyme_autodiff((void *)of_variant, 2.0), 3 * 4 + 2 * 2); }
