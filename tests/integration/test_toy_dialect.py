"""The example of a foreign dialect, installed as a package of its own: its derivatives against the oracle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "examples" / "toy_dialect"

ORACLE = """
import json, sys
from xdsl.parser import Parser
from toy_dialect.lowering import LowerToyPass
from tests.oracle import Oracle
from xdsl_enzyme.passes.pipelines import make_context

context = make_context()
text = open(sys.argv[1]).read()
module = Parser(context, text[: text.index("func.func @slope")]).parse_module()
LowerToyPass().apply(context, module)
oracle = Oracle(module)
print(json.dumps(oracle.gradient("orbit", [float(sys.argv[2]), int(sys.argv[3])])[0]))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """With the package installed, and this repository to import tests from."""
    target = tmp_path_factory.mktemp("installed")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--target", str(target))
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(PACKAGE)], check=True)
    return os.environ | {"PYTHONPATH": f"{target}{os.pathsep}{PACKAGE.parents[1]}"}


def run(environment: dict[str, str], *arguments: str) -> str:
    process = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.mark.parametrize(("x", "n"), [("0.3", "4"), ("-0.7", "1"), ("0.9", "0")])
def test_derivatives_match_the_oracle(environment: dict[str, str], x: str, n: str):
    expected = json.loads(
        run(environment, "-c", ORACLE, str(PACKAGE / "programs/orbit.mlir"), x, n)
    )
    found = json.loads(run(environment, str(PACKAGE / "differentiate.py"), x, n))
    assert found == {
        "forward": pytest.approx(expected, rel=1e-12),
        "reverse": pytest.approx(expected, rel=1e-12),
    }


def test_through_stock_xdsl_opt(environment: dict[str, str]):
    program = str(PACKAGE / "programs" / "orbit.mlir")
    text = run(environment, "-m", "xdsl.tools.xdsl_opt", "-p", "enzyme-forward", program)
    assert "toy.repeat %n from(%start, %start_d) : (f64, f64) -> (f64, f64)" in text
    assert "toy.put %next_d into %cell_d" in text
