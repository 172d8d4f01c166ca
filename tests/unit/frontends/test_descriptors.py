"""What LLVM is told about descriptors, and about the integers in objects of derived types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.compilers import need_compiler
from xdsl_enzyme.frontends.derived_types import derived_types
from xdsl_enzyme.frontends.descriptors import tell_descriptors
from xdsl_enzyme.frontends.flang import compile_fortran
from xdsl_enzyme.frontends.fortran_runtime import with_fortran_runtime
from xdsl_enzyme.frontends.fortran_tags import with_integer_tags
from xdsl_enzyme.frontends.optimise import parse

SOURCE = """
module beads
  type bead
    real(8) :: place(2) = 0d0
    integer :: number
  end type
  type chain
    integer :: length
    type(bead), allocatable :: all(:)
  end type
  type, extends(bead) :: pearl
    real(8) :: lustre
  end type
  type leaf
    real(8) :: weight = 1d0
    type(leaf), pointer :: next
  end type
contains
  subroutine start(c, n)
    type(chain), intent(inout) :: c
    integer, intent(in) :: n
    allocate(c%all(n))
    c%all(n)%number = n
  end subroutine
  subroutine grow(l)
    type(leaf), pointer, intent(inout) :: l
    allocate(l)
    l%weight = 2d0
  end subroutine
  subroutine any_grow(l)
    class(*), pointer, intent(inout) :: l
    select type (l)
    type is (leaf)
      l%weight = 2d0
    end select
    deallocate(l)
  end subroutine
end module
"""

LIBRARY = frozenset(
    {
        "_FortranAAllocatableAllocate",
        "_FortranAPointerAllocate",
        "_FortranAPointerDeallocatePolymorphic",
        "_FortranAPointerDeallocate",
    }
)


@pytest.fixture(scope="module")
def llvm_ir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    source = tmp_path_factory.mktemp("descriptors") / "beads.f90"
    source.write_text(SOURCE)
    need_compiler(source, request)
    return compile_fortran(source, modules=str(Path(source).parent))


@pytest.fixture(scope="module")
def functions(llvm_ir: str) -> dict[str, str]:
    told, changed = tell_descriptors(llvm_ir, LIBRARY, derived_types(llvm_ir))
    assert {"_QMbeadsPstart", "_QMbeadsPgrow"} <= changed
    parse(told)
    parts = told.split("\ndefine ")[1:]
    return {part.partition("@")[2].partition("(")[0]: part.partition("\n}")[0] for part in parts}


def test_a_component_has_its_rank_and_type_is_left_open_where_it_is_extended(
    functions: dict[str, str],
):
    told = functions["_QMbeadsPstart"]
    assert re.search(
        r"(%\S+)\.at = getelementptr i8, ptr %\S+, i64 20\n.*\n.*icmp eq i8 \1, 1\n", told
    )
    # Elements may be beads or pearls.
    assert "icmp eq ptr" not in told


def test_a_dummy_argument_has_the_type_that_it_is_used_as(functions: dict[str, str]):
    assert "@_QMbeadsEXdtXleaf\n  call void @llvm.assume" in functions["_QMbeadsPgrow"]


def test_nothing_is_said_of_what_is_asked_for_its_type(functions: dict[str, str]):
    told = functions["_QMbeadsPany_grow"]
    assert "icmp eq ptr %descriptor" not in told


def test_integers_of_records_are_tagged(llvm_ir: str):
    tag = next(line.split()[0] for line in llvm_ir.splitlines() if '!{!"int"' in line)
    access = next(line.split()[0] for line in llvm_ir.splitlines() if f"= !{{{tag}, {tag}" in line)
    stores = [line for line in llvm_ir.splitlines() if f"!tbaa {access}" in line]
    assert any("store i32" in line for line in stores)
    assert not any("double" in line or "store ptr" in line for line in stores)


def test_what_may_be_an_address_is_not():
    text = """%_QM__fortran_builtinsT__builtin_c_ptr = type { i64 }
%_QMmTt = type { i32, %_QM__fortran_builtinsT__builtin_c_ptr, i64 }
define void @f(ptr %0) {
  %2 = getelementptr %_QMmTt, ptr %0, i32 0, i32 1, i32 0
  %3 = load i64, ptr %2, align 8
  %4 = getelementptr %_QMmTt, ptr %0, i32 0, i32 0
  store i32 1, ptr %4, align 4
  %5 = getelementptr %_QMmTt, ptr %0, i32 0, i32 2
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr { ptr, i64, i32, i8, i8, i8, i8 }, ptr %0, i32 0, i32 1
  %8 = load i64, ptr %7, align 8
  ret void
}
"""
    tagged = with_integer_tags(text)
    assert "load i64, ptr %2, align 8\n" in tagged
    assert "store i32 1, ptr %4, align 4, !tbaa !1\n" in tagged
    assert "load i64, ptr %5, align 8\n" in tagged
    assert "load i64, ptr %7, align 8, !tbaa !1\n" in tagged


def test_bodies_replace_the_library(llvm_ir: str):
    text = with_fortran_runtime(llvm_ir)
    assert "@_FortranAAllocatableAllocate(" not in text
    assert "@_FortranAPointerAllocate(" not in text
