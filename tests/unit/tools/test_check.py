"""The command that compares derivatives with finite differences."""

from pathlib import Path

import numpy as np
import pytest

from tests.unit.tools.conftest import Command
from xdsl_enzyme.interop.reverse_mode import Sweep


def test_right_derivatives(command: Command, norm: Path):
    outcome = command("check", norm, "--arg", "n=4", "--arg", "x=random:4")
    assert outcome.code == 0
    assert "double norm(const double *x, int32_t n)" in outcome.out
    assert outcome.out.count("correct") == 1


def test_wrong_derivatives(command: Command, norm: Path, monkeypatch: pytest.MonkeyPatch):
    right = Sweep.derivative
    monkeypatch.setattr(Sweep, "derivative", lambda self, index: 1.01 * right(self, index))
    outcome = command("check", norm, "--arg=n=4", "--arg=x=random:4")
    assert outcome.code == 1
    assert "reverse wrong" in outcome.out
    assert "forward and" not in outcome.out
    assert command("check", norm, "--arg=n=4", "--arg=x=random:4", "--rtol=0.1").code == 0


def test_second_order(command: Command, norm: Path):
    outcome = command("check", norm, "--arg=n=4", "--arg=x=random:4", "--order=2")
    assert outcome.code == 0
    assert outcome.out.count("correct") == 2


def test_values_in_all_forms(command: Command, tmp_path: Path):
    source = tmp_path / "f.c"
    source.write_text(
        "double f(const double *a, const float *b, const double *c, const int *k, double s, int n) "
        "{ return a[1] * b[1] * c[3] * k[1] * s * n; }"
    )
    np.save(tmp_path / "c.npy", np.arange(4.0))
    outcome = command(
        "check", source, "--arg=a=1.5,2e-1", "--arg=b=ones:3", f"--arg=c=@{tmp_path / 'c.npy'}",
        "--arg=k=3,4", "--arg=n=0x10", "--eps=1e-2",
    )  # fmt: skip
    assert outcome.code == 0, outcome
    assert outcome.out.count("correct") == 4


ERRORS = {
    "missing": ([], "values are missing for x, n"),
    "not an assignment": (["x"], "not of the form NAME=VALUE"),
    "unknown name": (["z=1"], "norm has no argument 'z'"),
    "not a number": (["n=many", "x=zeros:3"], "--arg n=many: this is not a int32"),
    "not a list": (["n=3", "x=1,two"], "--arg x=1,two"),
    "unknown filling": (["n=3", "x=noise:3"], "no way 'noise'"),
    "not a shape": (["n=3", "x=random:3y"], "--arg x=random:3y"),
    "too many numbers": (["n=3", "x=random:99999999999999999"], "this is not an array of float64"),
    "no file": (["n=3", "x=@/nowhere.npy"], "No such file"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors(command: Command, norm: Path, case: str):
    given, message = ERRORS[case]
    outcome = command("check", norm, *(f"--arg={one}" for one in given))
    assert outcome.code == 2
    assert message in outcome.err


def test_files_of_the_wrong_type(command: Command, norm: Path, tmp_path: Path):
    np.save(tmp_path / "x.npy", np.arange(4))
    outcome = command("check", norm, "--arg=n=4", f"--arg=x=@{tmp_path / 'x.npy'}")
    assert outcome.code == 2
    assert "an array of int64" in outcome.err


def test_integer_arrays_are_not_random(command: Command, tmp_path: Path):
    source = tmp_path / "f.c"
    source.write_text("double f(const int *k, double x) { return k[0] * x; }")
    outcome = command("check", source, "--arg=k=random:3")
    assert outcome.code == 2
    assert "only floating-point numbers can be random" in outcome.err


def test_nothing_to_differentiate(command: Command, tmp_path: Path):
    source = tmp_path / "f.c"
    source.write_text("int f(int n) { return n + 1; }")
    outcome = command("check", source, "--arg=n=3")
    assert outcome.code == 2
    assert "no floating-point arguments" in outcome.err
