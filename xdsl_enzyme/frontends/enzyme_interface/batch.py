"""`__enzyme_batch`: a function applied to several sets of arguments, one after the other.

::

    struct four { double a, b, c, d; };
    struct four __enzyme_batch(void *, ...);
    __enzyme_batch((void *)f, enzyme_width, 4, enzyme_vector, x1, x2, x3, x4, enzyme_scalar, n)
    -->
    { f(x1, n), f(x2, n), f(x3, n), f(x4, n) }
"""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.dialects.builtin import SymbolRefAttr
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import SSAValue

from xdsl_enzyme.frontends.enzyme_interface import values
from xdsl_enzyme.frontends.enzyme_interface.arguments import multiple
from xdsl_enzyme.frontends.enzyme_interface.interface_call import InterfaceCall
from xdsl_enzyme.frontends.enzyme_interface.reader import CallReader, fitted
from xdsl_enzyme.frontends.enzyme_interface.requests import deliver


def apply_to_batch(reader: CallReader) -> None:
    """Replace a call of `__enzyme_batch` by as many calls of the function."""
    call = InterfaceCall(reader.op, reader.kind, reader.target())
    builder = call.builder
    elements: list[list[SSAValue]] = []
    if reader.marker() == "enzyme_width":
        reader.next("enzyme_width")
        call.width = reader.integer("the width")
    for type in call.function.function_type.inputs.data:
        marker = reader.marker()
        stride: SSAValue | None = None
        if marker is not None:
            reader.next(marker)
        if marker == "enzyme_buffer":
            stride = reader.next("the stride")
        elif marker not in (None, "enzyme_vector", "enzyme_scalar"):
            raise reader.error(
                f"{marker} in a batch", "an argument is a vector, a scalar or a buffer"
            )
        if marker == "enzyme_scalar":
            value = fitted(reader, reader.next("an argument"), type, call.function)
            elements.append([value] * call.width)
        elif stride is not None:
            first = reader.next("a buffer")
            if not isinstance(first.type, LLVMPointerType):
                raise reader.error("a buffer is no pointer", "elements are so many bytes apart")
            elements.append(
                [
                    values.address(builder, first, multiple(builder, stride, k))
                    for k in range(call.width)
                ]
            )
        else:
            elements.append(
                [
                    fitted(reader, reader.next("an element of a batch"), type, call.function)
                    for _ in range(call.width)
                ]
            )
    if not reader.at_end:
        raise reader.error("there are too many arguments", "each element of the batch has its own")
    results: list[SSAValue] = []
    for k in range(call.width):
        one = func.CallOp(
            SymbolRefAttr(call.function.sym_name.data),
            [argument[k] for argument in elements],
            call.result_types,
        )
        one.location = reader.op.location
        builder.insert(one)
        results += one.results
    deliver(reader, results, "the results of the batch")
