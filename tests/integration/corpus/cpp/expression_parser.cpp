// A recursive descent parser over string_view; variables come from the input, exceptions are never thrown.
#include <cctype>
#include <cmath>
#include <stdexcept>
#include <string_view>

class Parser {
 public:
  Parser(std::string_view text, const double *variables) : text_(text), variables_(variables) {}
  double parse() {
    double v = sum();
    if (position_ != text_.size()) throw std::runtime_error("trailing characters");
    return v;
  }

 private:
  char peek() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
    return position_ < text_.size() ? text_[position_] : '\0';
  }
  bool accept(char c) {
    if (peek() != c) return false;
    ++position_;
    return true;
  }
  double sum() {
    double v = product();
    for (;;) {
      if (accept('+')) v += product();
      else if (accept('-')) v -= product();
      else return v;
    }
  }
  double product() {
    double v = power();
    for (;;) {
      if (accept('*')) v *= power();
      else if (accept('/')) v /= power();
      else return v;
    }
  }
  double power() {
    double base = atom();
    return accept('^') ? std::pow(base, power()) : base;
  }
  double atom() {
    if (accept('(')) {
      double v = sum();
      if (!accept(')')) throw std::runtime_error("expected )");
      return v;
    }
    if (accept('-')) return -atom();
    char c = peek();
    if (std::isdigit(static_cast<unsigned char>(c))) {
      double v = 0.0;
      for (; std::isdigit(static_cast<unsigned char>(peek())); ++position_) v = 10 * v + (text_[position_] - '0');
      return v;
    }
    if (c >= 'a' && c <= 'h') {
      ++position_;
      return variables_[c - 'a'];
    }
    if (c == 's') {
      ++position_;
      return std::sin(atom());
    }
    throw std::runtime_error("unexpected character");
  }

  std::string_view text_;
  const double *variables_;
  std::size_t position_ = 0;
};

extern "C" double objective(const double *x, int) {
  Parser first("a*b + s(c - d)/(2 + f*f)^2 + (e*e+1)^a - 3*f", x), second("-((g + 2)^h) * s a", x);
  return first.parse() + second.parse();
}
