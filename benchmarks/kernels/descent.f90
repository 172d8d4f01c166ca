! As descent.c; the matrix comes by rows.
real(c_double) function descent_objective(rows, columns, matrix, x, y) bind(c)
  use iso_c_binding, only: c_double, c_int
  integer(c_int), value :: rows, columns
  real(c_double), intent(in) :: matrix(columns, rows), x(columns), y(rows)
  integer(c_int) :: i
  descent_objective = 0
  do i = 1, rows
    descent_objective = descent_objective + 0.5d0 * (dot_product(matrix(:, i), x) - y(i))**2
  end do
end function
