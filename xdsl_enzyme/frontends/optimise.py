"""The optimisation before differentiation: LLVM IR -> LLVM IR.

Derivatives of optimised code are smaller than optimised derivatives. What would make the code harder to differentiate and is
better done after it (vectorisation, unrolling, interleaving) stays off::

    store double %x, ptr %x.addr; %0 = load double, ptr %x.addr; fmul double %0, %0  -->  fmul double %x, %x
"""

from __future__ import annotations

import re
from collections.abc import Collection

from llvmlite import binding

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.inlining import mark_for_inlining
from xdsl_enzyme.frontends.unrolling import unroll_short_loops

_ATTRIBUTE_GROUP = re.compile(r"^attributes #\d+ = \{.*\}$", re.MULTILINE)
_HINDRANCE = re.compile(r"(?<= )(?:optnone|noinline) ")
_REGISTRATION = re.compile(r"^@__enzyme_(?:register|inactive|function)\S* = .*$", re.MULTILINE)
_SYMBOL = re.compile(r'(?<=ptr @)(?:"([^"]*)"|([-\w$.]+))')


def optimise_for_differentiation(
    llvm_ir: str, level: int = 2, functions: Collection[str] | None = None
) -> str:
    """Optimised LLVM IR, printed by LLVM; at level 0 it is only verified and printed.

    If `functions` are named, no other function needs to be there for callers from outside.
    Raises `ReadError` if the text is no valid LLVM IR, or for a target that this LLVM does not know.
    """
    if level not in range(4):
        raise ReadError(f"there is no optimisation level {level}", hint="use 0, 1, 2 or 3")
    module = _parse(llvm_ir)
    if level and ("optnone" in llvm_ir or "noinline" in llvm_ir):
        module = _parse(_ATTRIBUTE_GROUP.sub(_remove_hindrances, str(module)))
    registered = _registered_functions(module)
    for function in module.functions:
        if function.name in registered:
            function.add_function_attribute("noinline")
    machine = _target_machine(module, level)
    if level:
        if functions is not None:
            _make_internal(module, keep=functions)
        mark_for_inlining(module, keep=registered)
        _run_passes(module, machine, level)
    text = str(module)
    if level > 1 and (unrolled := unroll_short_loops(text)) is not text:
        module = _parse(unrolled)
        _run_passes(module, machine, level)
        text = str(module)
    return text


def _parse(llvm_ir: str) -> binding.ModuleRef:
    try:
        # In a context of its own: in a shared one LLVM renames the structs of the second module, and of the third …
        module = binding.parse_assembly(llvm_ir, binding.create_context())
        module.verify()
    except RuntimeError as error:
        raise ReadError("this is not valid LLVM IR", why=str(error).strip()) from None
    return module


def _make_internal(module: binding.ModuleRef, keep: Collection[str]) -> None:
    for function in module.functions:
        is_external = function.linkage.name == "external" and not function.is_declaration
        if is_external and function.name not in keep:
            function.linkage = binding.Linkage.internal


def _remove_hindrances(group: re.Match[str]) -> str:
    return _HINDRANCE.sub("", group[0])


def _registered_functions(module: binding.ModuleRef) -> frozenset[str]:
    """Functions with a derivative of their own. They must not be inlined, or the derivative would be forgotten."""
    if not any(variable.name.startswith("__enzyme_") for variable in module.global_variables):
        return frozenset()
    return frozenset(
        symbol[1] or symbol[2]
        for registration in _REGISTRATION.finditer(str(module))
        for symbol in _SYMBOL.finditer(registration[0])
    )


def _target_machine(module: binding.ModuleRef, level: int) -> binding.TargetMachine:
    """A machine for the module, which also says how data is laid out if the module does not."""
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    if not module.triple:
        module.triple = binding.get_default_triple()
    try:
        target = binding.Target.from_triple(module.triple)
    except RuntimeError as error:
        raise ReadError(
            f"the program is for another machine, '{module.triple}'",
            why=str(error).strip(),
            hint="compile it for this one",
        ) from None
    machine = target.create_target_machine(opt=level)
    if not module.data_layout:
        module.data_layout = str(machine.target_data)
    return machine


def _run_passes(module: binding.ModuleRef, machine: binding.TargetMachine, level: int) -> None:
    options = binding.create_pipeline_tuning_options(speed_level=level)
    options.loop_vectorization = False
    options.slp_vectorization = False
    options.loop_unrolling = False
    options.loop_interleaving = False
    builder = binding.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
