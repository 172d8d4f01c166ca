"""LLVM bitcode -> the text of LLVM IR, in a process of its own: LLVM may abort the process that it reads corrupt bitcode in.

``b"BC\\xc0\\xde..."`` --> ``"define double @f(double %x) ..."``
"""

from __future__ import annotations

import signal
import subprocess
import sys

from xdsl_enzyme.errors import ReadError

_MAGIC = (b"BC\xc0\xde", b"\xde\xc0\x17\x0b")
"""What bitcode starts with: as it is, or in a wrapper."""

_CHILD = """
import sys
sys.path[:] = sys.argv[1:]
from llvmlite import binding
try:
    module = binding.parse_bitcode(sys.stdin.buffer.read(), binding.create_context())
    module.verify()
except RuntimeError as error:
    sys.exit(str(error).strip() or "it cannot be parsed")
sys.stdout.buffer.write(str(module).encode(errors="surrogateescape"))
"""


def disassemble(bitcode: bytes, origin: str) -> str:
    """The text of a module. Raises `ReadError` if it is not valid; `origin` says where it comes from."""
    what = f"'{origin}' is not valid LLVM bitcode"
    if not bitcode.startswith(_MAGIC):
        raise ReadError(what, why="it does not begin as bitcode does")
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, *sys.path], input=bitcode, capture_output=True, check=False
    )
    if child.returncode < 0:
        name = signal.Signals(-child.returncode).name
        raise ReadError(what, why=f"LLVM fails while it reads the file ({name})")
    if child.returncode != 0:
        raise ReadError(what, why=child.stderr.decode(errors="replace").strip())
    return child.stdout.decode(errors="replace")
