static int compare(const void *a, const void *b) { double x = *(const double *)a, y = *(const double *)b; return (x > y) - (x < y); }
static double median(const double *x, int n) { double copy[16]; memcpy(copy, x, n * sizeof *x); qsort(copy, n, sizeof *copy, compare); double *at = bsearch(&copy[n / 2], copy, n, sizeof *copy, compare); return *at * *at; }
void check_sorted_library(void) { double x[5] = {5, 1, 4, 2, 3}, d[5] = {0}; __enzyme_autodiff((void *)median, x, d, 5); CHECK(d[4], 6); CHECK(d[0], 0); }
