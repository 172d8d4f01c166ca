"""Runs each lit test of `tests/filecheck` as a test of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent / "filecheck"
FILES = sorted(path for path in ROOT.rglob("*") if path.suffix in (".mlir", ".ll", ".c"))
LIT = [sys.executable, "-c", "from lit.main import main; main()"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_filecheck(file: Path, tmp_path: Path):
    command = [*LIT, "-v", "-j1", f"-Dexec_root={tmp_path}", str(file)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "PASS: " in process.stdout
