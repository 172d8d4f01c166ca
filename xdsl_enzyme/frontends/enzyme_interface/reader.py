"""Reads the operands of a call of the interface, one after the other."""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import Float32Type, Float64Type, IntegerType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.frontends.enzyme_interface.names import Kind
from xdsl_enzyme.frontends.enzyme_interface.operands import (
    SRET,
    attributes_of,
    marker_in,
    symbol_in,
)


class CallReader:
    """Reads the arguments of one call, from the first to the last."""

    def __init__(self, op: func.CallOp, kind: Kind):
        self.op = op
        self.kind = kind
        callee = lookup(op, op.callee)
        assert isinstance(callee, func.FuncOp)
        self.operands = list(op.arguments)
        self.position = 0
        self.result_memory: tuple[SSAValue, Attribute] | None = None
        """Where the caller wants a large result, and the type of that."""
        if (type := attributes_of(callee, 0).get(SRET)) is not None:
            self.result_memory = (self.operands[0], type)
            self.position = 1

    def error(self, what: str, why: str, hint: str | None = None) -> DifferentiationError:
        return DifferentiationError(f"{self.kind}: {what}", where=self.op, why=why, hint=hint)

    # Operands

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.operands)

    def next(self, what: str) -> SSAValue:
        if self.at_end:
            raise self.error(
                f"{what} is missing",
                "the call has too few arguments",
                "a duplicated argument is followed by its shadow, and pointers are duplicated by default;"
                " mark those that take no part with enzyme_const",
            )
        self.position += 1
        return self.operands[self.position - 1]

    def marker(self) -> str | None:
        """The marker that comes next, if there is one."""
        return None if self.at_end else marker_in(self.operands[self.position])

    def integer(self, what: str) -> int:
        value = self.next(what)
        number = constant_integer(value)
        if number is None:
            raise self.error(f"{what} is not a constant", "it has to be known at compile time")
        return number

    # The function

    def target(self) -> func.FuncOp:
        """The function that is to be differentiated."""
        found = symbol_in(self.next("the function"))
        if not isinstance(found, func.FuncOp):
            is_variable = isinstance(found, llvm.GlobalOp)
            raise self.error(
                "it is not known which function is meant",
                f"the first argument is the variable '{found.sym_name.data}'"
                if is_variable
                else "the first argument is computed while the program runs",
                "name the function in the call itself, or compile with optimisation",
            )
        if not found.body.blocks:
            name = found.sym_name.data
            raise self.error(
                f"'{name}' has no body here",
                "it is defined in another file or in a library",
                f"compile all files with -flto, so that derivatives are made when they are linked; "
                f"or wrap '{name}' in a function if it is one of the C library",
            )
        return found


def fitted(reader: CallReader, value: SSAValue, type: Attribute, of: func.FuncOp) -> SSAValue:
    """A value as the type that a function takes: calls without a prototype pass larger ones."""
    given = value.type
    if given == type:
        return value
    match given, type:
        case Float64Type(), Float32Type():
            conversion: Operation = arith.TruncFOp.create(operands=[value], result_types=[type])
        case IntegerType(), IntegerType() if given.bitwidth == 32 > type.bitwidth:
            conversion = arith.TruncIOp.create(operands=[value], result_types=[type])
        case _:
            raise reader.error(
                f"an argument of '{of.sym_name.data}' has type {type}, and {given} is given",
                "values are passed as they are",
                "cast it in the call",
            )
    return Builder(InsertPoint.before(reader.op)).insert(conversion).results[0]
