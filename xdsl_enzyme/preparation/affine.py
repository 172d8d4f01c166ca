"""`enzyme-lower-affine`: `affine` becomes `scf`, `arith` and `memref`.

On any IR; it runs by itself at the begin of differentiation and of writing::

    affine.for %i = max affine_map<(d0) -> (d0, 2)>(%a) to %n {      %lb = arith.maxsi %a, %c2
      %v = affine.load %m[%i * 2 + 1]                            ->  scf.for %i = %lb to %n step %c1 {
    }                                                                  %v = memref.load %m[%j]  // %j = %i * 2 + 1

Unlike xDSL's `lower-affine` it knows bounds with operands, symbols, several results (`max`, `min`), `affine.if`, `affine.parallel`,
`affine.min` and vector accesses; `mod`, `floordiv` and `ceildiv` are those of mathematics, also of negative numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import affine, arith, memref, scf, vector
from xdsl.dialects.builtin import IndexType, IntegerAttr, ModuleOp, i1, i64
from xdsl.ir import Operation, Region, SSAValue
from xdsl.ir.affine import (
    AffineBinaryOpExpr,
    AffineBinaryOpKind,
    AffineConstantExpr,
    AffineConstraintKind,
    AffineDimExpr,
    AffineExpr,
    AffineMap,
    AffineSymExpr,
)
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.errors import EnzymeError

_index = IndexType()


@dataclass(frozen=True)
class LowerAffinePass(ModulePass):
    """Replace all `affine` ops."""

    name = "enzyme-lower-affine"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        lower_affine(op)


def lower_affine(root: Operation) -> None:
    """Replace the `affine` ops in `root`, inner ones first."""
    for op in list(root.walk(region_first=True)):
        lower = _LOWERINGS.get(type(op))
        if lower is not None:
            _Lowering(op).run(lower)


def is_affine(op: Operation) -> bool:
    """Whether `lower_affine` replaces `op`."""
    return type(op) in _LOWERINGS


class _Lowering:
    """The replacement of one op: builds before it, then takes its place."""

    def __init__(self, op: Operation):
        self.op = op
        self.builder = Builder(InsertPoint.before(op))

    def run(self, lower: Callable[[_Lowering, Operation], Sequence[SSAValue]]) -> None:
        op = self.op
        for old, new in zip(op.results, lower(self, op), strict=True):
            new.name_hint = new.name_hint or old.name_hint
            old.replace_all_uses_with(new)
        op.detach()
        op.erase()

    def insert(self, op: Operation) -> Sequence[SSAValue]:
        op.location = self.op.location
        self.builder.insert(op)
        return op.results

    # Index arithmetic

    def constant(self, value: int) -> SSAValue:
        attribute = IntegerAttr(value, _index)
        op = arith.ConstantOp.create(properties={"value": attribute}, result_types=[_index])
        return self.insert(op)[0]

    def binary(self, op_class: type[Operation], left: SSAValue, right: SSAValue) -> SSAValue:
        op = op_class.create(operands=[left, right], result_types=[left.type])
        if op_class in _OVERFLOWING:
            op.properties["overflowFlags"] = arith.IntegerOverflowAttr("none")
        return self.insert(op)[0]

    def compare(self, predicate: str, left: SSAValue, right: SSAValue) -> SSAValue:
        number = IntegerAttr(arith.CMPI_COMPARISON_OPERATIONS.index(predicate), i64)
        op = arith.CmpiOp.create(
            operands=[left, right], result_types=[i1], properties={"predicate": number}
        )
        return self.insert(op)[0]

    def select(self, condition: SSAValue, left: SSAValue, right: SSAValue) -> SSAValue:
        op = arith.SelectOp.create(operands=[condition, left, right], result_types=[left.type])
        return self.insert(op)[0]

    def remainder(self, left: SSAValue, right: SSAValue) -> SSAValue:
        """From 0 to `right` - 1."""
        found = self.binary(arith.RemSIOp, left, right)
        is_negative = self.compare("slt", found, self.constant(0))
        return self.select(is_negative, self.binary(arith.AddiOp, found, right), found)

    def quotient(self, left: SSAValue, right: SSAValue) -> SSAValue:
        """Rounded down: of a negative number, it is -1 - (-1 - left) / right."""
        minus_one = self.constant(-1)
        is_negative = self.compare("slt", left, self.constant(0))
        mirrored = self.binary(arith.SubiOp, minus_one, left)
        truncated = self.binary(arith.DivSIOp, self.select(is_negative, mirrored, left), right)
        back = self.binary(arith.SubiOp, minus_one, truncated)
        return self.select(is_negative, back, truncated)

    def quotient_up(self, left: SSAValue, right: SSAValue) -> SSAValue:
        """Rounded up: -floor(-left / right)."""
        zero = self.constant(0)
        return self.binary(
            arith.SubiOp, zero, self.quotient(self.binary(arith.SubiOp, zero, left), right)
        )

    def value(self, expression: AffineExpr, dims: int, operands: Sequence[SSAValue]) -> SSAValue:
        """`expression` of operands, of which the first `dims` are dimensions and the others symbols."""
        match expression:
            case AffineConstantExpr():
                return self.constant(expression.value)
            case AffineDimExpr():
                return operands[expression.position]
            case AffineSymExpr():
                return operands[dims + expression.position]
            case AffineBinaryOpExpr():
                left = self.value(expression.lhs, dims, operands)
                right = self.value(expression.rhs, dims, operands)
                return _BINARY[expression.kind](self, left, right)
            case _:
                raise EnzymeError(f"unknown affine expression {expression}", where=self.op)

    def values(self, map: AffineMap, operands: Sequence[SSAValue]) -> list[SSAValue]:
        """All results of `map`."""
        return [self.value(one, map.num_dims, operands) for one in map.results]

    def extreme(self, op_class: type[Operation], values: Sequence[SSAValue]) -> SSAValue:
        """The largest or smallest of some values."""
        return reduce(lambda left, right: self.binary(op_class, left, right), values)

    # Ops

    def lower_apply(self, op: affine.ApplyOp) -> Sequence[SSAValue]:
        return self.values(op.map.data, op.mapOperands)

    def lower_min(self, op: affine.MinOp) -> Sequence[SSAValue]:
        return [self.extreme(arith.MinSIOp, self.values(op.map.data, op.arguments))]

    def lower_load(self, op: affine.LoadOp) -> Sequence[SSAValue]:
        indices = self.values(op.map.data, op.indices)
        types = op.result_types
        return self.insert(memref.LoadOp.create(operands=[op.memref, *indices], result_types=types))

    def lower_store(self, op: affine.StoreOp) -> Sequence[SSAValue]:
        indices = self.values(op.map.data, op.indices)
        return self.insert(memref.StoreOp.create(operands=[op.value, op.memref, *indices]))

    def lower_vector_load(self, op: affine.VectorLoadOp) -> Sequence[SSAValue]:
        indices = self.values(op.map.data, op.indices)
        types = op.result_types
        return self.insert(vector.LoadOp.create(operands=[op.memref, *indices], result_types=types))

    def lower_vector_store(self, op: affine.VectorStoreOp) -> Sequence[SSAValue]:
        indices = self.values(op.map.data, op.indices)
        return self.insert(vector.StoreOp.create(operands=[op.value, op.memref, *indices]))

    def lower_for(self, op: affine.ForOp) -> Sequence[SSAValue]:
        lower = self.values(op.lowerBoundMap.data, op.lowerBoundOperands)
        upper = self.values(op.upperBoundMap.data, op.upperBoundOperands)
        bounds = [
            self.extreme(arith.MaxSIOp, lower),
            self.extreme(arith.MinSIOp, upper),
            self.constant(op.step.value.data),
        ]
        return self.insert(
            scf.ForOp.create(
                operands=[*bounds, *op.inits],
                result_types=op.result_types,
                attributes=op.attributes.copy(),
                regions=[_with_scf_yield(op, op.body)],
            )
        )

    def lower_if(self, op: affine.IfOp) -> Sequence[SSAValue]:
        condition = op.condition.data
        zero = self.constant(0)
        holds = [
            self.compare(
                _PREDICATES[one.kind],
                self.value(one.lhs, condition.num_dims, op.args),
                zero if one.rhs == _ZERO else self.value(one.rhs, condition.num_dims, op.args),
            )
            for one in condition.constraints
        ]
        return self.insert(
            scf.IfOp.create(
                operands=[self.extreme(arith.AndIOp, holds or [self.compare("eq", zero, zero)])],
                result_types=op.result_types,
                attributes=op.attributes.copy(),
                regions=[_with_scf_yield(op, region) for region in list(op.regions)],
            )
        )

    def lower_parallel(self, op: affine.ParallelOp) -> Sequence[SSAValue]:
        if op.res:
            raise EnzymeError(
                "cannot lower an affine.parallel that reduces",
                where=op,
                why="xDSL's form of it, with one more operand per result, is not MLIR's",
                hint="use scf.parallel and scf.reduce",
            )
        lower_map, upper_map = op.lowerBoundsMap.data, op.upperBoundsMap.data
        count = lower_map.num_dims + lower_map.num_symbols
        lower = self._grouped(
            arith.MaxSIOp,
            self.values(lower_map, op.map_operands[:count]),
            op.lowerBoundsGroups.get_values(),
        )
        upper = self._grouped(
            arith.MinSIOp,
            self.values(upper_map, op.map_operands[count:]),
            op.upperBoundsGroups.get_values(),
        )
        steps = [self.constant(step.value.data) for step in op.steps]
        region = op.detach_region(op.body)
        last = region.block.last_op
        assert isinstance(last, affine.YieldOp)
        last.detach()
        last.erase()
        region.block.add_op(scf.ReduceOp())
        return self.insert(scf.ParallelOp(lower, upper, steps, region))

    def _grouped(
        self, op_class: type[Operation], values: Sequence[SSAValue], groups: Sequence[int | float]
    ) -> list[SSAValue]:
        """One bound per dimension; `groups` says how many of the values belong to each."""
        rest = iter(values)
        return [self.extreme(op_class, [next(rest) for _ in range(int(size))]) for size in groups]


_OVERFLOWING = (arith.AddiOp, arith.SubiOp, arith.MuliOp)

_BINARY: dict[AffineBinaryOpKind, Callable[[_Lowering, SSAValue, SSAValue], SSAValue]] = {
    AffineBinaryOpKind.Add: lambda to, left, right: to.binary(arith.AddiOp, left, right),
    AffineBinaryOpKind.Mul: lambda to, left, right: to.binary(arith.MuliOp, left, right),
    AffineBinaryOpKind.Mod: _Lowering.remainder,
    AffineBinaryOpKind.FloorDiv: _Lowering.quotient,
    AffineBinaryOpKind.CeilDiv: _Lowering.quotient_up,
}

_ZERO = AffineExpr.constant(0)

_PREDICATES = {
    AffineConstraintKind.ge: "sge",
    AffineConstraintKind.le: "sle",
    AffineConstraintKind.eq: "eq",
}


def _with_scf_yield(op: Operation, region: Region) -> Region:
    """A region of `op`, taken out of it, with an `scf.yield` at its end."""
    op.detach_region(region)
    if region.blocks:
        last = region.block.last_op
        operands: Sequence[SSAValue] = ()
        if isinstance(last, affine.YieldOp):
            operands = last.arguments
            last.detach()
        region.block.add_op(scf.YieldOp(*operands))
        if isinstance(last, affine.YieldOp):
            last.erase()
    return region


_LOWERINGS: dict[type[Operation], Callable[..., Sequence[SSAValue]]] = {
    affine.ApplyOp: _Lowering.lower_apply,
    affine.MinOp: _Lowering.lower_min,
    affine.LoadOp: _Lowering.lower_load,
    affine.StoreOp: _Lowering.lower_store,
    affine.VectorLoadOp: _Lowering.lower_vector_load,
    affine.VectorStoreOp: _Lowering.lower_vector_store,
    affine.ForOp: _Lowering.lower_for,
    affine.IfOp: _Lowering.lower_if,
    affine.ParallelOp: _Lowering.lower_parallel,
}
