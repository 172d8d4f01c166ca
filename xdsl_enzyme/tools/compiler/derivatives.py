"""A module of LLVM IR whose calls of Enzyme's interface are to be carried out -> the module with the derivatives in it.

::

    define double @slope(double %x) { %r = call double (ptr, ...) @__enzyme_autodiff(ptr @square, double %x) … }
    -->
    define double @slope(double %x) { %r = call double @derivative.0(double %x) … }
    define internal double @derivative.0(double %x) …

Only what is differentiated is read. The rest of the module stays as the compiler has it: the functions that are made are linked in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from llvmlite import binding
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.ir import Region

from xdsl_enzyme.dialects.llvm_extra import CallPointerOp, InvokeOp
from xdsl_enzyme.dialects.symbols import symbol_name
from xdsl_enzyme.errors import DifferentiationError, LoweringError, ReadError
from xdsl_enzyme.frontends.c_library import link_c_library
from xdsl_enzyme.frontends.enzyme_interface.lower import lower_interface
from xdsl_enzyme.frontends.enzyme_interface.names import unknown_function
from xdsl_enzyme.frontends.enzyme_interface.outline import Outlined, outline_interface_calls
from xdsl_enzyme.frontends.fortran_runtime import with_fortran_runtime
from xdsl_enzyme.frontends.linking import link_runtime
from xdsl_enzyme.frontends.llvm_contexts import parse_apart
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.llvm_ir.tokens import decode_string, unquote
from xdsl_enzyme.frontends.optimise import (
    optimise_for_differentiation,
    with_promoted_variables,
)
from xdsl_enzyme.frontends.type_hints import without_type_hints
from xdsl_enzyme.interop.program import remove_unreachable
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.llvm_ir.names import identifier
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, run_pipeline, structure
from xdsl_enzyme.tools.compiler.debug_information import without_ours


def with_derivatives(llvm_ir: str, level: int) -> binding.ModuleRef | None:
    """The module with what its calls of the interface ask for; None if it has no such call.

    Raises `EnzymeError` for what cannot be differentiated.
    """
    _refuse_unknown_functions(llvm_ir)
    complete = link_runtime(link_c_library(llvm_ir), "cpp_containers")
    optimised = optimise_for_differentiation(with_fortran_runtime(complete), level)
    outlined = outline_interface_calls(optimised)
    if not outlined.definitions:
        return None
    to_read = outlined
    outlined = replace(outlined, llvm_ir=without_ours(without_type_hints(outlined.llvm_ir)))
    if level == 0:
        to_read = outline_interface_calls(with_promoted_variables(optimised))
    names = list(outlined.definitions)
    module = _read(to_read.complete, names)
    lower_interface(module)
    run_pipeline(module, structure(tuple(names)))
    run_pipeline(module, DIFFERENTIATE)
    remove_unreachable(module, names)
    return _linked(outlined, module)


def _refuse_unknown_functions(llvm_ir: str) -> None:
    """Say at once what would be missing when the program is linked."""
    for declared in _DECLARATION.findall(llvm_ir) if "__enzyme_" in llvm_ir else ():
        if (name := unknown_function(unquote(declared))) is not None:
            raise DifferentiationError(
                f"'{name}' is not supported",
                why="it belongs to Enzyme's interface, but not to what is known of it here",
                hint="what is supported is listed in the documentation of the compilers",
            )


_DECLARATION = re.compile(r'^declare [^@\n]*(@(?:"[^"]*"|[-\w$.]+))\(', re.MULTILINE)


def _read(llvm_ir: str, names: list[str]) -> ModuleOp:
    """The functions of these names, and what they need; with everything that they may call through pointers."""
    module = read_llvm_ir(llvm_ir, names)
    if not any(isinstance(op, _CALLS_THROUGH_POINTERS) for op in module.walk()):
        return module
    # The rest of the program may hand any function to what is differentiated.
    handed = sorted({unquote(name) for name in _ADDRESS.findall(_without_calls(llvm_ir))})
    defined = {unquote(name) for name in _DEFINITION.findall(llvm_ir)}
    readable = [name for name in handed if name in defined and _is_readable(llvm_ir, name)]
    exposed = "".join(f"  call void @{_EXPOSE}(ptr @{identifier(name)})\n" for name in readable)
    text = f"{llvm_ir}\ndefine void @{_EXPOSED}() {{\n{exposed}  ret void\n}}\ndeclare void @{_EXPOSE}(ptr)\n"
    return read_llvm_ir(text, [*names, _EXPOSED])


_EXPOSED, _EXPOSE = "xdsl_enzyme.exposed", "xdsl_enzyme.expose"
_CALLS_THROUGH_POINTERS = (CallPointerOp, InvokeOp)
_ADDRESS = re.compile(r'(@(?:"[^"]*"|[-\w$.]+))')
_DEFINITION = re.compile(r'^define [^@\n]*(@(?:"[^"]*"|[-\w$.]+))\(', re.MULTILINE)


def _without_calls(llvm_ir: str) -> str:
    """LLVM IR without the names of functions where they are called or defined."""
    return re.sub(r'@(?:"[^"]*"|[-\w$.]+)\(', "(", llvm_ir)


def _is_readable(llvm_ir: str, name: str) -> bool:
    try:
        read_llvm_ir(llvm_ir, [name])
    except ReadError:
        return False
    return True


def _linked(outlined: Outlined, derivatives: ModuleOp) -> binding.ModuleRef:
    """The compiler's module, with the derivatives linked in."""
    host = _parse(_FAST_CONVENTION.sub(r"\1 ", outlined.with_declarations()))
    symbols = {
        value.name: value for values in (host.functions, host.global_variables) for value in values
    }
    defined = {name for name, value in symbols.items() if not value.is_declaration}
    _keep_declarations(derivatives, defined)
    _publish(derivatives, outlined.definitions)
    needed = {name for op in derivatives.body.block.ops if (name := symbol_name(op)) is not None}
    hidden = {
        name: symbols[name].linkage
        for name in needed & defined
        if symbols[name].linkage.name in ("internal", "private")
    }
    for name in hidden:
        symbols[name].linkage = "external"
    text = write_llvm_ir(derivatives, _source_directories(outlined.llvm_ir))
    host.link_in(_parse(text, host))
    for values in (host.functions, host.global_variables):
        for value in values:
            if value.name in hidden:
                value.linkage = hidden[value.name]
            elif value.name in outlined.definitions:
                value.linkage = "internal"
    host.verify()
    return host


