"""As lse.c."""

from math import exp, log

from numba import carray

SIGNATURE = "float64(int32, CPointer(float64))"


def lse_objective(n, pointer):
    x = carray(pointer, n)
    largest = x[0]
    for i in range(1, n):
        largest = max(largest, x[i])
    total = 0.0
    for i in range(n):
        total += exp(x[i] - largest)
    return largest + log(total)
