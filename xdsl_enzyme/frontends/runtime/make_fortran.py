"""Makes ``fortran.ll`` of ``fortran/*.c``: ``python -m xdsl_enzyme.frontends.runtime.make_fortran``, which needs clang.

The definitions replace those of flang's run-time library where derivatives flow through them. They are written to be inlined where they are
called: what flang knows about a descriptor (rank, type, size of elements) is constant there, and so is most of what they do. Until then
loops over dimensions must stay as they are, and so must the question whether a value is known::

    define linkonce_odr void @_FortranAPack(ptr %result, …) alwaysinline {
      %known = call i1 @llvm.is.constant.i8(i8 %type)
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "fortran.ll"

# Passes of LLVM that don't answer `llvm.is.constant`, and don't inline.
PASSES = "inferattrs,function(sroa,early-cse,simplifycfg,instcombine,simplifycfg),globaldce"

_DROPPED = re.compile(
    r"^(?:source_filename|target triple|target datalayout|!llvm\.(?:module\.flags|ident)|; ModuleID).*\n",
    re.MULTILINE,
)
_DEFINITION = re.compile(r"^define dso_local (.*) \{$", re.MULTILINE)
_GROUP = re.compile(r"^attributes #\d+ = \{.*\}$", re.MULTILINE)


def make() -> str:
    """The text of ``fortran.ll``."""
    includes = "".join(
        f'#include "{source}"\n' for source in sorted((HERE / "fortran").glob("*.c"))
    )
    compiled = _run(
        *(_tool("clang"), "-x", "c", "-", "-o", "-", "-S", "-emit-llvm"),
        *("-O1", "-Xclang", "-disable-llvm-passes", "-fno-discard-value-names"),
        *("-ffp-contract=off", "-fno-math-errno", "-Wall", "-Werror"),
        given=includes,
    )
    text = _run(_tool("opt"), "-S", f"-passes={PASSES}", "-", "-o", "-", given=compiled)
    text = _DROPPED.sub("", text)
    text = _DEFINITION.sub(r"define linkonce_odr \1 alwaysinline {", text)
    text = _GROUP.sub(_attributes, text)
    # Integers of 8 bytes are numbers here, in which nobody keeps the bytes of anything else.
    text = text.replace('!{!"long", ', '!{!"int", ')
    return "; Made of fortran/*.c by make_fortran.py.\n" + text.lstrip("\n")


def _attributes(group: re.Match[str]) -> str:
    """A group of attributes without those of the target. No function of the run-time library throws."""
    text = re.sub(
        r' "[^"]*"(?:="[^"]*")?| (?:uwtable(?:\(\w+\))?|mustprogress|nounwind)\b', "", group[0]
    )
    return text.replace("{", "{ nounwind", 1)


def _tool(name: str) -> str:
    """The name of a program of LLVM, in the version that is named in the environment (`LLVM_SUFFIX`, such as `-22`)."""
    return name + os.environ.get("LLVM_SUFFIX", "-22")


def _run(*command: str, given: str) -> str:
    return subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    TARGET.write_text(make())
