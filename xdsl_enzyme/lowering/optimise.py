"""LLVM IR text -> LLVM's verifier -> LLVM's optimiser, for the CPU that we run on.

::

    module = optimise(write_llvm_ir(mlir_module))     # a module of llvmlite, O3, vectorised

Text from another compiler of the same architecture is taken over: its triple, its data layout and the CPU that its
functions were compiled for become those of the host.
"""

from __future__ import annotations

import re
import threading
from functools import cache

from llvmlite import binding

from xdsl_enzyme.errors import LoweringError

LLVM_LOCK = threading.RLock()
"""Held while LLVM works: llvmlite shares one context between all modules."""

_TARGET_ATTRIBUTES = re.compile(r' ?"(?:target-cpu|target-features|tune-cpu)"="[^"]*"')
_EMPTY_GROUP = re.compile(r"^(attributes #\d+ = )\{ *\}$", re.MULTILINE)
_DEFAULT_GROUP = r'\1{ "unsafe-fp-math"="false" }'
"""LLVM does not read empty groups; this says what holds anyway."""


@cache
def _initialise() -> None:
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()


@cache
def target_machine(level: int = 3, native: bool = True) -> binding.TargetMachine:
    """The machine that code is generated for: this one, or any of its architecture if not `native`.

    The code is position independent and can go into a shared library.
    """
    with LLVM_LOCK:
        _initialise()
        return binding.Target.from_triple(binding.get_process_triple()).create_target_machine(
            cpu=binding.get_host_cpu_name() if native else "",
            features=binding.get_host_cpu_features().flatten() if native else "",
            opt=level,
            reloc="pic",
            codemodel="default",
        )


def parse_llvm_ir(llvm_ir: str) -> binding.ModuleRef:
    """Parses and verifies; what LLVM has to say against it becomes a `LoweringError`."""
    with LLVM_LOCK:
        try:
            module = binding.parse_assembly(llvm_ir)
            module.verify()
        except RuntimeError as error:
            raise LoweringError("LLVM rejects the module", why=str(error).strip()) from None
    return module


def _fits_host(triple: str, host: str) -> bool:
    if triple in ("", "unknown-unknown-unknown"):
        return True
    theirs, ours = binding.get_triple_parts(triple), binding.get_triple_parts(host)
    return theirs.Arch == ours.Arch and theirs.ObjectFormat == ours.ObjectFormat


def _adopt(module: binding.ModuleRef, machine: binding.TargetMachine) -> None:
    """Makes the module one of the host's, before the passes run and look at triple and data layout."""
    if not _fits_host(module.triple, machine.triple):
        raise LoweringError(
            f"the module is for {module.triple}, but the host is {machine.triple}",
            hint="compile the source for the host",
        )
    module.triple = machine.triple
    module.data_layout = str(machine.target_data)


_OPTIONS = {"force-ordered-reductions": True, "hoist-runtime-checks": False}
"""
Switches of LLVM for derivatives; C compilers have them the other way round. Whether arrays overlap, loops with vectors find out when they start. LLVM has that done
before the loop around them, but by a test that fails wherever this one runs through memory backwards, as reversed loops do.
"""


def optimise(
    llvm_ir: str, level: int = 3, *, native: bool = True, like_clang: bool = False
) -> binding.ModuleRef:
    """Runs LLVM's pipeline of `level` (0 to 3) with loop and SLP vectorisation; returns llvmlite's module.

    `native` uses all that the host's CPU can do. With `like_clang` loops are unrolled and interleaved as C compilers do it; derivatives
    have many short loops, for which that triples LLVM's time and rarely pays. Without, sums that must keep their order don't keep the loop around
    them from being vectorised: what is summed is computed in vectors. Raises `LoweringError` with LLVM's message if the text is not valid,
    or if it is for another architecture.
    """
    machine = target_machine(level, native)
    with LLVM_LOCK:
        untargeted = _EMPTY_GROUP.sub(_DEFAULT_GROUP, _TARGET_ATTRIBUTES.sub("", llvm_ir))
        module = parse_llvm_ir(untargeted)
        _adopt(module, machine)
        if level == 0:
            return module
        options = binding.PipelineTuningOptions(speed_level=level)
        options.loop_vectorization = True
        options.slp_vectorization = True
        options.loop_interleaving = like_clang
        options.loop_unrolling = like_clang
        # Options of the process; nobody else optimises while we hold the lock.
        for option, value in _OPTIONS.items():
            binding.set_option("", f"-{option}={str(value != like_clang).lower()}")
        with (
            options,
            binding.create_pass_builder(machine, options) as builder,
            builder.getModulePassManager() as manager,
        ):
            manager.run(module, builder)
    return module
