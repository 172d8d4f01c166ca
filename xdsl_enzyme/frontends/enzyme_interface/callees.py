"""Makes the functions known that calls of Enzyme's C interface are about, in programs that are not optimised.

::

    %f.addr = alloca ptr; store ptr @square, ptr %f.addr; %0 = load ptr, ptr %f.addr
    %r = call double (ptr, ...) @__enzyme_autodiff(ptr %0, …)       -->   %r = call double (ptr, ...) @__enzyme_autodiff(ptr @square, …)

Only functions that hold such calls are changed: their variables become values, and what stands between the call and the
function, such as a template that takes it as an argument or the conversion of a lambda, is inlined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llvmlite import binding

from xdsl_enzyme.frontends.enzyme_interface.names import kind_of
from xdsl_enzyme.frontends.llvm_ir.tokens import unquote

_ROUNDS = 8
"""How deep the function may be passed down."""


def resolve_callees(module: binding.ModuleRef, machine: binding.TargetMachine) -> None:
    """Change a module, none of whose functions is marked `noinline`, in place."""
    for _ in range(_ROUNDS):
        functions = list(_functions_with_calls(module))
        _simplify(functions, machine)
        between = {name for function in functions for name in _between(function)}
        if not between:
            return
        for function in module.functions:
            if function.name in between and not function.is_declaration:
                function.add_function_attribute("alwaysinline")
        options = binding.create_pipeline_tuning_options(speed_level=0)
        passes = binding.create_new_module_pass_manager()
        passes.add_always_inliner_pass()
        passes.run(module, binding.create_pass_builder(machine, options))


def promote_variables(module: binding.ModuleRef, machine: binding.TargetMachine) -> None:
    """Let variables on the stack become values in all functions."""
    options = binding.create_pipeline_tuning_options(speed_level=1)
    builder = binding.create_pass_builder(machine, options)
    for function in module.functions:
        if not function.is_declaration:
            passes = binding.create_new_function_pass_manager()
            passes.add_sroa_pass()
            passes.run(function, builder)


def _calls(function: binding.ValueRef) -> Iterator[list[binding.ValueRef]]:
    """The operands of the calls of the interface in a function."""
    for block in function.blocks:
        for instruction in block.instructions:
            if instruction.opcode in ("call", "invoke"):
                operands = list(instruction.operands)
                if kind_of(operands[-1].name) is not None:
                    yield operands


def _functions_with_calls(module: binding.ModuleRef) -> Iterator[binding.ValueRef]:
    for function in module.functions:
        if not function.is_declaration and any(True for _ in _calls(function)):
            yield function


def _simplify(functions: list[binding.ValueRef], machine: binding.TargetMachine) -> None:
    options = binding.create_pipeline_tuning_options(speed_level=1)
    builder = binding.create_pass_builder(machine, options)
    for function in functions:
        passes = binding.create_new_function_pass_manager()
        passes.add_sroa_pass()
        passes.add_simplify_cfg_pass()
        passes.add_instruction_combine_pass()
        passes.run(function, builder)


def _between(function: binding.ValueRef) -> Iterator[str]:
    """Functions to inline, so that the first argument of each call becomes known."""
    for operands in _calls(function):
        for operand in operands[:2]:
            if operand.value_kind == binding.ValueKind.argument:
                yield function.name
            elif operand.value_kind == binding.ValueKind.instruction:
                call = _CALL.search(str(operand))
                if call is not None:
                    yield unquote(call[1])


_CALL = re.compile(r'= (?:tail )?call [^@]*\bptr (@"[^"]*"|@[-\w$.]+)\(')
