"""Lifts `cf` branches to structured control flow: cf form -> structured form.

Any control-flow graph will do, reducible or not. Loops become tail-controlled `scf.while`, the rest `scf.if` and
`scf.index_switch`; the function is left by one `func.return`::

    ^head(%i: i64):                               %r:2 = scf.while (%i = %zero) : (i64) -> (i64, f64) {
      %x = … %i …                                   %x = … %i …
      %n = arith.addi %i, %one : i64                %n = arith.addi %i, %one : i64
      %c = arith.cmpi slt, %n, %m : i64             %c = arith.cmpi slt, %n, %m : i64
      cf.cond_br %c, ^head(%n : i64), ^exit         scf.condition(%c) %n, %x : i64, f64
    ^exit:                                        } do {
      func.return %x : f64                        ^0(%a: i64, %b: f64):
                                                    scf.yield %a : i64
                                                  }
                                                  func.return %r#1 : f64

The algorithm is that of Bahmann, Reissmann, Jahre and Meyer, *Perfect Reconstructability of Control Flow from
Demand Dependence Graphs*, ACM TACO 11(4), 2015:

1. Each cycle becomes a node of its own, with one entry and one exit. If it is entered at several nodes, a
   multiplexer in front of them chooses by a discriminator. All edges that go back or leave lead to its latch,
   which says whether to continue and, if there are several ways out, which one to take.
2. What is left has no cycles. At a branch, the nodes that are reached through one of its edges only form a
   region of `scf.if`; all regions go on at one continuation, again a multiplexer if need be.

Edges carry the values that their target needs and `None` where one does not matter. The latter is what keeps the
output small: on the way back into a loop its results do not matter, and on the way out its next values.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects.builtin import LocationAttr, ModuleOp, UnknownLoc
from xdsl.dialects.func import FuncOp, ReturnOp
from xdsl.dialects.scf import ConditionOp, ExecuteRegionOp, WhileOp, YieldOp
from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass

from xdsl_enzyme.analyses.control_flow_graph import (
    Argument,
    Edge,
    IfDefined,
    Node,
    Parameter,
    Variable,
    dominated_nodes,
    strongly_connected_components,
)
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.control_flow_reader import read_control_flow_graph
from xdsl_enzyme.passes.dead_code import erase_if_dead
from xdsl_enzyme.passes.multiplexer import LoopNode, make_loop, multiplexer
from xdsl_enzyme.passes.structured_builder import StructuredBuilder, Value, defining_block

# How many frames of Python's stack a nested region costs in xDSL's verifier and printer and here, about.
FRAMES_PER_LEVEL = 4


@dataclass(frozen=True)
class LiftCfToScfPass(ModulePass):
    """Replace the branches between blocks of all functions by structured control flow."""

    name = "lift-cf-to-scf"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        lift_module(op)


def lift_module(module: ModuleOp) -> None:
    """Lift every function of `module` and of the modules in it."""
    for op in module.body.block.ops:
        if isinstance(op, ModuleOp):
            lift_module(op)
        elif isinstance(op, FuncOp):
            lift_function(op)


def is_structured(function: FuncOp) -> bool:
    """Whether every region in `function` has at most one block, and the function ends in a return."""
    entry = function.body.first_block
    return entry is None or (
        isinstance(entry.last_op, ReturnOp)
        and all(
            region.first_block is region.last_block
            for op in function.walk()
            for region in op.regions
        )
    )


def lift_function(function: FuncOp) -> None:
    """Give the body of `function` a single block. Raises `EnzymeError` if it has a loop that cannot end."""
    entry = function.body.first_block
    if entry is None:
        return
    for op in list(function.walk(region_first=True)):
        if isinstance(op, ExecuteRegionOp) and op.region.first_block is not op.region.last_block:
            _lift_region(op)
    if entry.next_block is not None or not isinstance(entry.last_op, ReturnOp):
        _Lift(function, entry).run()
    for op in entry.ops:
        if op.regions:
            _verify_structured(op)


def _lift_region(op: ExecuteRegionOp) -> None:
    """Give the region of `op` a single block, by way of a function with that body."""
    function = FuncOp("region", ((), op.result_types), op.detach_region(op.region))
    for block in function.body.blocks:
        if isinstance(last := block.last_op, YieldOp):
            _replace_terminator(last, ReturnOp)
    lift_function(function)
    last = function.body.block.last_op
    assert last is not None
    _replace_terminator(last, YieldOp)
    op.add_region(function.detach_region(function.body))


def _replace_terminator(old: Operation, op_class: type[Operation]) -> None:
    block = old.parent_block()
    assert block is not None
    new = op_class.create(operands=old.operands, location=old.location)
    block.add_op(new)
    old.detach()
    old.erase()


def _verify_structured(root: Operation) -> None:
    for op in root.walk():
        for region in op.regions:
            if region.first_block is not region.last_block:
                raise EnzymeError(
                    f"cannot lift a region of '{op.name}' that has several blocks",
                    where=op,
                    why="only the bodies of functions and of scf.execute_region are lifted",
                    hint="move the region into a function of its own",
                )


class _Lift:
    """Emits the graph of one function, region by region, into the function's entry block."""

    def __init__(self, function: FuncOp, entry: Block):
        self.function = function
        self.entry = entry
        self.builder = StructuredBuilder()
        # What stands for a variable of the graph at the point of emission. A value of an original block that
        # is not here stands for itself.
        self.values: dict[Variable, Value] = {}
        # The variables that were bound in each open region.
        self.scopes: list[list[Variable]] = [[]]

    def run(self) -> None:
        graph = read_control_flow_graph(self.function)
        first_return = next(iter(graph.exit.incoming)).source.terminator
        location = first_return.location if first_return is not None else None
        for cycle in list(strongly_connected_components(graph.nodes)):
            make_loop(cycle)
        values = self._emit(graph.nodes[0], [], graph.exit, self.entry)
        for block in list(self.function.body.blocks):
            if block is not self.entry:
                self.function.body.detach_block(block)
                block.drop_all_references()
        result = self._materialise_all(values, graph.exit.parameters)
        self.entry.add_op(ReturnOp.create(operands=result, location=location))
        first = self.entry.first_op
        assert first is not None
        self.entry.insert_ops_before(self.builder.prologue, first)
        for condition in self.builder.candidates:
            erase_if_dead(condition)

    # values

    def _bind(self, variable: Variable, value: Value) -> None:
        self.values[variable] = value
        self.scopes[-1].append(variable)

    def _bind_all(self, variables: Sequence[Variable], values: Sequence[Value]) -> None:
        for variable, value in zip(variables, values, strict=True):
            self._bind(variable, value)

    def _close_scope(self) -> None:
        for variable in self.scopes.pop():
            del self.values[variable]

    def _resolve(self, argument: Argument) -> Value:
        if isinstance(argument, IfDefined):
            return self.values.get(argument.value)
        if isinstance(argument, SSAValue):
            return self.values.get(argument, argument)
        return self.values[argument] if isinstance(argument, Parameter) else argument

    def _resolve_all(self, arguments: Iterable[Argument]) -> list[Value]:
        return [self._resolve(argument) for argument in arguments]

    def _materialise(self, variable: Variable) -> SSAValue:
        return self.builder.materialise(self._resolve(variable), variable.type)

    def _materialise_all(
        self, values: Sequence[Value], variables: Sequence[Variable]
    ) -> list[SSAValue]:
        return [
            self.builder.materialise(value, variable.type)
            for value, variable in zip(values, variables, strict=True)
        ]

    # regions

    def _emit(self, node: Node, arguments: list[Value], stop: Node, block: Block) -> list[Value]:
        """Emit into `block` what happens from `node` until `stop`; return what `stop` is given."""
        self._verify_depth(node)
        while node is not stop:
            if isinstance(node, LoopNode):
                self._emit_loop(node, arguments, block)
            elif node.block is not block:
                self._bind_all(node.parameters, arguments)
                if node.block is not None:
                    self._move_ops(node.block, block)
                for value, _ in node.exports:
                    if value not in self.values:
                        self._bind(value, value)
            if len(node.edges) == 1:
                (edge,) = node.edges
                node, arguments = edge.target, self._resolve_all(edge.arguments)
            else:
                node, arguments = self._emit_branch(node, stop, block)
        return arguments

    def _verify_depth(self, node: Node) -> None:
        if len(self.scopes) * FRAMES_PER_LEVEL > sys.getrecursionlimit():
            raise EnzymeError(
                f"function '{self.function.sym_name.data}' nests more than {len(self.scopes)} levels deep",
                where=node.terminator,
                why="each of many conditions in a row decides about all that follow, and nested regions"
                " are visited by recursion",
                hint="split the function, or raise Python's limit with sys.setrecursionlimit",
            )

    def _move_ops(self, source: Block, block: Block) -> None:
        for op in list(source.ops):
            source.detach_op(op)
            for nested in op.walk() if op.regions else (op,):
                self._update_operands(nested)
            block.add_op(op)

    def _update_operands(self, op: Operation) -> None:
        for index, operand in enumerate(op.operands):
            if operand in self.values and self.values[operand] is not operand:
                op.operands[index] = self._materialise(operand)

    def _emit_branch(self, node: Node, stop: Node, block: Block) -> tuple[Node, list[Value]]:
        """Emit the choice at the end of `node`; return what comes next and what it is given."""
        regions = [dominated_nodes(edge, stop) for edge in node.edges]
        leaving: list[Edge] = []
        for edge, region in zip(node.edges, regions, strict=True):
            leaving += [e for n in region for e in n.edges if e.target not in region]
            if not region:
                leaving.append(edge)
        # The end of the region around comes last, as every multiplexer may go there directly.
        leaving.sort(key=lambda edge: edge.target is stop)
        continuation = multiplexer(leaving)

        branches: list[Block] = []
        values: list[list[Value]] = []
        for edge in node.edges:
            branches.append(Block())
            self.scopes.append([])
            arguments = self._resolve_all(edge.arguments)
            values.append(self._emit(edge.target, arguments, continuation, branches[-1]))
            self._close_scope()
        assert node.selector is not None
        merged = self.builder.branch(
            block,
            self._materialise(node.selector),
            node.cases,
            branches,
            values,
            [parameter.type for parameter in continuation.parameters],
            [parameter.name_hint for parameter in continuation.parameters],
            _location(node),
        )
        return continuation, merged

    # loops

    def _emit_loop(self, loop: LoopNode, arguments: list[Value], block: Block) -> None:
        """Emit `loop` into `block` and bind its results and the values that escape from it."""
        for cycle in list(strongly_connected_components(loop.members)):
            make_loop(cycle)
        initial = self._materialise_all(arguments, loop.parameters)
        body = Block(arg_types=[parameter.type for parameter in loop.parameters])
        for argument, parameter in zip(body.args, loop.parameters, strict=True):
            argument.name_hint = parameter.name_hint
        self.scopes.append([])
        at_latch = self._emit(loop.head, list(body.args), loop.latch, body)
        self._close_scope()

        carried = _drop_invariants(body, initial, at_latch)
        continues, *values = self._materialise_carried(at_latch, carried, loop.latch.parameters)
        results = at_latch[1 + len(initial) :]
        forwarded = dict.fromkeys(values)
        forwarded.update(
            (value, None)
            for value in results
            if isinstance(value, SSAValue) and defining_block(value) is body
        )
        position = {value: index for index, value in enumerate(forwarded)}
        types = [value.type for value in forwarded]
        location = _location(loop)
        body.add_op(ConditionOp.create(operands=[continues, *forwarded], location=location))
        after = Block(arg_types=types)
        repeated = [after.args[position[value]] for value in values]
        after.add_op(YieldOp.create(operands=repeated, location=location))
        op = WhileOp.create(
            operands=[initial[index] for index in carried],
            result_types=types,
            regions=[Region(body), Region(after)],
            location=location,
        )
        block.add_op(op)

        variables = [*loop.results, *loop.escaping]
        names = loop.latch.parameters[1 + len(initial) :]
        for variable, value, named in zip(variables, results, names, strict=True):
            if isinstance(value, SSAValue) and value in position:
                value = op.results[position[value]]
                value.name_hint = value.name_hint or named.name_hint
            self._bind(variable, value)

    def _materialise_carried(
        self, at_latch: Sequence[Value], carried: Sequence[int], parameters: Sequence[Variable]
    ) -> list[SSAValue]:
        """Whether to continue, and the next values of the loop-carried parameters."""
        indices = [0, *(1 + index for index in carried)]
        return self._materialise_all(
            [at_latch[index] for index in indices], [parameters[index] for index in indices]
        )


def _drop_invariants(body: Block, initial: Sequence[SSAValue], at_latch: list[Value]) -> list[int]:
    """Erase the arguments of `body` that never change or are never used; return the indices of the others.

    `at_latch[1 + i]` is the next value of argument `i`.
    """
    arguments = dict(enumerate(body.args))
    changed = True
    while changed:
        changed = False
        for index, argument in list(arguments.items()):
            following = at_latch[1 + index]
            if following is None or following is argument or following is initial[index]:
                argument.replace_all_uses_with(initial[index])
                at_latch[:] = [initial[index] if v is argument else v for v in at_latch]
            elif argument.first_use is not None or argument in at_latch:
                continue
            at_latch[1 + index] = None
            body.erase_arg(arguments.pop(index))
            changed = True
    return list(arguments)


def _location(node: Node) -> LocationAttr:
    return node.terminator.location if node.terminator is not None else UnknownLoc()
