"""The arguments of a C compiler, as far as they matter here.

::

    parse(["-O2", "-c", "a.c", "-o", "a.o"])
    -->  CommandLine(action=COMPILE, level=2, output="a.o", inputs=[Input("a.c", "c", …)], …)

All others are handed on as they are. Which options take the next argument as their value is clang's (and flang's) business, so those
that do are listed.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from xdsl_enzyme.errors import EnzymeError

_WITH_VALUE = frozenset(
    [
        "-o",
        "-x",
        "-I",
        "-D",
        "-U",
        "-L",
        "-l",
        "-F",
        "-T",
        "-u",
        "-z",
        "-e",
        "-G",
        "-J",
        "-A",
        "-B",
        "-b",
        "-V",
        "-h",
        "-include",
        "-include-pch",
        "-imacros",
        "-isystem",
        "-iquote",
        "-idirafter",
        "-isysroot",
        "-iprefix",
        "-iwithprefix",
        "-iwithprefixbefore",
        "-iframework",
        "-ivfsoverlay",
        "-MF",
        "-MT",
        "-MQ",
        "-MJ",
        "-Xclang",
        "-Xflang",
        "-Xlinker",
        "-Xassembler",
        "-Xpreprocessor",
        "-Xopenmp-target",
        "-mllvm",
        "-mmlir",
        "-target",
        "-arch",
        "-framework",
        "-weak_framework",
        "--param",
        "-aux-info",
        "-rpath",
        "-undefined",
        "-install_name",
        "-current_version",
        "-compatibility_version",
        "-exported_symbols_list",
        "-gcc-toolchain",
        "-module-dir",
        "-fintrinsic-modules-path",
        "--sysroot",
        "--config",
        "-cxx-isystem",
        "-c-isystem",
        "-dylib_file",
        "-working-directory",
        "-dumpdir",
        "-stdlib++-isystem",
    ]
)

_LANGUAGES = {
    **dict.fromkeys([".c"], "c"),
    **dict.fromkeys([".cc", ".cp", ".cxx", ".cpp", ".CPP", ".c++", ".C"], "c++"),
    ".i": "cpp-output",
    ".ii": "c++-cpp-output",
    **dict.fromkeys([".f90", ".f95", ".f03", ".f08", ".f", ".for", ".ftn"], "f95"),
    **dict.fromkeys([".F90", ".F95", ".F03", ".F08", ".F", ".FOR", ".FTN"], "f95-cpp-input"),
    **dict.fromkeys([".ll", ".bc"], "ir"),
}
"""By suffix, as `-x` spells them. What has none of these is for the linker or the assembler."""

SOURCE_LANGUAGES = frozenset(_LANGUAGES.values())

_LEVELS = {
    **{f"-O{level}": level for level in range(4)},
    **{"-O": 1, "-Og": 1, "-Os": 2, "-Oz": 2, "-Ofast": 3, "-O4": 3},
}


class Action(Enum):
    """What a compiler is to do."""

    LINK = auto()
    COMPILE = auto()
    """Object files (`-c`)."""
    ASSEMBLE = auto()
    """Assembly (`-S`)."""
    OTHER = auto()
    """Anything without code: preprocessing, checking, printing of versions."""


_ACTIONS = {
    "-c": Action.COMPILE,
    "-S": Action.ASSEMBLE,
    **dict.fromkeys(
        [
            "-E",
            "-M",
            "-MM",
            "-fsyntax-only",
            "--analyze",
            "-###",
            "--version",
            "--help",
            "-dumpmachine",
        ],
        Action.OTHER,
    ),
    **dict.fromkeys(
        ["-dumpversion", "-emit-ast", "-emit-pch", "-rewrite-objc", "--precompile"], Action.OTHER
    ),
}


@dataclass(frozen=True)
class Input:
    """An input file, and where it stands."""

    name: str
    language: str | None
    """As for `-x`; None for objects, archives and libraries."""
    position: int

    @property
    def is_source(self) -> bool:
        return self.language in SOURCE_LANGUAGES

    @property
    def stem(self) -> str:
        return Path(self.name).stem


@dataclass
class CommandLine:
    """The arguments, and what they say."""

    arguments: list[str]
    action: Action = Action.LINK
    output: str | None = None
    level: int = 0
    emits_llvm: bool = False
    link_time: bool = False
    """Whether objects are to hold LLVM's bitcode until they are linked (`-flto`)."""
    keeps_debug: bool = False
    """Whether debug information was asked for (`-g` and its like)."""
    inputs: list[Input] = field(default_factory=lambda: [])
    options: list[tuple[str, ...]] = field(default_factory=lambda: [])
    """All but inputs, each with its value, without `-o`, `-x` and what sets the action."""
    language_options: dict[int, str] = field(default_factory=lambda: {})
    """The language that `-x` has set at the position of an input."""

    @property
    def sources(self) -> list[Input]:
        return [one for one in self.inputs if one.is_source]

    def with_inputs(self, replaced: dict[int, str | None]) -> list[str]:
        """The arguments with some inputs replaced by objects, or left out."""
        result: list[str] = []
        for position, argument in enumerate(self.arguments):
            if position not in replaced:
                result.append(argument)
                continue
            new = replaced[position]
            if new is None:
                continue
            language = self.language_options.get(position)
            if language is None:
                result.append(new)
                continue
            result += ["-x", "none", new]
            if any(one.position > position for one in self.inputs):
                result += ["-x", language]
        return result


