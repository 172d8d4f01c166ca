"""Enzyme's C interface: calls of functions whose names say what derivative of their first argument is wanted.

::

    double __enzyme_autodiff(void *, ...);
    double slope(double x) { return __enzyme_autodiff((void *)square, x); }

`outline` works on LLVM IR: it moves each such call into a function of its own, so that nothing else of the function around it
has to be read. `lower` works on cf form: it makes requests of the dialect `enzyme` of these calls, and
attributes of the globals that register derivatives.
"""
