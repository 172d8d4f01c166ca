"""The `xdsl.universe` entry point: makes stock `xdsl-opt` know our dialects, passes and targets.

Everything is named here and imported only when it is used::

    xdsl-opt -p lift-cf-to-scf,enzyme-reverse,enzyme-cache,enzyme-lower-cache f.mlir
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from xdsl.universe import Universe


def _later(module: str, name: str) -> Callable[[], Any]:
    """What `name` is in `module` of this package, imported when it is asked for."""
    return lambda: getattr(import_module(f"xdsl_enzyme.{module}"), name)


DIALECTS = {
    "enzyme": _later("dialects.enzyme", "Enzyme"),
    "llvm_extra": _later("dialects.llvm_extra", "LLVMExtra"),
}

PASSES = {
    "enzyme-generalise-linalg": _later("preparation.linalg", "GeneraliseLinalgPass"),
    "enzyme-bufferize": _later("lowering.bufferize", "BufferizePass"),
    "enzyme-lower-linalg": _later("preparation.linalg_loops", "LowerLinalgPass"),
    "enzyme-lower-interface": _later("frontends.enzyme_interface.lower", "LowerInterfacePass"),
    "enzyme-raise-llvm": _later("preparation.llvm_dialect", "RaiseLLVMPass"),
    "enzyme-lower-affine": _later("preparation.affine", "LowerAffinePass"),
    "enzyme-resolve-calls": _later("passes.resolve_calls", "ResolveCallsPass"),
    "enzyme-propagate-exceptions": _later("passes.propagate_exceptions", "PropagateExceptionsPass"),
    "enzyme-split-atomics": _later("passes.split_atomics", "SplitAtomicsPass"),
    "lift-cf-to-scf": _later("passes.lift_cf_to_scf", "LiftCfToScfPass"),
    "enzyme-raise-while-to-for": _later("passes.raise_while_to_for", "RaiseWhileToForPass"),
    "enzyme-rotate-while": _later("passes.rotate_while", "RotateWhilePass"),
    "enzyme-unroll-copies": _later("passes.unroll_copies", "UnrollCopiesPass"),
    "enzyme-hoist-allocations": _later("passes.hoist_allocations", "HoistAllocationsPass"),
    "enzyme-inline-regions": _later("passes.inline_regions", "InlineRegionsPass"),
    "enzyme-outline-regions": _later("passes.outline_regions", "OutlineRegionsPass"),
    "enzyme-wrap": _later("passes.wrap", "WrapPass"),
    "enzyme-batch": _later("passes.batch", "BatchPass"),
    "enzyme-simplify": _later("passes.simplify", "SimplifyPass"),
    "enzyme-lower-custom-rules": _later("passes.custom_rules", "LowerCustomRulesPass"),
    "enzyme-recover-floats": _later("passes.recover_floats.recover", "EnzymeRecoverFloatsPass"),
    "enzyme-activity": _later("passes.activity", "EnzymeActivityPass"),
    "enzyme-forward": _later("passes.forward", "EnzymeForwardPass"),
    "enzyme-reverse": _later("passes.reverse", "EnzymeReversePass"),
    "enzyme-fuse-sweeps": _later("passes.fuse_sweeps", "FuseSweepsPass"),
    "enzyme-cache": _later("passes.cache", "CachePass"),
    "enzyme-lower-cache": _later("passes.lower_cache", "LowerCachePass"),
    "enzyme-keep-choice": _later("passes.keep_choice", "KeepChoicePass"),
    "enzyme-skip-zeros": _later("passes.skip_zeros", "SkipZerosPass"),
    "enzyme-split-sums": _later("passes.split_sums", "SplitSumsPass"),
    "enzyme-to-mlir": _later("passes.to_mlir", "EnzymeToMlirPass"),
}

TARGETS = {"enzyme-llvm": _later("lowering.target", "LLVMIRTarget")}

XDSL_ENZYME_UNIVERSE = Universe(all_dialects=DIALECTS, all_passes=PASSES, all_targets=TARGETS)
