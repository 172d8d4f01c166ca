"""Contexts of LLVM live longer than the modules in them, whatever Python's garbage collector drops first."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from xdsl_enzyme.frontends.llvm_contexts import parse_apart

TEXT = "%pair = type { i32, i32 }\ndefine i32 @f(%pair %p) {\n  ret i32 1\n}\n"

DROPPED_IN_CYCLES = """
import gc
from xdsl_enzyme.frontends.llvm_contexts import parse_apart
for _ in range(200):
    module = parse_apart("define i32 @f() { ret i32 1 }")
    cycle = [module, module._context]
    cycle.append(cycle)
    del module, cycle
    gc.collect()
print("alive")
"""


def test_structs_keep_their_names():
    for _ in range(3):
        assert "%pair = type" in str(parse_apart(TEXT))


def test_modules_that_are_linked_share_a_context():
    one = parse_apart(
        "declare i32 @g()\ndefine i32 @f() {\n  %r = call i32 @g()\n  ret i32 %r\n}\n"
    )
    other = parse_apart("define i32 @g() {\n  ret i32 2\n}\n", one)
    one.link_in(other)
    assert "define i32 @g()" in str(one)
    del other
    gc.collect()
    assert "define i32 @g()" in str(one)


def test_what_is_not_valid_is_told():
    with pytest.raises(RuntimeError):
        parse_apart("define i32 @f( {")


def test_a_process_survives_modules_in_cycles():
    done = subprocess.run(
        [sys.executable, "-c", DROPPED_IN_CYCLES], capture_output=True, text=True, check=False
    )
    assert done.stdout == "alive\n", done.stderr
