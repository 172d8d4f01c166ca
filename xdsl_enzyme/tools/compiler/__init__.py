"""``xdsl-enzyme cc``, ``c++`` and ``fortran``: compilers that know Enzyme's C interface.

They take the arguments of clang and flang and do what those do; files that call the interface are differentiated in between.
"""
