"""Type-bound procedures of objects whose type is known at run time are found by comparisons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.compilers import need_compiler
from xdsl_enzyme.frontends.derived_types import derived_types
from xdsl_enzyme.frontends.dispatch import with_dispatch
from xdsl_enzyme.frontends.flang import compile_fortran
from xdsl_enzyme.frontends.optimise import parse

SOURCE = """
module shapes
  type, abstract :: shape
  contains
    procedure(area_of), deferred :: area
  end type
  abstract interface
    real(8) function area_of(self)
      import :: shape
      class(shape), intent(in) :: self
    end function
  end interface
  type, extends(shape) :: square
    real(8) :: side
  contains
    procedure :: area => square_area
  end type
contains
  real(8) function square_area(self)
    class(square), intent(in) :: self
    square_area = self%side**2
  end function
  real(8) function double_area(s)
    class(shape), intent(in) :: s
    double_area = 2 * s%area()
  end function
end module
"""


def test_the_table_is_not_asked(tmp_path: Path, request: pytest.FixtureRequest):
    source = tmp_path / "shapes.f90"
    source.write_text(SOURCE)
    need_compiler(source, request)
    llvm_ir = compile_fortran(source, modules=str(tmp_path))
    assert derived_types(llvm_ir)["_QMshapesEXdtXsquare"].bindings == ("_QMshapesPsquare_area",)
    dispatched = with_dispatch(llvm_ir)
    parse(dispatched).verify()
    assert "inttoptr" not in dispatched
    assert re.search(r"select i1 %is\.\d+, ptr @_QMshapesPsquare_area, ptr null", dispatched)
    assert with_dispatch(dispatched) is dispatched
