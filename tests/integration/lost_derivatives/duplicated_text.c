/* Text in memory that the library allocates.
   REFUSED: get lost in text or files that .(atof|strtod). reads numbers from */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
double objective(const double *x, int n) { double s = 0; for (int i = 0; i < n; i++) { char *t, *u; if (asprintf(&t, "%.17g", x[i]*x[i]) < 0) return 0; u = strdup(t); s += atof(u); free(t); free(u); } return s; }
