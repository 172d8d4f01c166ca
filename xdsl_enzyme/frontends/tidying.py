"""What rustc leaves to LLVM at every level, and derivatives can't do without: LLVM IR -> LLVM IR.

The generic code of Rust's standard library hands pointers through integers, unions and functions of one line, so that without inlining
nobody can tell where a pointer comes from::

    %r = call { i64, i64 } @try_allocate(…)     -->     %p = call ptr @malloc(i64 %bytes)
    %p = inttoptr i64 (second of %r)

Control flow of the program stays as it is but for branches that are decided, and so does its arithmetic.
"""

from __future__ import annotations

import re

from llvmlite import binding

from xdsl_enzyme.frontends.inlining import mark_for_inlining
from xdsl_enzyme.frontends.optimise import parse, target_machine, without_hindrances

# A hint about which branch is usual, which passes for branches don't see through.
_EXPECTATION = re.compile(r"call i1 @llvm\.expect\.i1\(i1 (?P<value>[^,]+), i1 [^)]+\)")


def tidy(llvm_ir: str) -> str:
    """The program with small functions inlined, and with values in registers."""
    llvm_ir = _EXPECTATION.sub(r"or i1 \g<value>, false", str(parse(llvm_ir)))
    module = parse(without_hindrances(llvm_ir))
    machine = target_machine(module, 1)
    mark_for_inlining(module, keep=frozenset())
    options = binding.create_pipeline_tuning_options(speed_level=1)
    builder = binding.create_pass_builder(machine, options)
    with binding.create_new_module_pass_manager() as manager:
        manager.add_sroa_pass()
        manager.add_simplify_cfg_pass()
        manager.add_always_inliner_pass()
        manager.add_global_dead_code_eliminate_pass()
        manager.add_sroa_pass()
        manager.add_instruction_combine_pass()
        manager.add_jump_threading_pass()
        manager.add_simplify_cfg_pass()
        manager.add_instruction_combine_pass()
        manager.add_jump_threading_pass()
        manager.add_instruction_combine_pass()
        manager.add_simplify_cfg_pass()
        manager.run(module, builder)
    return str(module)
