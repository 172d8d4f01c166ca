static float lowest(float *array, int n, int rank) {
  float *copy = malloc(n * sizeof(float));
  memcpy(copy, array, n * sizeof(float));
  float best = 0;
  for (int r = 0; r <= rank; r++) {
    int at = 0;
    for (int i = 1; i < n; i++) if (copy[i] < copy[at]) at = i;
    best = copy[at];
    copy[at] = FLT_MAX;
  }
  free(copy);
  return best * 3;
}
void check_insertion_min(void) {
  float a[5] = {7, 2, 5, 1, 6}, d[5] = {0};
  __enzyme_autodiff((void *)lowest, enzyme_dup, a, d, 5, 2);
  CHECK(d[2], 3); CHECK(d[1], 0);
}
