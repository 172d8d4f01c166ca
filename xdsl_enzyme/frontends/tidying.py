"""What generic code needs before derivatives at any level of optimisation: LLVM IR -> LLVM IR.

The generic code of the standard libraries of C++ and Rust hands values through hundreds of functions of one line, through variables that live for one
line, and pointers through integers and unions, so that without inlining nobody can tell where a pointer comes from, and most of the time
goes to calls::

    %r = call { i64, i64 } @try_allocate(…)     -->     %p = call ptr @malloc(i64 %bytes)
    %p = inttoptr i64 (second of %r)

Control flow of the program stays as it is but for branches that are decided, and so does its arithmetic.
"""

from __future__ import annotations

import re

from llvmlite import binding

from xdsl_enzyme.frontends.inlining import mark_for_inlining

_GENERIC = re.compile(r"^define (?:linkonce_odr |internal [^@\n]*@_ZN?K?St)", re.MULTILINE)
"""Also what the library makes of types that only the file itself knows."""

# A hint about which branch is usual, which passes for branches don't see through.
_EXPECTATION = re.compile(r"call i1 @llvm\.expect\.i1\(i1 (?P<value>[^,]+), i1 [^)]+\)")


def has_generic_code(llvm_ir: str) -> bool:
    """Whether there are functions that every file of C++ has that uses them: templates, and members defined in classes."""
    return _GENERIC.search(llvm_ir) is not None


def without_expectations(llvm_ir: str) -> str:
    """LLVM IR, as LLVM prints it, without hints about which branch is usual: passes for branches don't see through them."""
    return _EXPECTATION.sub(r"or i1 \g<value>, false", llvm_ir)


def tidy(module: binding.ModuleRef, machine: binding.TargetMachine, keep: frozenset[str]) -> None:
    """
    Change a module, none of whose functions is marked `noinline`, in place: small functions but for those named in `keep` are inlined,
    and values are in registers.
    """
    mark_for_inlining(module, keep)
    options = binding.create_pipeline_tuning_options(speed_level=1)
    builder = binding.create_pass_builder(machine, options)
    with binding.create_new_module_pass_manager() as manager:
        manager.add_sroa_pass()
        manager.add_simplify_cfg_pass()
        manager.add_always_inliner_pass()
        manager.add_global_dead_code_eliminate_pass()
        manager.add_sroa_pass()
        manager.add_instruction_combine_pass()
        # Such as the alignment of what all vectors of a program hold, which is the address of an empty one.
        manager.add_ipsccp_pass()
        manager.add_jump_threading_pass()
        manager.add_simplify_cfg_pass()
        manager.add_instruction_combine_pass()
        manager.add_jump_threading_pass()
        manager.add_instruction_combine_pass()
        manager.add_simplify_cfg_pass()
        manager.run(module, builder)
