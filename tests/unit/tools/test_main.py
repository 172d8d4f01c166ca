"""What all commands have in common: versions, help, and errors without tracebacks."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.unit.tools.conftest import Command


def test_version(command: Command):
    outcome = command("--version")
    assert (outcome.code, outcome.out.strip()) == (0, f"xdsl-enzyme {version('xdsl-enzyme')}")


def test_help_names_the_commands(command: Command):
    outcome = command("--help")
    assert outcome.code == 0
    for name in ("grad", "check", "explain"):
        assert name in outcome.out


@pytest.mark.parametrize("name", ["grad", "check", "explain"])
def test_our_errors_end_with_code_2_and_one_message(command: Command, tmp_path: Path, name: str):
    outcome = command(name, tmp_path / "nothing.c")
    assert outcome.code == 2
    assert outcome.err.startswith("xdsl-enzyme: error: cannot load")
    assert "Traceback" not in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize(
    "arguments", [["grad"], ["nothing"], ["grad", "f.c", "--mode=sideways"], ["grad", "f.c", "-O9"]]
)
def test_usage_errors_end_with_code_2(command: Command, arguments: list[str]):
    outcome = command(*arguments)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err


def test_errors_of_the_system_end_with_code_2(
    command: Command, norm: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "secret.o")

    monkeypatch.setattr("xdsl_enzyme.tools.grad.optimise", fail)
    outcome = command("grad", norm)
    assert (outcome.code, outcome.err) == (2, "xdsl-enzyme: error: Permission denied: secret.o\n")


def test_function_names(command: Command, norm: Path):
    outcome = command("check", norm, "nrom")
    assert outcome.code == 2
    assert "did you mean 'norm'?" in outcome.err


def test_the_installed_command():
    process = subprocess.run(
        [sys.executable, "-c", "from xdsl_enzyme.tools.main import main; main()", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0
    assert process.stdout.startswith("xdsl-enzyme ")


@pytest.mark.parametrize("function", [(), ("outer",)])
def test_several_files(command: Command, tmp_path: Path, function: tuple[str, ...]):
    outer, inner = tmp_path / "outer.c", tmp_path / "inner.c"
    outer.write_text("double inner(double); double outer(double x) { return x * inner(x); }\n")
    inner.write_text("double inner(double x) { return x * x; }\n")
    outcome = command("check", outer, inner, *function, "--arg", "x=2")
    if function:
        assert outcome.code == 0
    else:
        assert "it defines outer, inner" in outcome.err
