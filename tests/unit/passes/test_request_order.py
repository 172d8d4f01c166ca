"""What nested derivatives refuse, and that inner ones are made once."""

from __future__ import annotations

import pytest
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp

from tests.oracle.parsing import parse
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.forward import EnzymeForwardPass
from xdsl_enzyme.passes.reverse import EnzymeReversePass


def request(op: str, fn: str, argument: str, result: str) -> str:
    return (
        f"enzyme.{op} @{fn}(%x, %x) {{activity = [#enzyme<activity {argument}>], "
        f"ret_activity = [#enzyme<activity {result}>]}} : (f64, f64) -> f64"
    )


def forward(fn: str) -> str:
    return request("fwddiff", fn, "enzyme_dup", "enzyme_dupnoneed")


def reverse(fn: str) -> str:
    return request("autodiff", fn, "enzyme_active", "enzyme_activenoneed")


def function(name: str, computation: str) -> str:
    return (
        f"func.func @{name}(%x : f64) -> f64 {{\n %y = {computation}\n func.return %y : f64\n}}\n"
    )


def expanded(text: str, *passes: EnzymeForwardPass | EnzymeReversePass) -> ModuleOp:
    module = parse(text)
    for one in passes:
        one.apply(Context(), module)
    module.verify()
    return module


SINE = function("sine", "math.sin %x : f64")


def test_forward_expands_the_reverse_mode_that_it_differentiates_and_no_other():
    text = (
        SINE
        + function("slope", reverse("sine"))
        + function("curvature", forward("slope"))
        + function("other", reverse("curvature"))
    )
    module = str(expanded(text, EnzymeForwardPass()))
    assert "enzyme.autodiff @sine" not in module
    assert "enzyme.fwddiff" not in module
    assert "enzyme.autodiff @curvature" in module


def test_a_derivative_through_a_call_comes_first():
    text = (
        SINE
        + function("slope", forward("sine"))
        + function("caller", "func.call @slope(%x) : (f64) -> f64")
        + function("curvature", reverse("caller"))
    )
    module = str(expanded(text, EnzymeReversePass()))
    assert "enzyme.fwddiff" not in module
    assert "enzyme.autodiff" not in module


def test_a_derivative_of_itself_is_refused():
    text = function("f", forward("g")) + function("g", reverse("f"))
    with pytest.raises(EnzymeError, match="contains itself"):
        expanded(text, EnzymeForwardPass())


def test_a_function_that_differentiates_itself_is_refused():
    with pytest.raises(EnzymeError, match="is itself differentiated"):
        expanded(function("f", reverse("f")), EnzymeReversePass())


TAPE = """
func.func @halves(%x : f64) -> f64 {
  %y, %tape = enzyme.autodiff_split_mode.primal @sine(%x) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64) -> (f64, !enzyme.Tape)
"""
REVERSE = """
  %KEY = enzyme.autodiff_split_mode.reverse @sine(%y, %tape) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, !enzyme.Tape) -> f64
"""
ENDS = {
    "unused": "",
    "used twice": REVERSE.replace("KEY", "a") + REVERSE.replace("KEY", "b"),
    "used for another function": REVERSE.replace("KEY", "a").replace("@sine", "@cosine"),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_tape_is_for_one_reverse(case: str):
    cosine = function("cosine", "math.cos %x : f64")
    text = SINE + cosine + TAPE + ENDS[case] + "  func.return %y : f64\n}\n"
    with pytest.raises(EnzymeError, match="the tape of '@sine' is not used by one"):
        expanded(text, EnzymeReversePass())


@pytest.mark.parametrize("pipeline", ["no-such-pass", "canonicalize{", "cse{nothing=1}"])
def test_post_passes_must_exist(pipeline: str):
    text = SINE + function("slope", reverse("sine"))
    with pytest.raises(EnzymeError, match="postpasses="):
        expanded(text, EnzymeReversePass(postpasses=pipeline))


def test_derivatives_of_memory_in_the_form_of_enzyme_are_refused():
    text = """
func.func @f(%m : memref<3xf64>) {
  func.return
}
func.func @wide(%m : memref<3xf64>, %dm : memref<2x3xf64>) {
  enzyme.fwddiff @f(%m, %dm) {
    activity = [#enzyme<activity enzyme_dup>], ret_activity = [], width = 2
  } : (memref<3xf64>, memref<2x3xf64>) -> ()
  func.return
}
"""
    with pytest.raises(EnzymeError, match="where memref<3xvector<2xf64>> is needed"):
        expanded(text, EnzymeForwardPass())
