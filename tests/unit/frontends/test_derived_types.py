"""What flang says about derived types is understood, and objects are copied and freed as it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compilers import need_compiler
from xdsl_enzyme.frontends.derived_type_operations import define_operations
from xdsl_enzyme.frontends.derived_types import Category, DerivedType, Genre, derived_types
from xdsl_enzyme.frontends.flang import compile_fortran
from xdsl_enzyme.frontends.optimise import parse

SOURCE = """
module shapes
  type, abstract :: shape
    real(8) :: density
  end type
  type, extends(shape) :: polygon
    real, allocatable :: corners(:, :)
    complex(8) :: weights(2, 0:2)
    integer, pointer :: tag
  end type
end module
subroutine copy(a, b)
  use shapes
  class(shape), allocatable :: a, b
  type(polygon) :: c
  a = b
  a = c
end subroutine
"""


@pytest.fixture(scope="module")
def types(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    source = tmp_path_factory.mktemp("types") / "shapes.f90"
    source.write_text(SOURCE)
    need_compiler(source, request)
    llvm_ir = compile_fortran(source, modules=str(source.parent))
    return {name.rpartition("X")[2]: type for name, type in derived_types(llvm_ir).items()}


def test_components_and_the_type_that_is_extended(types: dict[str, DerivedType]):
    polygon = types["polygon"]
    assert polygon.parent == types["shape"].symbol
    parent, corners, weights, tag = polygon.components
    assert (parent.category, parent.derived) == (Category.DERIVED, types["shape"].symbol)
    assert (corners.genre, corners.category, corners.kind, corners.rank) == (
        Genre.ALLOCATABLE,
        Category.REAL,
        4,
        2,
    )
    assert (weights.genre, weights.count, weights.element_size(types)) == (Genre.DATA, 6, 16)
    assert tag.genre is Genre.POINTER
    assert not polygon.has_final
    assert not polygon.has_assignment


def test_operations_are_valid_and_know_their_types(types: dict[str, DerivedType]):
    by_symbol = {type.symbol: type for type in types.values()}
    text = define_operations(by_symbol)
    defined = {one.name for one in parse(text).functions if not one.is_declaration}
    assert {f"xdsl_enzyme_assign.{symbol}" for symbol in by_symbol} <= defined
    assert text.count("call void @xdsl_enzyme_assign_component(") == 1
    assert text.count("call void @xdsl_enzyme_destroy_component(") == 1


def test_without_types_nothing_is_known():
    assert derived_types(Path(__file__).read_text()) == {}
    assert "xdsl_enzyme_unknown_type" in define_operations({})
