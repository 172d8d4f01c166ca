"""Static constructors and destructors for the JIT, which runs none by itself: LLVM IR text -> LLVM IR text.

What `llvm.global_ctors` lists becomes a function to call once the code is loaded, and `llvm.global_dtors` one to call at exit::

    @llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @init, ptr null }]
    -->
    define void @xdsl_enzyme.initialise() { call void @init() ret void }
"""

from __future__ import annotations

import re

INITIALISE = "xdsl_enzyme.initialise"
FINALISE = "xdsl_enzyme.finalise"

_TABLES = {"llvm.global_ctors": INITIALISE, "llvm.global_dtors": FINALISE}
_TABLE = re.compile(
    r"^@(?P<name>llvm\.global_[cd]tors) = appending global (?P<rows>.*)$", re.MULTILINE
)
_ROW = re.compile(r'\{ i32 (?P<priority>\d+), ptr (?P<function>@(?:"[^"]*"|[-\w.$]+)), ')
_THIS_LIBRARY = re.compile(r"^@__dso_handle = external .*$", re.MULTILINE)


def expose_static_initialisers(llvm_ir: str) -> str:
    """The module with its tables of constructors and destructors as functions `INITIALISE` and `FINALISE`."""
    if "@llvm.global_" not in llvm_ir:
        return llvm_ir
    text = _TABLE.sub(_function_of, llvm_ir)
    # By its address destructors that are registered at run time say to which library they belong.
    return _THIS_LIBRARY.sub("@__dso_handle = internal global i8 0", text)


def _function_of(table: re.Match[str]) -> str:
    rows = sorted(
        _ROW.finditer(table["rows"]),
        key=lambda row: int(row["priority"]),
        reverse=table["name"] == "llvm.global_dtors",
    )
    calls = "".join(f"  call void {row['function']}()\n" for row in rows)
    return f"define void @{_TABLES[table['name']]}() {{\n{calls}  ret void\n}}"
