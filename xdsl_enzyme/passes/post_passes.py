"""A pipeline that is run on the functions that differentiation makes, and on no others.

::

    xdsl-opt -p 'enzyme-reverse{postpasses="canonicalize,cse"}' f.mlir

The functions are put into a module of their own for it, where all that they refer to is declared.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.ir import Operation, Region
from xdsl.passes import PassPipeline
from xdsl.universe import Universe
from xdsl.utils.exceptions import ArgSpecParseError

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import symbols_in


@contextmanager
def run_on_new_functions(ctx: Context, module: ModuleOp, pipeline: str) -> Generator[None]:
    """Runs a pipeline, if it is not empty, on the functions that the block adds to a module."""
    passes = _parse(pipeline) if pipeline else None
    before = {op for op in module.body.block.ops if isinstance(op, func.FuncOp)}
    yield
    if passes is not None:
        functions = [op for op in module.body.block.ops if isinstance(op, func.FuncOp)]
        _run(passes, ctx, module, [op for op in functions if op not in before and op.body.blocks])


def _parse(pipeline: str) -> PassPipeline:
    try:
        return PassPipeline.parse_spec(Universe.get_multiverse().all_passes, pipeline)
    except (ArgSpecParseError, ValueError) as error:
        raise DifferentiationError(f"postpasses='{pipeline}': {error}") from error


def _run(
    passes: PassPipeline, ctx: Context, module: ModuleOp, functions: list[func.FuncOp]
) -> None:
    names = {function.sym_name.data for function in functions}
    declarations = [_declaration(op) for op in _referred(module, functions, names)]
    inner = ModuleOp([], dict(module.attributes))
    anchors = {function.sym_name.data: _anchor(function) for function in functions}
    for function in functions:
        function.detach()
    inner.body.block.add_ops([*declarations, *functions])
    passes.apply(ctx, inner)
    for op in list(inner.body.block.ops):
        op.detach()
        name = _symbol(op)
        if name in anchors:
            module.body.block.insert_op_before(op, anchors[name])
        elif name is None or lookup(module, name) is None:
            module.body.block.add_op(op)
    for anchor in anchors.values():
        anchor.detach()
        anchor.erase()


def _anchor(function: func.FuncOp) -> Operation:
    """Keeps the place of a function while it is away."""
    anchor = func.FuncOp(f"{function.sym_name.data}.place", ((), ()), Region(), "private")
    block = function.parent_block()
    assert block is not None
    block.insert_op_before(anchor, function)
    return anchor


def _symbol(op: Operation) -> str | None:
    name = op.properties.get("sym_name")
    return name.data if isinstance(name, StringAttr) else None


def _referred(
    module: ModuleOp, functions: Iterable[func.FuncOp], names: set[str]
) -> list[Operation]:
    """What the functions refer to, except each other."""
    found: dict[Operation, None] = {}
    for function in functions:
        for op in function.walk():
            for name in symbols_in(op):
                symbol = lookup(module, name)
                if symbol is not None and name not in names:
                    found[symbol] = None
    return list(found)


def _declaration(op: Operation) -> Operation:
    """A function without its body; anything else as it is."""
    if not isinstance(op, func.FuncOp):
        return op.clone()
    declaration = func.FuncOp(
        op.sym_name.data, op.function_type, Region(), "private", arg_attrs=op.arg_attrs
    )
    declaration.attributes = dict(op.attributes)
    return declaration
