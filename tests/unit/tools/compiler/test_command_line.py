"""The arguments of a compiler, as far as they are understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.tools.compiler.command_line import Action, parse


def test_everything_at_once():
    line = parse(["-O2", "-g", "-I", "include", "-DN=3", "a.c", "-o", "prog", "b.cc", "c.o", "-lm"])
    assert line.action is Action.LINK
    assert (line.level, line.output) == (2, "prog")
    assert [(one.name, one.language) for one in line.inputs] == [
        ("a.c", "c"),
        ("b.cc", "c++"),
        ("c.o", None),
    ]
    assert ("-I", "include") in line.options
    assert ("-lm",) in line.options


def test_dependencies_that_are_asked_of_the_preprocessor():
    line = parse(["-Wp,-MMD,deps/a.d,-MT,a.o", "-Wp,-DN=3", "-c", "a.c"])
    assert line.options == [("-MMD",), ("-MF", "deps/a.d"), ("-MT", "a.o"), ("-Wp,-DN=3",)]
    assert line.arguments[0] == "-Wp,-MMD,deps/a.d,-MT,a.o"


def test_the_last_input_leaves_no_language_behind():
    line = parse(["-x", "c", "a.txt", "b.txt", "-o", "prog"])
    assert line.with_inputs({2: "a.o", 3: "b.o"}) == [
        *("-x", "c", "-x", "none", "a.o", "-x", "c", "-x", "none", "b.o", "-o", "prog")
    ]


@pytest.mark.parametrize(
    ("flags", "action"),
    [
        ([], Action.LINK),
        (["-c"], Action.COMPILE),
        (["-S"], Action.ASSEMBLE),
        (["-c", "-S"], Action.ASSEMBLE),
        (["-E"], Action.OTHER),
        (["-c", "-fsyntax-only"], Action.OTHER),
        (["--version"], Action.OTHER),
        (["-print-search-dirs"], Action.OTHER),
        (["-MM"], Action.OTHER),
        (["-MD", "-c"], Action.COMPILE),
    ],
)
def test_actions(flags: list[str], action: Action):
    assert parse([*flags, "a.c"]).action is action


@pytest.mark.parametrize(
    ("flags", "level"),
    [([], 0), (["-O"], 1), (["-Os"], 2), (["-Ofast"], 3), (["-O3", "-O0"], 0), (["-Og"], 1)],
)
def test_levels(flags: list[str], level: int):
    assert parse([*flags, "a.c"]).level == level


def test_values_are_no_inputs():
    line = parse(["-include", "a.h", "-MF", "x.d", "-Xlinker", "y.o", "-T", "script", "z.c"])
    assert [one.name for one in line.inputs] == ["z.c"]


def test_joined_values():
    line = parse(["-oprog", "-Iinclude", "-xc", "-"])
    assert line.output == "prog"
    assert [(one.name, one.language) for one in line.inputs] == [("-", "c")]


def test_language_of_inputs():
    line = parse(["-x", "c++", "a.c", "-x", "none", "b.c", "c.s"])
    assert [one.language for one in line.inputs] == ["c++", "c", None]
    assert [one.is_source for one in line.inputs] == [True, True, False]


def test_objects_in_the_place_of_sources():
    line = parse(["-x", "c", "a.txt", "b.txt", "-lm"])
    replaced = line.with_inputs({2: "a.o", 3: None})
    assert replaced == ["-x", "c", "-x", "none", "a.o", "-x", "c", "-lm"]


def test_link_time_optimisation():
    assert parse(["-flto", "a.c"]).link_time
    assert parse(["-flto=thin", "a.c"]).link_time
    assert not parse(["-flto", "-fno-lto", "a.c"]).link_time


def test_linking_optimises():
    assert parse(["-flto", "a.o"]).level == 2
    assert parse(["-flto", "-O0", "a.o"]).level == 0
    assert parse(["-flto", "-c", "a.c"]).level == 0


def test_response_files(tmp_path: Path):
    inner = tmp_path / "inner"
    inner.write_text("'a file.c' -O2")
    outer = tmp_path / "outer"
    outer.write_text(f"-c @{inner}")
    line = parse([f"@{outer}", "@missing"])
    assert line.arguments == ["-c", "a file.c", "-O2", "@missing"]
    assert line.action is Action.COMPILE


def test_response_file_in_itself(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text(f"@{file}")
    with pytest.raises(EnzymeError, match="contains itself"):
        parse([f"@{file}"])
