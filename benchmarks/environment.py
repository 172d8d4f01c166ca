"""The machine and the compilers."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
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
        "packages": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
        "frameworks": ", ".join(_installed(_FRAMEWORKS)) or "none",
        "Enzyme": os.environ.get("ENZYME_PLUGIN") or "none",
        "malloc": allocator,
    }


_PACKAGES = ("xdsl-enzyme", "xdsl", "llvmlite", "numpy")
_FRAMEWORKS = ("jax", "torch", "autograd", "casadi", "numba")


def _installed(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


def _cpu() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
