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
from xdsl_enzyme.frontends.enzyme_interface.callees import promote_variables, resolve_callees
from xdsl_enzyme.frontends.enzyme_interface.names import uses_interface
from xdsl_enzyme.frontends.enzyme_interface.outline import hide_markers, registered_functions
from xdsl_enzyme.frontends.inlining import mark_for_inlining
from xdsl_enzyme.frontends.llvm_contexts import parse_apart
from xdsl_enzyme.frontends.tidying import has_generic_code, tidy, without_expectations
from xdsl_enzyme.frontends.type_hints import mentions_type_hints, place_type_hints
from xdsl_enzyme.frontends.unrolling import unroll_short_loops
from xdsl_enzyme.frontends.variadic_functions import (
    expand_variadic_functions,
    mentions_variadic_functions,
)

_ATTRIBUTE_GROUP = re.compile(r"^attributes #\d+ = \{.*\}$", re.MULTILINE)
_EMPTY_GROUP = re.compile(r"\{ *\}$")
_DEFAULT_GROUP = '{ "unsafe-fp-math"="false" }'
"""LLVM does not read empty groups; this says what holds anyway."""
_HINDRANCE = re.compile(r"(?<= )(?:optnone|noinline) ")
_HINDRANCE_TO_REGISTERED = re.compile(r"(?<= )(?:optnone|noinline|alwaysinline) ")


def optimise_for_differentiation(
    llvm_ir: str, level: int = 2, functions: Collection[str] | None = None
) -> str:
    """Optimised LLVM IR, printed by LLVM; at level 0 it is only verified and printed, and generic code tidied.

    If `functions` are named, no other function needs to be there for callers from outside.
    Raises `ReadError` if the text is no valid LLVM IR, or for a target that this LLVM does not know.
    """
    if level not in range(4):
        raise ReadError(f"there is no optimisation level {level}", hint="use 0, 1, 2 or 3")
    is_interface = uses_interface(llvm_ir)
    if is_interface:
        llvm_ir = hide_markers(llvm_ir)
    if mentions_type_hints(llvm_ir):
        llvm_ir = place_type_hints(str(parse(llvm_ir)))
    if mentions_variadic_functions(llvm_ir):
        llvm_ir = expand_variadic_functions(str(parse(llvm_ir)), is_whole=functions is not None)
    module = parse(llvm_ir)
    registered = registered_functions(llvm_ir)
    is_generic = level == 0 and has_generic_code(llvm_ir)
    if level or is_interface or is_generic:
        text = str(module)
        freed = without_hindrances(text, are_registered=bool(registered))
        freed = without_expectations(freed) if is_generic else freed
        module = module if freed == text else parse(freed)
    linkages = _hide_registered_functions(module, registered)
    if functions is not None:
        _make_external(module, functions)
    machine = target_machine(module, level)
    if level:
        if functions is not None:
            _make_internal(module, keep=functions)
            _remove_unreachable(module, machine)
        mark_for_inlining(module, keep=frozenset(linkages))
        _run_passes(module, machine, level)
        if level > 1 and (unrolled := unroll_short_loops(text := str(module))) is not text:
            module = parse(unrolled)
            _run_passes(module, machine, level)
    else:
        if is_interface:
            resolve_callees(module, machine)
        if is_generic:
            tidy(module, machine, keep=frozenset(linkages))
    for name, linkage in linkages.items():
        module.get_function(name).linkage = linkage
    return str(module)


def with_promoted_variables(llvm_ir: str) -> str:
    """LLVM IR that is not optimised, with variables on the stack as values: derivatives of that need less memory."""
    module = parse(llvm_ir)
    promote_variables(module, target_machine(module, 0))
    return str(module)


def tidied(llvm_ir: str) -> str:
    """LLVM IR of which functions of one line are inlined, whatever the level of optimisation; see `tidying`."""
    module = parse(without_expectations(without_hindrances(str(parse(llvm_ir)))))
    tidy(module, target_machine(module, 1), keep=frozenset())
    return str(module)


def parse(llvm_ir: str) -> binding.ModuleRef:
    try:
        module = parse_apart(llvm_ir)
        module.verify()
    except RuntimeError as error:
        raise ReadError("this is not valid LLVM IR", why=str(error).strip()) from None
    return module


def _make_external(module: binding.ModuleRef, names: Collection[str]) -> None:
    """Functions that are wanted may be such that are dropped where nobody calls them: `static` or `inline` ones, and templates."""
    for function in module.functions:
        if function.name in names and function.linkage.name in _DROPPED:
            function.linkage = binding.Linkage.external


_DROPPED = ("internal", "private", "linkonce_any", "linkonce_odr")


def _make_internal(module: binding.ModuleRef, keep: Collection[str]) -> None:
    for function in module.functions:
        is_external = function.linkage.name == "external" and not function.is_declaration
        if is_external and function.name not in keep:
            function.linkage = binding.Linkage.internal


def _remove_unreachable(module: binding.ModuleRef, machine: binding.TargetMachine) -> None:
    """What is not called needs no optimisation, and does not count when it is said how large a program may grow."""
    options = binding.create_pipeline_tuning_options()
    builder = binding.create_pass_builder(machine, options)
    with binding.create_new_module_pass_manager() as manager:
        manager.add_global_dead_code_eliminate_pass()
        manager.run(module, builder)


def without_hindrances(llvm_ir: str, *, are_registered: bool = False) -> str:
    """
    LLVM IR, as LLVM prints it, without the attributes that keep functions from being optimised or inlined. Not all go if
    there are functions with registered derivatives.
    """
    hindrance = _HINDRANCE_TO_REGISTERED if are_registered else _HINDRANCE

    def freed(group: re.Match[str]) -> str:
        rest = hindrance.sub("", group[0])
        return _EMPTY_GROUP.sub(_DEFAULT_GROUP, rest)

    return _ATTRIBUTE_GROUP.sub(freed, llvm_ir)


def _hide_registered_functions(
    module: binding.ModuleRef, names: frozenset[str]
) -> dict[str, binding.Linkage]:
    """
    Functions with a derivative of their own must not be inlined, or it would be forgotten, and nothing may be concluded from
    their bodies: one that returns its argument would be replaced by it. Returns the linkages that they had.
    """
    linkages: dict[str, binding.Linkage] = {}
    for function in module.functions:
        if function.name in names and not function.is_declaration:
            linkages[function.name] = function.linkage
            function.add_function_attribute("noinline")
            function.linkage = "weak_any"
    return linkages


def target_machine(module: binding.ModuleRef, level: int) -> binding.TargetMachine:
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
