"""The wrappers that ask for derivatives, as IR."""

import pytest
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import StringAttr

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, Loader
from xdsl_enzyme.analyses.call_effects import argument_attributes
from xdsl_enzyme.dialects.enzyme import Activity, AutodiffOp, ForwardDiffOp
from xdsl_enzyme.interop.derivative import Derivative
from xdsl_enzyme.interop.program import find_function
from xdsl_enzyme.interop.prototype import c_prototype
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.wrapper import Mode, Request

A, D, C = Activity.ACTIVE, Activity.DUP, Activity.CONST


def wrap(f: xe.Function, request: Request) -> Derivative:
    derivative = f.derivatives.wrap(request)
    derivative.program.module.verify()
    return derivative


def names(derivative: Derivative) -> list[str]:
    return [parameter.name for parameter in derivative.parameters]


def test_reverse_mode(load: Loader):
    derivative = wrap(load(NORM), Request(Mode.REVERSE, (D, C, A), (A,)))
    assert derivative.program.name == "norm_reverse"
    assert names(derivative) == ["x", "dx", "n", "scale", "seed", "value", "dscale"]
    asked, first, second, _ = derivative.program.function.body.block.ops
    assert isinstance(asked, AutodiffOp)
    assert asked.argument_activities == (D, C, A)
    assert asked.result_activities == (A,)
    assert isinstance(first, llvm.StoreOp)
    assert isinstance(second, llvm.StoreOp)
    assert (first.ptr.name_hint, second.ptr.name_hint) == ("value", "dscale")


def test_forward_mode(load: Loader):
    derivative = wrap(load(NORM), Request(Mode.FORWARD, (D, C, D), (D,)))
    assert names(derivative) == ["x", "dx", "n", "scale", "dscale", "value", "dvalue"]
    asked = derivative.program.function.body.block.first_op
    assert isinstance(asked, ForwardDiffOp)


def test_results_that_are_not_needed_have_no_place(load: Loader):
    f = load(NORM)
    request = Request(Mode.REVERSE, (D, C, C), (Activity.ACTIVENONEED,))
    assert names(wrap(f, request)) == ["x", "dx", "n", "scale", "seed"]
    request = Request(Mode.FORWARD, (D, C, C), (Activity.DUPNONEED,))
    assert names(wrap(f, request)) == ["x", "dx", "n", "scale", "dvalue"]
    request = Request(Mode.REVERSE, (D, C, C), (Activity.CONSTNONEED,))
    assert names(wrap(f, request)) == ["x", "dx", "n", "scale"]


def test_names_stay_apart(load: Loader):
    f = load("double f(double x, double dx, double value, double seed) { return x * dx; }")
    assert names(wrap(f, Request(Mode.REVERSE, (A, A, C, C), (A,)))) == [
        *("x", "dx", "value", "seed", "seed2", "value2", "dx2", "ddx"),
    ]


def test_the_program_itself_is_not_changed(load: Loader):
    f = load(NORM)
    before = str(f.module)
    wrap(f, Request(Mode.REVERSE, (D, C, A), (A,), distinct=True))
    assert str(f.module) == before


def pointers_without_noalias(derivative: Derivative, name: str) -> list[int]:
    function = find_function(derivative.program.module, name)
    assert function is not None
    return [
        index
        for index, type in enumerate(function.function_type.inputs)
        if isinstance(type, llvm.LLVMPointerType)
        and "llvm.noalias" not in argument_attributes(function, index)
    ]


def test_distinct_memory_is_noalias(load: Loader):
    derivative = wrap(load(SCALE), Request(Mode.REVERSE, (C, A, D, D), (), distinct=True))
    assert pointers_without_noalias(derivative, "scale_reverse") == []
    assert pointers_without_noalias(derivative, "scale") == []


def test_memory_that_may_overlap_is_not_noalias(load: Loader):
    derivative = wrap(load(SCALE), Request(Mode.REVERSE, (C, A, D, D), ()))
    assert pointers_without_noalias(derivative, "scale_reverse") == [2, 3, 4, 5]
    assert pointers_without_noalias(derivative, "scale") == [2, 3]


def test_recursive_functions_may_be_called_with_overlapping_memory(load: Loader):
    f = load(
        """
        void f(double *x, double *y, int n) {
          y[0] = x[n];
          if (n > 2) { f(x, x + 1, n / 2); f(y, x, n / 3); }
        }
        """
    )
    derivative = wrap(f, Request(Mode.REVERSE, (D, D, C), (), distinct=True))
    assert pointers_without_noalias(derivative, "f") == [0, 1]
    assert pointers_without_noalias(derivative, "f_reverse") == []


def test_only_the_wrapper_is_visible(load: Loader):
    derivative = wrap(load(NORM), Request(Mode.REVERSE, (D, C, A), (A,)))
    hidden = [
        op.sym_name.data
        for op in derivative.program.module.ops
        if isinstance(op, func.FuncOp)
        and op.body.blocks
        and op.sym_visibility == StringAttr("private")
    ]
    assert hidden == ["norm"]


def test_taken_names_are_avoided(load: Loader):
    f = load(
        "double f(double x) { return x; } "
        "double f_reverse(double x) { return f(x); } "
        "double g(double x) { return f_reverse(x) + f(x); }",
        "f_reverse",
        optimisation_level=0,
    )
    inner = xe.Function(type(f.program)(f.module, "f"))
    assert wrap(inner, Request(Mode.REVERSE, (A,), (A,))).program.name == "f_reverse_1"


@pytest.mark.parametrize(
    ("mode", "prototype"),
    [
        (
            Mode.REVERSE,
            "void scale_reverse(int64_t n, double a, const double *x, double *dx, double *y, "
            "double *dy, double *da);",
        ),
        (
            Mode.FORWARD,
            "void scale_forward(int64_t n, double a, double da, const double *x, "
            "const double *dx, double *y, double *dy);",
        ),
    ],
)
def test_prototype(load: Loader, mode: Mode, prototype: str):
    signature = (f := load(SCALE)).convention.signature
    derivative = wrap(f, request_for_all(signature, mode))
    assert c_prototype(derivative, signature, mode) == prototype


def test_prototype_with_results_and_constants(load: Loader):
    signature = (f := load(NORM)).convention.signature
    derivative = wrap(f, request_for_all(signature, Mode.REVERSE, constants=[2]))
    assert c_prototype(derivative, signature, Mode.REVERSE) == (
        "void norm_reverse(const double *x, double *dx, int64_t n, double scale, double seed, "
        "double *value);"
    )


def test_prototype_of_memrefs(load: Loader):
    f = load("func.func @f(%x: memref<?x2xf32>) { func.return }", suffix=".mlir")
    signature = f.convention.signature
    derivative = wrap(f, request_for_all(signature, Mode.FORWARD))
    assert c_prototype(derivative, signature, Mode.FORWARD) == "void f_forward({}, {});".format(
        *(
            f"const float *{x}_allocated, const float *{x}, int64_t {x}_offset, "
            f"int64_t {x}_size_0, int64_t {x}_size_1, int64_t {x}_stride_0, int64_t {x}_stride_1"
            for x in ("x", "dx")
        )
    )
