NOINLINE static double cubes(double *x, int n) { double s = 0; for (int i = 0; i < n; i++) { s += x[i] * x[i] * x[i]; x[i] = 0; } return s; }
void check_tape_in_memory(void) {
  double x[2] = {2, 3}, d[2] = {0}; char tape[64]; 
  __enzyme_augmentfwd((void *)cubes, enzyme_allocated, 64, enzyme_tape, tape, enzyme_noret, x, d, 2);
  CHECK(x[0], 0); x[0] = 5; 
  __enzyme_reverse((void *)cubes, enzyme_allocated, 64, enzyme_tape, tape, x, d, 2, 1.0);
  CHECK(d[0], 12); CHECK(d[1], 27);
}
