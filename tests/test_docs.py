"""The samples in the README and in the documentation do what the text says.

Each page is followed from top to bottom in an empty directory. A code block with a title becomes a file of that name. Python blocks
run one after the other in one namespace; a text block behind one is what it prints. In console blocks each `$ command` runs, and
what follows it is what it prints. An ellipsis stands for anything, and white space makes no difference.
"""

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.compilers import need_compiler
from tests.ops import table
from xdsl_enzyme.rules import registry
from xdsl_enzyme.universe import PASSES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

FENCE = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.M | re.S
)
COMMAND = re.compile(r"^\$ (?P<command>.+)\n(?P<output>(?:(?!\$ ).*\n)*)", re.M)


@dataclass
class Block:
    """A fenced block of code: what it says, and where."""

    language: str
    title: str | None
    text: str
    where: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text()
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        where = f"{page.name}:{line}"
        yield Block(match["language"], match["title"], match["text"], where)


def assert_printed(expected: str, got: str, where: str) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    same = doctest.OutputChecker().check_output(expected.strip(), got.strip(), flags)
    assert same, f"{where}: expected\n{expected}\nbut got\n{got}"


class Reader:
    """Someone who does what a page says."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.namespace: dict[str, object] = {"__name__": "__main__"}
        self.printed: str | None = None
        """What the last block printed, where that can be compared."""

    def follow(self, block: Block) -> None:
        printed, self.printed = self.printed, None
        if block.title is not None:
            (self.directory / block.title).write_text(block.text)
        elif (do := ACTIONS.get(block.language)) is not None:
            do(self, block)
        elif block.language == "text" and printed is not None:
            assert_printed(block.text, printed, block.where)

    def run_python(self, block: Block) -> None:
        code = compile(block.text, block.where, "exec")
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(code, self.namespace)
        self.printed = output.getvalue()

    def run_commands(self, block: Block) -> None:
        # The commands of this environment, whether or not it is activated.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        for match in COMMAND.finditer(block.text):
            process = subprocess.run(
                match["command"],
                shell=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                env=os.environ | {"PATH": path, "COLUMNS": "160"},
            )
            assert_printed(match["output"], process.stdout, f"{block.where}: {match['command']}")


ACTIONS = {"python": Reader.run_python, "console": Reader.run_commands}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_samples(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    for block in blocks(page):
        need_compiler(block.title or "", request)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "_RULES", dict(registry._RULES))
    monkeypatch.setattr(registry, "_FUNCTION_RULES", dict(registry._FUNCTION_RULES))
    reader = Reader(tmp_path)
    for block in blocks(page):
        reader.follow(block)


def test_every_pass_is_explained():
    rows = re.findall(r"^\| `([\w-]+)` \|", (ROOT / "docs" / "passes.md").read_text(), re.M)
    assert set(rows) == set(PASSES)


LINK = re.compile(r"\]\((?!https?:|#)(?P<target>[^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    targets = [match["target"] for match in LINK.finditer(page.read_text())]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_table_of_ops_is_what_the_tests_run():
    found = table.BETWEEN.search(table.PAGE.read_text())
    assert found is not None
    assert found[0] == table.table(), "run 'python -m tests.ops.table'"
