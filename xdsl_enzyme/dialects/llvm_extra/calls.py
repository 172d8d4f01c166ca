"""Calls that `func.call` cannot say: through pointers, of variadic functions, and those that may unwind.

::

    %r = call double %f(double %x)
    -->  %r = llvm_extra.call_pointer %f(%x) : (f64) -> f64

    %r = call i32 (ptr, ...) @printf(ptr %format, double %x)
    -->  %r = llvm_extra.call_variadic @printf(%format, %x) vararg <i32 (!llvm.ptr, ...)> : (!llvm.ptr, f64) -> i32

    %r = invoke double @f(double %x) to label %next unwind label %lpad        lpad: %pad = landingpad { ptr, i32 } cleanup
    -->  %r, %unwound, %pad = llvm_extra.invoke of @f(%x) cleanup
             : (f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)
         cf.cond_br %unwound, ^lpad(%pad), ^next

What a call says about its attributes rides along as on `func.call`: discardable `llvm.attributes` and `fastmath`. Where no
function tells how arguments and results are passed (`llvm.byval`, `llvm.sret`, `llvm.signext` …), the properties `arg_attrs` and
`res_attrs` do, one dictionary for each as on `func.func`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from xdsl.dialects.builtin import (
    I1,
    ArrayAttr,
    DictionaryAttr,
    FlatSymbolRefAttrConstr,
    SymbolRefAttr,
    UnitAttr,
    i1,
    i32,
)
from xdsl.dialects.llvm import LLVMFunctionType, LLVMPointerType, LLVMStructType, LLVMVoidType
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    IRDLOperation,
    ParsePropInAttrDict,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    prop_def,
    result_def,
    traits_def,
    var_operand_def,
    var_result_def,
)
from xdsl.traits import MemoryReadEffect, MemoryWriteEffect
from xdsl.utils.exceptions import VerifyException

LANDING_PAD = LLVMStructType.from_type_list([LLVMPointerType(), i32])
"""What a landing pad yields: the exception, and the number of the clause that it matches."""


UNEXPECTED_CALLEE = "enzyme.unexpected_callee"
"""The unit attribute of a call through a pointer that leads to none of the functions that were expected. Active values must not get there."""


def _verify_function_type(
    function_type: LLVMFunctionType, arguments: Sequence[SSAValue], results: Sequence[SSAValue]
) -> None:
    """Whether a call passes what the (variadic) type asks for, and takes what it gives."""
    fixed = function_type.inputs.data
    types = tuple(argument.type for argument in arguments)
    if types[: len(fixed)] != fixed:
        raise VerifyException(f"the arguments do not fit the type {function_type}")
    if len(types) > len(fixed) and not function_type.is_variadic:
        raise VerifyException(f"there are more arguments than {function_type} has")
    output = function_type.output
    outputs = () if isinstance(output, LLVMVoidType) else (output,)
    if tuple(result.type for result in results) != outputs:
        raise VerifyException(f"the results are not those of {function_type}")


class _CallOperation(IRDLOperation):
    """Any of the calls. What it does to memory is that of the callee."""

    arguments = var_operand_def()
    arg_attrs = opt_prop_def(ArrayAttr[DictionaryAttr])
    res_attrs = opt_prop_def(ArrayAttr[DictionaryAttr])

    irdl_options = (ParsePropInAttrDict(),)
    traits = traits_def(MemoryReadEffect(), MemoryWriteEffect())

    def verify_(self) -> None:
        for attributes, values in (
            (self.arg_attrs, self.passed),
            (self.res_attrs, self.call_results),
        ):
            if attributes is not None and len(attributes.data) != len(values):
                raise VerifyException(f"there are not {len(values)} entries in {attributes}")

    @property
    def passed(self) -> Sequence[SSAValue]:
        """The arguments of the callee."""
        return self.arguments

    @property
    def call_results(self) -> Sequence[SSAValue]:
        """What the callee returns."""
        return self.results


@irdl_op_definition
class CallPointerOp(_CallOperation):
    """`call` of the function that a pointer leads to. `function_type` is there where that is variadic."""

    name = "llvm_extra.call_pointer"

    callee = operand_def(LLVMPointerType())
    arguments = var_operand_def()
    function_type = opt_prop_def(LLVMFunctionType)
    outputs = var_result_def()

    assembly_format = (
        "$callee `(` $arguments `)` (`vararg` $function_type^)? attr-dict"
        " `:` functional-type($arguments, $outputs)"
    )

    def __init__(
        self,
        callee: SSAValue,
        arguments: Sequence[SSAValue],
        result_types: Sequence[Attribute],
        function_type: LLVMFunctionType | None = None,
    ):
        super().__init__(
            operands=[callee, arguments],
            result_types=[result_types],
            properties={"function_type": function_type},
        )

    def verify_(self) -> None:
        super().verify_()
        if self.function_type is not None:
            _verify_function_type(self.function_type, self.arguments, self.outputs)


@irdl_op_definition
class CallVariadicOp(_CallOperation):
    """`call` of a variadic function by its name. The `func.func` has the fixed arguments and the attribute `llvm.variadic`."""

    name = "llvm_extra.call_variadic"

    callee = prop_def(FlatSymbolRefAttrConstr)
    function_type = prop_def(LLVMFunctionType)
    outputs = var_result_def()

    assembly_format = (
        "$callee `(` $arguments `)` `vararg` $function_type attr-dict"
        " `:` functional-type($arguments, $outputs)"
    )

    def __init__(
        self,
        callee: str | SymbolRefAttr,
        function_type: LLVMFunctionType,
        arguments: Sequence[SSAValue],
        result_types: Sequence[Attribute],
    ):
        super().__init__(
            operands=[arguments],
            result_types=[result_types],
            properties={
                "callee": SymbolRefAttr(callee) if isinstance(callee, str) else callee,
                "function_type": function_type,
            },
        )

    def verify_(self) -> None:
        super().verify_()
        if not self.function_type.is_variadic:
            raise VerifyException(f"the type {self.function_type} is not variadic")
        _verify_function_type(self.function_type, self.arguments, self.outputs)


@irdl_op_definition
class InvokeOp(_CallOperation):
    """`invoke`, with the landing pad that it unwinds to.

    The callee is a symbol, or the first operand if there is none. Results are those of the callee, poison if it unwound;
    then whether it did; then the landing pad, poison if it did not. `clauses` says what the landing pad catches: for each
    `catch` the symbol of a type's information, or a unit for everything; for each `filter` an array of these. With `cleanup`,
    it is entered even if no clause matches. `function_type` is there where the callee is variadic.
    """

    name = "llvm_extra.invoke"

    callee = opt_prop_def(FlatSymbolRefAttrConstr)
    function_type = opt_prop_def(LLVMFunctionType)
    clauses = opt_prop_def(ArrayAttr[Attribute])
    cleanup = opt_prop_def(UnitAttr)
    outputs = var_result_def()
    unwound = result_def(I1)
    landing_pad = result_def(LANDING_PAD)

    assembly_format = (
        "(`of` $callee^)? `(` $arguments `)` (`vararg` $function_type^)? (`catch` $clauses^)?"
        " (`cleanup` $cleanup^)? attr-dict `:` functional-type($arguments, results)"
    )

    def __init__(
        self,
        callee: str | SymbolRefAttr | None,
        arguments: Sequence[SSAValue],
        result_types: Sequence[Attribute],
        clauses: Sequence[Attribute] = (),
        cleanup: bool = False,
        function_type: LLVMFunctionType | None = None,
    ):
        super().__init__(
            operands=[arguments],
            result_types=[result_types, i1, LANDING_PAD],
            properties={
                "callee": SymbolRefAttr(callee) if isinstance(callee, str) else callee,
                "function_type": function_type,
                "clauses": ArrayAttr(clauses) if clauses else None,
                "cleanup": UnitAttr() if cleanup else None,
            },
        )

    @property
    def passed(self) -> Sequence[SSAValue]:
        return self.arguments if self.callee is not None else self.arguments[1:]

    @property
    def pointer(self) -> SSAValue | None:
        """The callee, where it is not a symbol."""
        return None if self.callee is not None else self.arguments[0]

    @property
    def call_results(self) -> Sequence[SSAValue]:
        return self.outputs

    def verify_(self) -> None:
        super().verify_()
        if self.callee is None and not (
            self.arguments and isinstance(self.arguments[0].type, LLVMPointerType)
        ):
            raise VerifyException("there is neither a symbol nor a pointer to call")
        if self.clauses is None and self.cleanup is None:
            raise VerifyException("a landing pad needs a clause, or cleanup")
        for clause in self.clauses or ():
            _verify_clause(clause)
        if self.function_type is not None:
            _verify_function_type(self.function_type, self.passed, self.outputs)


def _verify_clause(clause: Attribute) -> None:
    is_filter = isinstance(clause, ArrayAttr)
    for each in cast(ArrayAttr[Attribute], clause) if is_filter else (clause,):
        if not isinstance(each, SymbolRefAttr | UnitAttr):
            raise VerifyException(f"{each} is not a type that can be caught")
