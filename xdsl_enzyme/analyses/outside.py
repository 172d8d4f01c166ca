"""Where numbers leave the memory of a program, and where they may come back: files, pipes, the environment, functions that nobody knows.

::

    func.call_variadic @fprintf(%file, …, %x)       leaves
    func.call @fread(%p, …)                         returns, to %p
    func.call @recv(%socket, %p, …)                 both, since nothing is known about it

Standard output is only written, standard input only read: what goes there does not come back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import called_name, declared_writes, external_use
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.never_returning import returning_operations
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup

_KEEPS_NOTHING = re.compile(
    r"_Unwind_|__cxa_|_ZNK?St\d+\w+(?:argument|range|error)[CD]\d|_FortranARandomNumber"
)
"""What has to do with exceptions, which leave derivatives and take with them what they hold; and functions that only write."""

NOWHERE = -1
"""The position of an argument that there is not."""

_LEAVES: Mapping[str, int] = {
    **dict.fromkeys(
        (
            "fprintf",
            "vfprintf",
            "fwprintf",
            "vfwprintf",
            "__fprintf_chk",
            "__vfprintf_chk",
            "dprintf",
            "vdprintf",
            "write",
            "pwrite",
        ),
        0,
    ),
    **dict.fromkeys(("fputs", "fputws", "fputc", "putc", "fputc_unlocked", "putc_unlocked"), 1),
    **dict.fromkeys(("fwrite", "fwrite_unlocked"), 3),
    **dict.fromkeys(("setenv", "putenv"), NOWHERE),
}
"""Functions that write to the outside, with the argument that says which file."""

_RETURNS: Mapping[str, int] = {
    **dict.fromkeys(
        (
            "fscanf",
            "__isoc99_fscanf",
            "__isoc23_fscanf",
            "vfscanf",
            "read",
            "pread",
            "fgetc",
            "getc",
            "getc_unlocked",
        ),
        0,
    ),
    **dict.fromkeys(("fgets", "getline"), 2),
    **dict.fromkeys(("fread", "fread_unlocked", "__fgets_chk", "getdelim"), 3),
    "__fread_chk": 4,
    **dict.fromkeys(("getenv", "secure_getenv"), NOWHERE),
}
"""Functions that read from the outside, with the argument that says which file."""

_READS_BYTES = frozenset(("fread", "fread_unlocked", "__fread_chk", "read", "pread"))

_STREAM = re.compile(r"_ZN?K?St\d+basic_(?:[io]?fstream|filebuf)")
_UNIT = re.compile(
    r"_FortranAioBegin(?!Internal|Open|Close|Inquire|Wait|Flush|Rewind|Backspace|Endfile)"
)
_TERMINAL_UNITS = (-1, 0, 5, 6)
_FILES_IN_MEMORY = frozenset(("fmemopen", "open_memstream"))
_READS_STREAM = re.compile(r"_ZNSirsE|_ZStrs|_ZNSi\d|_ZSt7getline|_FortranAioInput")


HAVE_RULES: set[str] = set()
"""The names of functions that have derivative rules, and attributes by which others have; the registry of rules adds its own."""


def leaves(op: Operation) -> bool:
    """Whether what a call of an external function is given gets to the outside."""
    position = _LEAVES.get(called_name(op) or "")
    return is_unknown(op) or (position is not None and _is_file(op, position))


def returns(op: Operation) -> bool:
    """Whether a call of an external function gets something from the outside."""
    position = _RETURNS.get(called_name(op) or "")
    return is_unknown(op) or (position is not None and _is_file(op, position))


def reads_bytes(op: Operation) -> bool:
    """Whether a call gets numbers from the outside as they are in memory."""
    return called_name(op) in _READS_BYTES and returns(op)


def connects(op: Operation) -> bool:
    """
    Whether a call makes a stream of a file of an object in memory: the one that its result or its first argument points to, or what that leads
    to.
    """
    name = called_name(op) or ""
    if name in _FILES_IN_MEMORY:
        return True
    if external_use(op) is None:
        return False
    if _UNIT.match(name):
        return constant_integer(op.operands[0]) not in _TERMINAL_UNITS
    return bool(_STREAM.match(name))


def reads_stream(op: Operation) -> bool:
    """Whether a call reads from a stream, of a file or not."""
    return external_use(op) is not None and bool(_READS_STREAM.match(called_name(op) or ""))


def is_unknown(op: Operation) -> bool:
    """Whether a call is of a function of which nothing is known but its name: it has no body, no rule, and is in no table."""
    if not isinstance(op, func.CallOp | llvm_extra.CallVariadicOp):
        return False
    callee = lookup(op, op.callee)
    if not isinstance(callee, func.FuncOp) or callee.body.blocks or external_use(op) is not None:
        return False
    if _KEEPS_NOTHING.match(callee.sym_name.data):
        return False
    if callee.sym_name.data in HAVE_RULES or not HAVE_RULES.isdisjoint(callee.attributes):
        return False
    is_allocator = isinstance(op, func.CallOp) and allocator_of(op) is not None
    return not is_allocator and not Inactivity.of(op)


def functions_that_hand_out(module: ModuleOp) -> frozenset[str]:
    """
    The functions that call others that nobody knows, directly or not; none, if none of those is given numbers, or memory of which it may keep
    what is in there.
    """
    callers: dict[str, list[str]] = defaultdict(list)
    found: list[str] = []
    is_given_numbers = False
    for function in module.ops:
        if not isinstance(function, func.FuncOp):
            continue
        name = function.sym_name.data
        for op in returning_operations(function):
            if (callee := called_name(op)) is not None:
                callers[callee].append(name)
            if is_unknown(op):
                found.append(name)
                is_given_numbers |= any(map(_may_be_kept, op.operands)) and not _keeps_nothing(op)
    if not is_given_numbers:
        return frozenset()
    reached = set(found)
    while found:
        following = [one for one in callers[found.pop()] if one not in reached]
        reached.update(following)
        found += following
    return frozenset(reached)


def _may_be_kept(value: SSAValue) -> bool:
    """Whether a value is a number, or a pointer to memory that may be written."""
    if is_pointer(value.type):
        return not isinstance(value.owner, llvm.AddressOfOp | llvm.ZeroOp)
    return has_floats(value.type)


def _keeps_nothing(op: Operation) -> bool:
    return isinstance(op, func.CallOp) and declared_writes(op) is not None


def _is_file(op: Operation, position: int) -> bool:
    if position == NOWHERE or position >= len(op.operands):
        return True
    file = op.operands[position]
    number = constant_integer(file)
    return number not in (0, 1, 2) if number is not None else not _is_standard_stream(file)


def _is_standard_stream(file: SSAValue) -> bool:
    load = file.owner
    if not isinstance(load, llvm.LoadOp) or not isinstance(load.ptr.owner, llvm.AddressOfOp):
        return False
    return load.ptr.owner.global_name.root_reference.data in ("stdin", "stdout", "stderr")
