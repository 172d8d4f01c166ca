"""What reverse mode refuses, in words: each of these would otherwise be a wrong gradient."""

from __future__ import annotations

import pytest

from tests.oracle.parsing import parse
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.pipelines import run_pipeline
from xdsl_enzyme.passes.reverse import EnzymeReversePass

GRADIENT = """
func.func @g(%x : f64, %seed : f64) -> f64 {
  %d = enzyme.autodiff @f(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  func.return %d : f64
}
"""
OF_POINTERS = """
func.func @g(%p : !llvm.ptr, %dp : !llvm.ptr, %q : !llvm.ptr, %dq : !llvm.ptr, %n : i64) {
  enzyme.autodiff @f(%p, %dp, %q, %dq, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = []
  } : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr, i64) -> ()
  func.return
}
"""


def scalar(body: str, declarations: str = "") -> str:
    return f"{declarations}\nfunc.func @f(%x : f64) -> f64 {{ {body}\nfunc.return %r : f64 }}{GRADIENT}"


def pointers(body: str, declarations: str = "") -> str:
    signature = "%p : !llvm.ptr, %q : !llvm.ptr, %n : i64"
    return f"{declarations}\nfunc.func @f({signature}) {{ {body}\nfunc.return }}{OF_POINTERS}"


REALLOC = """
%a = func.call @malloc(%n) : (i64) -> !llvm.ptr
%v = llvm.load %p : !llvm.ptr -> f64
llvm.store %v, %a : f64, !llvm.ptr
%b = func.call @pool_grow(%a, %n) : (!llvm.ptr, i64) -> !llvm.ptr
%w = llvm.load %b : !llvm.ptr -> f64
llvm.store %w, %q : f64, !llvm.ptr
"""
ALLOCATORS = """
func.func private @malloc(i64) -> !llvm.ptr
func.func private @pool_grow(!llvm.ptr, i64) -> !llvm.ptr
    attributes {llvm.attributes = {allockind = "realloc", allocsize = "1"}}
"""

CASES = {
    "unknown function": (
        scalar(
            "%r = func.call @mystery(%x) : (f64) -> f64",
            "func.func private @mystery(f64) -> f64",
        ),
        "cannot differentiate a call of 'mystery'",
    ),
    "function that returns twice": (
        pointers(
            """
        %again = func.call @setjmp(%q) : (!llvm.ptr) -> i32
        %v = llvm.load %p : !llvm.ptr -> f64
        %w = arith.mulf %v, %v : f64
        llvm.store %w, %p : f64, !llvm.ptr""",
            "func.func private @setjmp(!llvm.ptr) -> i32 attributes {llvm.attributes = {returns_twice}}",
        ),
        "'f' calls 'setjmp' and is itself differentiated",
    ),
    "op without a rule": (
        scalar('%r = "test.op"(%x) : (f64) -> f64'),
        "no derivative rule for 'test.op'",
    ),
    "lower half": (
        scalar("""
        %mask = arith.constant 281474976710655 : i64
        %b = arith.bitcast %x : f64 to i64
        %c = arith.andi %b, %mask : i64
        %r = arith.bitcast %c : i64 to f64"""),
        "flows through the bits of a float",
    ),
    "mantissa as a number": (
        scalar("""
        %shift = arith.constant 20 : i64
        %b = arith.bitcast %x : f64 to i64
        %e = arith.shrui %b, %shift : i64
        %r = arith.sitofp %e : i64 to f64"""),
        "flows through the bits of a float",
    ),
    "bits that are changed on the way through memory": (
        pointers("""
        %b = llvm.load %p : !llvm.ptr -> i64
        %c = arith.xori %b, %n : i64
        llvm.store %c, %q : i64, !llvm.ptr
        %v = llvm.load %p : !llvm.ptr -> f64
        %w = llvm.load %q : !llvm.ptr -> f64
        %s = arith.mulf %v, %w : f64
        llvm.store %s, %q : f64, !llvm.ptr"""),
        "flows through the bits of a float",
    ),
    "one byte of a float": (
        pointers("""
        %b = llvm.load %p : !llvm.ptr -> i8
        llvm.store %b, %q : i8, !llvm.ptr
        %v = llvm.load %p : !llvm.ptr -> f64
        %w = llvm.load %q : !llvm.ptr -> f64
        %s = arith.mulf %v, %w : f64
        llvm.store %s, %q : f64, !llvm.ptr"""),
        "can't decide where the floats are",
    ),
    "part of a float is set": (
        pointers("""
        %zero = arith.constant 0 : i32
        %v = llvm.load %p : !llvm.ptr -> f64
        llvm.store %v, %q : f64, !llvm.ptr
        llvm.store %zero, %q : i32, !llvm.ptr"""),
        "can't decide where the floats are",
    ),
    "copied bytes of unknown type": (
        pointers("llvm_extra.memcpy %q, %p, %n : !llvm.ptr, !llvm.ptr, i64"),
        "nothing in the program shows what the bytes are",
    ),
    "unknown reallocation": (pointers(REALLOC, ALLOCATORS), "no reverse mode of 'pool_grow'"),
}


@pytest.mark.parametrize(("text", "message"), CASES.values(), ids=CASES)
def test_refused(text: str, message: str):
    with pytest.raises(DifferentiationError, match=message) as caught:
        run_pipeline(parse(text), ["enzyme-reverse"])
    assert caught.value.why
    assert caught.value.hint


def test_unknown_option():
    with pytest.raises(DifferentiationError, match="unknown strong-zero 'maybe'"):
        run_pipeline(parse(scalar("%r = math.sin %x : f64")), [EnzymeReversePass("maybe")])


def test_constant_in_the_place_of_a_float_clears_its_adjoint():
    text = pointers("""
    %zero = arith.constant 0 : i64
    %v = llvm.load %p : !llvm.ptr -> f64
    llvm.store %v, %q : f64, !llvm.ptr
    llvm.store %zero, %p : i64, !llvm.ptr""")
    module = parse(text)
    run_pipeline(module, ["enzyme-reverse"])
    # The last thing that the forward sweep does is the first that the reverse sweep undoes.
    after_forward = str(module).split("@f.gradient")[1].split(", %p {")[1]
    assert after_forward.index(", %p_d") < after_forward.index("llvm.load %q_d")


@pytest.mark.parametrize("mode", ["autodiff", "fwddiff"])
def test_integers_cannot_be_active(mode: str):
    activity = "enzyme_active" if mode == "autodiff" else "enzyme_dup"
    operands, results = ("%n, %x, %x", "i32") if mode == "autodiff" else ("%n, %n, %x", "f64")
    types = "i32, f64, f64" if mode == "autodiff" else "i32, i32, f64"
    result_activity = "enzyme_activenoneed" if mode == "autodiff" else "enzyme_const"
    module = parse(
        f"""
        func.func @f(%n : i32, %x : f64) -> f64 {{ func.return %x : f64 }}
        func.func @g(%n : i32, %x : f64) -> {results} {{
          %d = enzyme.{mode} @f({operands}) {{
            activity = [#enzyme<activity {activity}>, #enzyme<activity enzyme_const>],
            ret_activity = [#enzyme<activity {result_activity}>]
          }} : ({types}) -> {results}
          func.return %d : {results}
        }}
        """
    )
    with pytest.raises(DifferentiationError, match="argument 0 of 'f' cannot be") as error:
        run_pipeline(module, ["enzyme-forward", "enzyme-reverse"])
    assert "values of type i32 have no derivative" in str(error.value)
