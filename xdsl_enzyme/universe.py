"""The `xdsl.universe` entry point: makes stock `xdsl-opt` know our dialects, passes and targets.

Everything is named here and imported only when it is used::

    xdsl-opt -p lift-cf-to-scf,enzyme-reverse,enzyme-cache,enzyme-lower-cache f.mlir
"""

from __future__ import annotations

from collections.abc import Callable

from xdsl.ir import Dialect
from xdsl.passes import ModulePass
from xdsl.universe import Universe
from xdsl.utils.target import Target


def _enzyme() -> Dialect:
    from xdsl_enzyme.dialects.enzyme import Enzyme

    return Enzyme


def _llvm_extra() -> Dialect:
    from xdsl_enzyme.dialects.llvm_extra import LLVMExtra

    return LLVMExtra


def _rotate_while() -> type[ModulePass]:
    from xdsl_enzyme.passes.rotate_while import RotateWhilePass

    return RotateWhilePass


def _raise_while_to_for() -> type[ModulePass]:
    from xdsl_enzyme.passes.raise_while_to_for import RaiseWhileToForPass

    return RaiseWhileToForPass


def _lift_cf_to_scf() -> type[ModulePass]:
    from xdsl_enzyme.passes.lift_cf_to_scf import LiftCfToScfPass

    return LiftCfToScfPass


def _llvm_ir_target() -> type[Target]:
    from xdsl_enzyme.lowering.target import LLVMIRTarget

    return LLVMIRTarget


def _enzyme_forward() -> type[ModulePass]:
    from xdsl_enzyme.passes.forward import EnzymeForwardPass

    return EnzymeForwardPass


def _enzyme_reverse() -> type[ModulePass]:
    from xdsl_enzyme.passes.reverse import EnzymeReversePass

    return EnzymeReversePass


def _enzyme_cache() -> type[ModulePass]:
    from xdsl_enzyme.passes.cache import CachePass

    return CachePass


def _enzyme_lower_cache() -> type[ModulePass]:
    from xdsl_enzyme.passes.lower_cache import LowerCachePass

    return LowerCachePass


DIALECTS: dict[str, Callable[[], Dialect]] = {"enzyme": _enzyme, "llvm_extra": _llvm_extra}
PASSES: dict[str, Callable[[], type[ModulePass]]] = {
    "enzyme-forward": _enzyme_forward,
    "enzyme-reverse": _enzyme_reverse,
    "enzyme-cache": _enzyme_cache,
    "enzyme-lower-cache": _enzyme_lower_cache,
    "lift-cf-to-scf": _lift_cf_to_scf,
    "enzyme-raise-while-to-for": _raise_while_to_for,
    "enzyme-rotate-while": _rotate_while,
}
TARGETS: dict[str, Callable[[], type[Target]]] = {"enzyme-llvm": _llvm_ir_target}

XDSL_ENZYME_UNIVERSE = Universe(all_dialects=DIALECTS, all_passes=PASSES, all_targets=TARGETS)