_FAST_CONVENTION = re.compile(
    r'(^(?:define|declare)\b[^@\n"]*?|\b(?:call|invoke)\b[^@%\n"]*?) (?:fastcc|coldcc) ',
    re.MULTILINE,
)
"""
Calling conventions that LLVM has given functions of the module that nobody else called. Derivatives call them now, by C's, as they
know them; a call by another one than the callee's has no meaning.
"""


def _source_directories(llvm_ir: str) -> dict[str, str] | None:
    """The directories of source files, by name; None if the program has no debug information."""
    if "!llvm.dbg.cu" not in llvm_ir:
        return None
    return {_text(file): _text(directory) for file, directory in _FILE.findall(llvm_ir)}


_FILE = re.compile(r'!DIFile\(filename: ("[^"]*"), directory: ("[^"]*")')


def _text(literal: str) -> str:
    return decode_string(literal).decode(errors="replace")


def _parse(text: str, beside: binding.ModuleRef | None = None) -> binding.ModuleRef:
    try:
        module = parse_apart(text, beside)
        module.verify()
    except RuntimeError as error:
        raise LoweringError("LLVM rejects the module", why=str(error).strip()) from None
    return module


def _keep_declarations(module: ModuleOp, defined: Iterable[str]) -> None:
    """Leave out the bodies of what the compiler's module defines."""
    defined = frozenset(defined)
    for op in module.body.block.ops:
        if symbol_name(op) not in defined:
            continue
        if isinstance(op, func.FuncOp):
            _drop_body(op)
            op.properties["sym_visibility"] = StringAttr("private")
            op.attributes.pop("llvm.linkage", None)
        elif isinstance(op, llvm.GlobalOp):
            _drop_body(op)
            op.properties.pop("value", None)
            op.properties["linkage"] = llvm.LinkageAttr("external")


def _drop_body(op: func.FuncOp | llvm.GlobalOp) -> None:
    body = op.detach_region(0)
    body.erase()
    op.add_region(Region())


def _publish(module: ModuleOp, names: Iterable[str]) -> None:
    """Let the compiler's module see the functions that it calls."""
    names = frozenset(names)
    for op in module.body.block.ops:
        if isinstance(op, func.FuncOp) and op.sym_name.data in names:
            op.attributes.pop("llvm.linkage", None)
            op.properties.pop("sym_visibility", None)
