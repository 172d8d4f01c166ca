"""Programs may nest more deeply than Python's own limits."""

import sys
import threading

import pytest

from tests.unit.analyses.parsed import parse
from xdsl_enzyme import EnzymeError
from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.passes.pipelines import run_pipeline


@deeply_recursive
def depth(levels: int) -> int:
    return 0 if levels == 0 else 1 + max(depth(levels - 1) for _ in range(1))


def test_recursion_beyond_the_limit_of_python():
    before = sys.getrecursionlimit()
    assert depth(20_000) == 20_000
    assert sys.getrecursionlimit() == before


def test_recursion_without_end_is_an_error():
    with pytest.raises(EnzymeError, match="nested too deeply"):
        depth(10_000_000)


def test_errors_and_threads_of_callers():
    @deeply_recursive
    def fail() -> None:
        assert threading.current_thread() is not threading.main_thread()
        raise KeyError("as it is")

    with pytest.raises(KeyError, match="as it is"):
        fail()


def test_a_long_chain_of_calls():
    count = 250
    functions = ["func.func private @f0(%x: f64) -> f64 { func.return %x : f64 }"]
    for number in range(1, count):
        functions.append(
            f"func.func private @f{number}(%x: f64) -> f64 {{ %y = func.call @f{number - 1}(%x) : (f64) -> f64 func.return %y : f64 }}"
        )
    module = parse(
        "\n".join(functions)
        + f"""
        func.func @tangent(%x: f64, %dx: f64) -> f64 {{
          %r = enzyme.fwddiff @f{count - 1}(%x, %dx) {{
            activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]
          }} : (f64, f64) -> f64
          func.return %r : f64
        }}"""
    )
    run_pipeline(module, ["enzyme-forward"])
    module.verify()
    assert "@f0.forward" in str(module)
