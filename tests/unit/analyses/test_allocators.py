"""Which functions allocate, by their names and by what is declared of them."""

import pytest
from xdsl.dialects.func import FuncOp

from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.allocators import Allocator, allocator, declare_allocator

NEW, DELETE = Allocator(allocates=True, sizes=(0,)), Allocator(frees=0)
SIZED_DELETE = Allocator(frees=0, sizes=(1,))
RUST = "_RNvCsdBezzDwma51_7___rustc"

CASES = {
    "malloc": NEW,
    "calloc": Allocator(allocates=True, sizes=(0, 1), zeroed=True),
    "realloc": Allocator(allocates=True, sizes=(1,), frees=0),
    "aligned_alloc": Allocator(allocates=True, sizes=(1,)),
    "free": DELETE,
    "_Znwm": NEW,
    "_ZnamSt11align_val_t": NEW,
    "_ZnwmRKSt9nothrow_t": NEW,
    "_ZdlPv": DELETE,
    "_ZdaPvm": SIZED_DELETE,
    "_ZdlPvmSt11align_val_t": SIZED_DELETE,
    "_ZdaPvRKSt9nothrow_t": DELETE,
    "__rust_alloc": NEW,
    f"{RUST}12___rust_alloc": NEW,
    f"{RUST}19___rust_alloc_zeroed": Allocator(allocates=True, sizes=(0,), zeroed=True),
    f"{RUST}14___rust_realloc": Allocator(allocates=True, sizes=(3,), frees=0, old_size=1),
    f"{RUST}14___rust_dealloc": SIZED_DELETE,
    "printf": None,
}


def function(text: str) -> FuncOp:
    found = next(iter(parse(text).body.block.ops))
    assert isinstance(found, FuncOp)
    return found


@pytest.mark.parametrize(("name", "expected"), CASES.items(), ids=CASES)
def test_by_name(name: str, expected: Allocator | None):
    assert allocator(function(f"func.func private @{name}()")) == expected


def test_a_body_is_the_programs_own():
    assert allocator(function("func.func @malloc() { func.return }")) is None


def test_by_the_attributes_of_llvm():
    said = '{llvm.attributes = {allockind = "alloc,zeroed", allocsize = "1,0"}}'
    text = f"func.func private @get(i64, i64) -> !llvm.ptr attributes {said}"
    assert allocator(function(text)) == Allocator(allocates=True, sizes=(1, 0), zeroed=True)


def test_the_freed_argument_by_the_attributes_of_llvm():
    text = (
        "func.func private @put(%n : i64, %p : !llvm.ptr {llvm.allocptr}) "
        'attributes {llvm.attributes = {allockind = "free"}}'
    )
    assert allocator(function(text)) == Allocator(frees=1)


def test_declared_with_a_body():
    get = function("func.func @get(%n: i64) { func.return }")
    declare_allocator(get, sizes=[0], zeroed=True)
    assert allocator(get) == Allocator(allocates=True, sizes=(0,), zeroed=True)
    put = function("func.func @put(%n: i64, %p: !llvm.ptr) { func.return }")
    declare_allocator(put, sizes=[0], frees=1)
    assert allocator(put) == Allocator(sizes=(0,), frees=1)
