#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include "double-conversion.h"
using namespace double_conversion;

int main() {
  uint64_t state = 88172645463325252u;
  const auto &shortest = DoubleToStringConverter::EcmaScriptConverter();
  StringToDoubleConverter parser(StringToDoubleConverter::ALLOW_HEX, 0.0, NAN, "inf", "nan");
  char text[400];
  for (int i = 0; i < 3000; i++) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    double x;
    memcpy(&x, &state, 8);
    if (i % 3) x = (double)(int64_t)(state >> 20) / (1 << (i % 30));
    StringBuilder builder(text, sizeof text);
    shortest.ToShortest(x, &builder);
    builder.AddCharacter(' ');
    if (std::fabs(x) < 1e50) shortest.ToFixed(x, i % 20, &builder);
    builder.AddCharacter(' ');
    shortest.ToExponential(x, i % 50, &builder);
    builder.AddCharacter(' ');
    shortest.ToPrecision(x, 1 + i % 60, &builder);
    int read;
    const char *line = builder.Finalize();
    double back = parser.StringToDouble(line, (int)strcspn(line, " "), &read);
    if (i % 100 == 0) puts(line);
    if (back != x && x == x) return 1;
  }
  return 7;
}
