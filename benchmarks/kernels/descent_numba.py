"""As descent.c."""

from numba import carray

SIGNATURE = "float64(int32, int32, CPointer(float64), CPointer(float64), CPointer(float64))"


def descent_objective(rows, columns, elements, x_pointer, y_pointer):
    matrix = carray(elements, (rows, columns))
    x, y = carray(x_pointer, columns), carray(y_pointer, rows)
    total = 0.0
    for i in range(rows):
        residual = -y[i]
        for j in range(columns):
            residual += matrix[i, j] * x[j]
        total += 0.5 * residual * residual
    return total