def parse(arguments: Sequence[str]) -> CommandLine:
    """Read the arguments of a compiler; response files (`@file`) are replaced by what they hold."""
    expanded = list(_expanded(arguments))
    line = CommandLine(expanded)
    language: str | None = None
    position = 0
    while position < len(expanded):
        argument = expanded[position]
        if argument == "-" or not argument.startswith("-"):
            known = (
                language
                if language not in (None, "none")
                else _LANGUAGES.get(Path(argument).suffix)
            )
            line.inputs.append(Input(argument, known, position))
            if language not in (None, "none"):
                line.language_options[position] = str(language)
            position += 1
            continue
        value: tuple[str, ...] = ()
        if argument in _WITH_VALUE and position + 1 < len(expanded):
            value = (expanded[position + 1],)
        position += 1 + len(value)
        if argument.startswith("-x") and (argument != "-x" or value):
            language = value[0] if value else argument[2:]
        elif argument == "-o" and value:
            line.output = value[0]
        elif argument.startswith("-o") and argument != "-o" and not argument.startswith("-object"):
            line.output = argument[2:]
        elif argument in _ACTIONS:
            line.action = _strongest(line.action, _ACTIONS[argument])
        elif argument.startswith(("-print-", "--print-")):
            line.action = Action.OTHER
        elif argument == "-emit-llvm":
            line.emits_llvm = True
        elif argument.startswith("-Wp,-M"):
            line.options += _preprocessor_options(argument)
        else:
            _note_option(line, argument)
            line.options.append((argument, *value))
    if line.link_time and line.action is Action.LINK and not _has_level(line):
        # As clang does it: what is linked is optimised, unless this is turned off.
        line.level = 2
        line.options.append(("-O2",))
    return line


def _has_level(line: CommandLine) -> bool:
    return any(option[0] in _LEVELS for option in line.options)


_ORDER = (Action.LINK, Action.COMPILE, Action.ASSEMBLE, Action.OTHER)


def _strongest(one: Action, other: Action) -> Action:
    """Of several actions the one that stops first is done."""
    return max(one, other, key=_ORDER.index)


def _preprocessor_options(argument: str) -> Iterator[tuple[str, ...]]:
    """`-Wp,-MMD,file` as what it stands for: `-MMD -MF file`."""
    words = iter(argument.split(",")[1:])
    for word in words:
        if word in ("-MD", "-MMD"):
            yield (word,)
            if (file := next(words, None)) is not None:
                yield ("-MF", file)
        elif word in _WITH_VALUE and (value := next(words, None)) is not None:
            yield (word, value)
        else:
            yield (word,)


def _note_option(line: CommandLine, argument: str) -> None:
    if argument in _LEVELS:
        line.level = _LEVELS[argument]
    elif argument == "-flto" or argument.startswith("-flto="):
        line.link_time = True
    elif argument == "-fno-lto":
        line.link_time = False
    elif _DEBUG.fullmatch(argument):
        line.keeps_debug = argument != "-g0"


_DEBUG = re.compile(
    r"-g(?:\d|gdb\d?|dwarf(?:-\d)?|line-(?:tables|directives)-only|modules|full|codeview)?"
)


def _expanded(arguments: Sequence[str], depth: int = 0) -> Iterator[str]:
    for argument in arguments:
        if not argument.startswith("@") or not Path(argument[1:]).is_file():
            yield argument
        elif depth == 10:
            raise EnzymeError(f"the response file '{argument[1:]}' contains itself")
        else:
            text = Path(argument[1:]).read_text()
            yield from _expanded(shlex.split(text), depth + 1)
