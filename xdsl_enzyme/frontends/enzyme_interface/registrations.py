"""Global variables that say how functions are to be differentiated.

::

    void *__enzyme_register_gradient_f[] = {(void *)f, (void *)f_augmented, (void *)f_reverse};
    void *__enzyme_register_derivative_f[] = {(void *)f, (void *)f_forward};
    void *__enzyme_inactivefn_g = (void *)g;
    void *__enzyme_function_like_h[] = {(void *)h, (void *)"log1p"};
    void *__enzyme_type_v[] = {(void *)&v, "{[-1]:Float@double}"};
    __attribute__((annotate("enzyme_inactive"))) void log_it(double);
    -->
    @f {enzyme.augmented = @f.augmented_rule, enzyme.adjoint = @f.adjoint_rule}, @g {enzyme.inactive}, …

C's functions are called by small functions that have the signatures of `rules.custom_functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import BytesAttr, IntegerAttr, ModuleOp, StringAttr, UnitAttr
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.allocators import declare_allocator
from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.types.hints import HINT, with_hint
from xdsl_enzyme.analyses.types.type_trees import parse_type_tree
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.frontends.enzyme_interface.custom_rules import (
    give_adjoint,
    give_derivative,
    give_derivative_of_library,
    give_split_derivative,
)
from xdsl_enzyme.frontends.enzyme_interface.names import (
    ANNOTATIONS,
    INACTIVE_ANNOTATION,
    LIKE_ANNOTATION,
    SHADOW_ANNOTATION,
    TYPE_ANNOTATION,
    is_registration,
)
from xdsl_enzyme.frontends.enzyme_interface.operands import symbol_in

Entry = Operation | str | int | None
"""What an entry of a registration is: a function or variable, a text, a number, or null."""


def apply_registrations(module: ModuleOp) -> None:
    """Make attributes of all registrations of a module, and remove them."""
    registrations = [
        op
        for op in module.body.block.ops
        if isinstance(op, llvm.GlobalOp) and is_registration(op.sym_name.data)
    ]
    # What is registered for forward mode alone takes precedence over what is for its split form.
    for op in sorted(registrations, key=lambda op: "splitderivative" in op.sym_name.data):
        name = op.sym_name.data
        if name == ANNOTATIONS:
            _apply_annotations(op)
        else:
            apply = next((one for part, one in _KINDS if part in name), None)
            if apply is not None and (op.body.blocks or op.value is not None):
                apply(_Registration(op, _entries(op)))
        op.detach()
        op.erase()


@dataclass
class _Registration:
    """A registration with its entries."""

    variable: llvm.GlobalOp
    entries: list[Entry]

    def error(self, why: str) -> DifferentiationError:
        return DifferentiationError(
            f"the registration '{self.variable.sym_name.data}' cannot be understood",
            where=self.variable,
            why=why,
        )

    def functions(self, what: Sequence[str]) -> list[func.FuncOp]:
        """The entries, which are to be functions."""
        found: list[func.FuncOp] = []
        for number, name in enumerate(what):
            entry = self.entries[number] if number < len(self.entries) else None
            if not isinstance(entry, func.FuncOp):
                raise self.error(f"entry {number} has to be {name}, a function")
            found.append(entry)
        return found


def _register_gradient(registration: _Registration) -> None:
    function, augmented, reverse = registration.functions(
        ["what is differentiated", "its augmented function", "its reverse"]
    )
    give_adjoint(function, augmented, reverse)


def _register_derivative(registration: _Registration) -> None:
    function, derivative = registration.functions(["what is differentiated", "its derivative"])
    give_derivative(function, derivative)


def _register_split_derivative(registration: _Registration) -> None:
    function, augmented, derivative = registration.functions(
        ["what is differentiated", "its augmented function", "its derivative"]
    )
    give_split_derivative(function, augmented, derivative)


def _inactive_functions(registration: _Registration) -> None:
    for entry in registration.entries:
        if not isinstance(entry, func.FuncOp):
            raise registration.error("it has to hold functions")
        entry.attributes[INACTIVE] = UnitAttr()


def _inactive_globals(registration: _Registration) -> None:
    for entry in registration.entries:
        if not isinstance(entry, llvm.GlobalOp):
            raise registration.error("it has to hold addresses of variables")
        entry.attributes[INACTIVE] = UnitAttr()


def _function_like(registration: _Registration) -> None:
    [function] = registration.functions(["the function"])
    name = registration.entries[1] if len(registration.entries) == 2 else None
    if not isinstance(name, str):
        raise registration.error("entry 1 has to be the name of a function of the C library")
    give_derivative_of_library(function, name)


def _allocation_like(registration: _Registration) -> None:
    """`{allocate, argument that is the size, "arguments of free, -1 for the memory", free}`"""
    [allocate] = registration.functions(["the function that allocates"])
    _, size, order, free = (*registration.entries, None, None, None)[:4]
    inputs = len(allocate.function_type.inputs)
    if isinstance(size, int) and not 0 <= size < inputs:
        raise registration.error(f"'{allocate.sym_name.data}' has no argument {size}")
    # A null pointer reads as no entry, and as the number 0.
    declare_allocator(allocate, sizes=[size if isinstance(size, int) else 0])
    if free is None:
        return
    words = order.split(",") if isinstance(order, str) else ["-1"]
    if not isinstance(free, func.FuncOp) or words.count("-1") != 1:
        raise registration.error(
            "entry 2 has to name the memory by -1, and entry 3 to be a function"
        )
    declare_allocator(free, frees=words.index("-1"))


def _types(registration: _Registration) -> None:
    """What a variable holds; `frontends.type_hints` has seen to those of functions."""
    about, *texts = registration.entries
    if isinstance(about, llvm.GlobalOp):
        if not texts or not all(isinstance(text, str) for text in texts):
            raise registration.error("entry 1 has to be a type tree")
        for text in texts:
            _hint_of_global(about, str(text), f"'{registration.variable.sym_name.data}'")
    elif not isinstance(about, func.FuncOp):
        raise registration.error("entry 0 has to be a function or the address of a variable")


def _hint_of_global(variable: llvm.GlobalOp, tree: str, where: str) -> None:
    parse_type_tree(tree)
    known = variable.attributes.get(HINT)
    variable.attributes[HINT] = with_hint(known, f"{tree} at {where}")


def _ignore(registration: _Registration) -> None:
    """Advice that changes no derivative."""


_KINDS: tuple[tuple[str, Callable[[_Registration], None]], ...] = (
    ("__enzyme_register_gradient", _register_gradient),
    ("__enzyme_register_splitderivative", _register_split_derivative),
    ("__enzyme_register_derivative", _register_derivative),
    ("__enzyme_inactivefn", _inactive_functions),
    ("__enzyme_inactive_global", _inactive_globals),
    ("__enzyme_function_like", _function_like),
    ("__enzyme_allocation_like", _allocation_like),
    ("__enzyme_type", _types),
    ("__enzyme_shouldrecompute", _ignore),
    ("__enzyme_nofree", _ignore),
)


def _apply_annotations(op: llvm.GlobalOp) -> None:
    """`{function, text, file, line, arguments}` of each `__attribute__((annotate("…")))`."""
    entries = _entries(op)
    for position in range(0, len(entries) - 1, 5):
        annotated, text = entries[position], entries[position + 1]
        if not isinstance(annotated, Operation) or not isinstance(text, str):
            continue
        if text == SHADOW_ANNOTATION and isinstance(annotated, llvm.GlobalOp):
            raise DifferentiationError(
                f"the program declares a shadow of '{annotated.sym_name.data}'",
                where=annotated,
                why="shadows of global variables are made here, and are zero when a derivative begins",
                hint="pass the variable as an argument, with its shadow, or leave out enzyme_shadow",
            )
        if text == INACTIVE_ANNOTATION:
            annotated.attributes[INACTIVE] = UnitAttr()
        elif text.startswith(LIKE_ANNOTATION) and isinstance(annotated, func.FuncOp):
            give_derivative_of_library(annotated, text.removeprefix(LIKE_ANNOTATION))
        elif text.startswith(TYPE_ANNOTATION) and isinstance(annotated, llvm.GlobalOp):
            where = f"the variable '{annotated.sym_name.data}'"
            _hint_of_global(annotated, text.removeprefix(TYPE_ANNOTATION), where)


def _entries(op: llvm.GlobalOp) -> list[Entry]:
    """What an initialiser holds, member by member, whatever it is nested in."""
    block = op.body.first_block
    last = block.last_op if block is not None else None
    if not isinstance(last, llvm.ReturnOp) or last.arg is None:
        return []
    return _members(last.arg)


def _members(value: SSAValue) -> list[Entry]:
    owner = value.owner
    if isinstance(owner, llvm.InsertValueOp):
        chain: dict[int, SSAValue] = {}
        current: SSAValue = value
        while isinstance(inserted := current.owner, llvm.InsertValueOp):
            position = inserted.position.get_values()
            chain.setdefault(position[0], inserted.value)
            current = inserted.container
        return [entry for position in sorted(chain) for entry in _members(chain[position])]
    if isinstance(owner, llvm.IntToPtrOp):
        return _members(owner.input)
    if isinstance(owner, arith.ConstantOp) and isinstance(owner.value, IntegerAttr):
        return [owner.value.value.data]
    found = symbol_in(value)
    text = _text(found)
    return [found if text is None else text]


def _text(op: Operation | None) -> str | None:
    """What a constant array of characters says."""
    if not isinstance(op, llvm.GlobalOp):
        return None
    match op.value:
        case StringAttr(data=text):
            return text.rstrip("\0")
        case BytesAttr(data=data):
            return data.rstrip(b"\0").decode(errors="replace")
        case _:
            return None
