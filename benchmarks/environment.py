"""The machine and the compilers."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from llvmlite import binding

from benchmarks.flags import Flags


def describe(compiler: str, allocator: str, flags: Flags) -> dict[str, str]:
    """What a reader needs to know to compare numbers: the C compiler, how the allocator is set up, the flags, and what we find out."""
    return {
        "CPU": _cpu(),
        "LLVM's name for it": binding.get_host_cpu_name(),
        "system": " ".join([platform.system(), platform.machine(), *platform.libc_ver()]).strip(),
        "C compiler": compiler,
        "LLVM": ".".join(map(str, binding.llvm_version_info)),
        "flags": flags.description,
        "Python": platform.python_version(),
        "packages": ", ".join(
            f"{name} {version(name)}" for name in ("xdsl-enzyme", "xdsl", "llvmlite", "numpy")
        ),
        "malloc": allocator,
    }


def _cpu() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
