/* Optimised, each record is loaded, chosen and stored as one integer of 64 bits. */
typedef struct { int count; float sum; } Bin;

float swapped_records(const double *x, int n) {
  Bin bins[2] = {{0, 0.0f}, {0, 0.0f}};
  for (int i = 0; i < n; i++) {
    bins[i % 2].count++;
    bins[i % 2].sum += (float)(x[i] * x[i]);
  }
  Bin smaller = bins[n % 2].count < bins[1].count ? bins[n % 2] : bins[1];
  bins[0] = bins[1];
  return bins[0].sum * (float)smaller.count + smaller.sum;
}
