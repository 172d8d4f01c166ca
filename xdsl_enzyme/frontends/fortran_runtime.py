"""What flang leaves to its run-time library although derivatives flow through it gets a body: LLVM IR -> LLVM IR.

The bodies (``runtime/fortran``, and what `derived_type_operations` writes) are for descriptors of any rank and type. They are inlined where they
are called, and the functions that call them are simplified, so that what remains is for the descriptors at hand::

    store {…} {ptr …, i64 8, i32 …, i8 1, i8 28 …}, ptr %descriptor
    call void @_FortranAPack(ptr %result, ptr %descriptor, …)           -->     a loop over load, store of double

Functions that neither call the library nor copy descriptors stay as they are.
"""

from __future__ import annotations

import re

from llvmlite import binding

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.derived_type_operations import (
    OPERATIONS,
    UNSUPPORTED,
    define_operations,
)
from xdsl_enzyme.frontends.derived_types import derived_types
from xdsl_enzyme.frontends.descriptors import tell_descriptors
from xdsl_enzyme.frontends.linking import Linkable, link, runtime_definitions, runtime_library
from xdsl_enzyme.frontends.optimise import parse, target_machine

_NAME = "fortran"
_UNANSWERED = re.compile(r"(?:tail )?call i1 @llvm\.is\.constant\.i\d+\([^)]*\)")

_UNROLLING = '!{!"llvm.loop.unroll.full"}'
_NOTHING = '!{!"llvm.loop.mustprogress"}'


def with_fortran_runtime(llvm_ir: str) -> str:
    """
    The program with the bodies that it needs; the same text if it needs none. Raises `ReadError` for derived types with final procedures
    or assignments of their own, where objects of them are copied or destroyed by the library.
    """
    defined = runtime_definitions(_NAME)
    if not any(f"@{symbol}(" in llvm_ir for symbol in defined):
        return llvm_ir
    types = derived_types(llvm_ir)
    operations = define_operations(types)
    program, with_descriptors = tell_descriptors(llvm_ir, defined, types)
    # Of the bodies, only those are linked that are asked for up to then.
    linked = link(
        [
            Linkable("the program", program),
            Linkable("operations on derived types", operations),
            Linkable(f"{_NAME}.ll", runtime_library(_NAME)),
        ]
    )
    callers = _callers(linked, defined) | with_descriptors
    module = parse(linked)
    for name in OPERATIONS:
        module.get_function(name).linkage = binding.Linkage.internal
    with binding.create_new_module_pass_manager() as inliner:
        inliner.add_always_inliner_pass()
        inliner.add_global_dead_code_eliminate_pass()
        # A function that does not write to a descriptor leaves what is known of it.
        inliner.add_post_order_function_attributes_pass()
        builder = binding.create_pass_builder(
            target_machine(module, 0), binding.create_pipeline_tuning_options(speed_level=0)
        )
        inliner.run(module, builder)
    simplify_functions(module, callers)
    module = parse(_UNANSWERED.sub("and i1 false, false", str(module)))
    simplify_functions(module, callers)
    # Loops over the dimensions of arrays whose rank is not known.
    text = str(module).replace(_UNROLLING, _NOTHING)
    for function, what in UNSUPPORTED.items():
        if f"call void @{function}(" in text:
            raise ReadError(
                f"the program has objects of a derived type with {what}",
                why="flang calls it by way of its run-time library, where derivatives can't see it",
                hint="call a procedure of another name instead, where it is needed",
            )
    return text


def _callers(llvm_ir: str, defined: frozenset[str]) -> frozenset[str]:
    """The functions of a program that call one that is defined for it."""
    return frozenset(
        function.name
        for function in parse(llvm_ir).functions
        if not function.is_declaration
        for block in function.blocks
        for instruction in block.instructions
        if instruction.opcode in ("call", "invoke")
        and list(instruction.operands)[-1].name in defined
    )


def simplify_functions(module: binding.ModuleRef, functions: frozenset[str]) -> None:
    """What LLVM does to a function by itself, but for vectorisation and the like, to some functions of a module."""
    machine = target_machine(module, 1)
    options = binding.create_pipeline_tuning_options(speed_level=2)
    options.loop_vectorization = options.slp_vectorization = False
    options.loop_unrolling = options.loop_interleaving = False
    builder = binding.create_pass_builder(machine, options)
    with builder.getFunctionPassManager() as passes:
        for function in module.functions:
            if function.name in functions:
                passes.run(function, builder)
