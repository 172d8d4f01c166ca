"""Builds `scf.if` and `scf.index_switch` around finished branches, with no more results than needed.

Each branch brings one value per variable of what follows. A value that does not matter on its branch (`None`)
gives way to the others, and equal values need no result::

    %c ? {…; yield %x, true, %inner} : {yield %x, false, None}
    -->  %0 = scf.if %c -> (T) {…; scf.yield %inner} else {scf.yield %poison};  (%x, %c, %0)

Branches without ops become `arith.select`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from xdsl.dialects.arith import (
    CmpfOp,
    CmpiOp,
    ConstantOp,
    IndexCastOp,
    SelectOp,
    XOrIOp,
)
from xdsl.dialects.builtin import (
    AnyFloat,
    DenseArrayBase,
    IndexType,
    IntegerAttr,
    IntegerType,
    LocationAttr,
    VectorType,
    i1,
    i64,
)
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.dialects.scf import IfOp, IndexSwitchOp, YieldOp
from xdsl.dialects.ub import PoisonOp
from xdsl.ir import Attribute, Block, BlockArgument, Operation, Region, SSAValue

from xdsl_enzyme.analyses.control_flow_graph import Constant
from xdsl_enzyme.analyses.predicates import INVERSE
from xdsl_enzyme.dialects.llvm_extra import PointerCompareOp

# A value of a variable at the end of a branch; `None` if it does not matter there.
Value: TypeAlias = SSAValue | Constant | None

_SELECTABLE_TYPES = (IntegerType, IndexType, AnyFloat, VectorType, LLVMPointerType)

_FLOAT_INVERSE = (15, 13, 12, 11, 10, 9, 8, 14, 6, 5, 4, 3, 2, 1, 7, 0)
# The predicate that is true where the given one is false, per kind of comparison.
INVERSE_PREDICATES: dict[type[Operation], Sequence[int]] = {
    CmpiOp: INVERSE,
    PointerCompareOp: INVERSE,
    CmpfOp: _FLOAT_INVERSE,
}


class StructuredBuilder:
    """Makes the ops of one function. Constants and poison are made once, and collected in `prologue`."""

    def __init__(self) -> None:
        self.prologue: list[Operation] = []
        self.candidates: list[SSAValue] = []
        """Conditions that may have lost their only use; in the end, erase those that have."""
        self._shared: dict[tuple[Attribute, int | None], SSAValue] = {}

    def materialise(self, value: Value, type: Attribute) -> SSAValue:
        """`value` as an SSA value of the given type."""
        if isinstance(value, SSAValue):
            return value
        key = (type, value.value if value is not None else None)
        if key not in self._shared:
            op = (
                _constant(value.value, type)
                if value is not None
                else PoisonOp.create(result_types=[type], properties=PoisonOp(type).properties)
            )
            self.prologue.append(op)
            self._shared[key] = op.results[0]
        return self._shared[key]

    def negation(self, condition: SSAValue, block: Block, location: LocationAttr) -> SSAValue:
        """Not `condition`, at the end of `block`. Comparisons are inverted."""
        comparison = condition.owner
        if isinstance(comparison, Operation) and (
            inverse := INVERSE_PREDICATES.get(type(comparison))
        ):
            predicate = cast(IntegerAttr, comparison.properties["predicate"])
            op = type(comparison).create(
                operands=comparison.operands,
                result_types=[i1],
                properties=comparison.properties
                | {"predicate": IntegerAttr(inverse[predicate.value.data], i64)},
                attributes=comparison.attributes,
                location=comparison.location,
            )
            self.candidates.append(condition)
        else:
            op = XOrIOp.create(
                operands=[condition, self.materialise(Constant(i1, 1), i1)],
                result_types=[i1],
                location=location,
            )
        block.add_op(op)
        return op.results[0]

    def branch(
        self,
        block: Block,
        selector: SSAValue,
        cases: Sequence[int],
        branches: Sequence[Block],
        values: Sequence[Sequence[Value]],
        types: Sequence[Attribute],
        names: Sequence[str | None],
        location: LocationAttr,
    ) -> list[Value]:
        """Append to `block` the choice between `branches` and return the variables' values after it.

        `branches[i]` runs if `selector` is `cases[i]`, the last one otherwise. `values[i][j]` is the value of
        variable `j`, of type `types[j]` and called `names[j]`, at the end of `branches[i]`.
        """
        choice = _Choice(self, block, selector, list(cases), list(branches), location)
        return choice.build(list(zip(*values, strict=True)), types, names)


def _constant(value: int, type: Attribute) -> Operation:
    attribute = IntegerAttr(value, cast(IntegerType, type), truncate_bits=True)
    return ConstantOp.create(result_types=[type], properties={"value": attribute})


def defining_block(value: SSAValue) -> Block | None:
    """The block that `value` is an argument of or whose op defines it; None if that is not in a block yet."""
    return value.block if isinstance(value, BlockArgument) else cast(Operation, value.owner).parent


class _Choice:
    def __init__(
        self,
        builder: StructuredBuilder,
        block: Block,
        selector: SSAValue,
        cases: list[int],
        branches: list[Block],
        location: LocationAttr,
    ):
        self.builder = builder
        self.block = block
        self.selector = selector
        self.cases = cases
        self.branches = branches
        self.location = location

    def build(
        self,
        columns: Sequence[tuple[Value, ...]],
        types: Sequence[Attribute],
        names: Sequence[str | None],
    ) -> list[Value]:
        values: list[Value] = [None] * len(columns)
        result_columns: dict[tuple[Value, ...], list[int]] = {}
        for index, column in enumerate(columns):
            if not self._merge(column, values, index):
                result_columns.setdefault(column, []).append(index)

        first = [indices[0] for indices in result_columns.values()]
        results = self._emit(list(result_columns), [types[i] for i in first])
        for result, indices in zip(results, result_columns.values(), strict=True):
            for index in indices:
                values[index] = result
                if isinstance(result, SSAValue) and result.name_hint is None:
                    result.name_hint = names[index]
        return values

    def _merge(self, column: tuple[Value, ...], values: list[Value], index: int) -> bool:
        """Try to give variable `index` a value without a result of the op."""
        relevant = {value for value in column if value is not None}
        if not relevant:
            return True
        if len(relevant) == 1:
            (value,) = relevant
            if isinstance(value, Constant) or defining_block(value) not in self.branches:
                values[index] = value
                return True
        match column:
            case (Constant(type=type, value=1), Constant(value=0)) if type == i1:
                values[index] = self.condition
                return True
            case (Constant(type=type, value=0), Constant(value=1)) if type == i1:
                values[index] = self.builder.negation(self.condition, self.block, self.location)
                return True
            case _:
                return False

    @property
    def condition(self) -> SSAValue:
        """Whether the first of two branches is taken."""
        if self.selector.type == i1 and self.cases == [0]:
            self.cases = [1]
            self.selector = self.builder.negation(self.selector, self.block, self.location)
        elif self.selector.type != i1:
            self.selector = self._is_case(self.cases[0])
            self.cases = [1]
        return self.selector

    def _is_case(self, case: int) -> SSAValue:
        flag_type = self.selector.type
        constant = _constant(case, flag_type)
        compare = CmpiOp.create(
            operands=[self.selector, constant.results[0]],
            result_types=[i1],
            properties={"predicate": IntegerAttr(0, i64)},
            location=self.location,
        )
        self.block.add_ops((constant, compare))
        return compare.result

    def _emit(
        self, columns: Sequence[tuple[Value, ...]], types: Sequence[Attribute]
    ) -> Sequence[Value]:
        is_empty = all(branch.first_op is None for branch in self.branches)
        if is_empty and not columns:
            self.builder.candidates.append(self.selector)
            return ()
        if is_empty and len(self.branches) == 2 and all(map(is_selectable, types)):
            return [self._select(column, type) for column, type in zip(columns, types, strict=True)]
        for index, branch in enumerate(self.branches):
            arguments = [
                self.builder.materialise(column[index], type)
                for column, type in zip(columns, types, strict=True)
            ]
            branch.add_op(YieldOp.create(operands=arguments, location=self.location))
        op = self._if(types) if len(self.branches) == 2 else self._switch(types)
        self.block.add_op(op)
        return op.results

    def _select(self, column: tuple[Value, ...], type: Attribute) -> SSAValue:
        operands = [self.builder.materialise(value, type) for value in column]
        select = SelectOp.create(
            operands=[self.condition, *operands], result_types=[type], location=self.location
        )
        self.block.add_op(select)
        return select.result

    def _if(self, types: Sequence[Attribute]) -> Operation:
        then, otherwise = self.branches
        nothing_else = not types and otherwise.first_op is otherwise.last_op
        return IfOp.create(
            operands=[self.condition],
            result_types=types,
            regions=[Region(then), Region() if nothing_else else Region(otherwise)],
            location=self.location,
        )

    def _switch(self, types: Sequence[Attribute]) -> Operation:
        *cases, default = self.branches
        position = self._position()
        return IndexSwitchOp.create(
            operands=[position],
            result_types=types,
            properties={"cases": DenseArrayBase.from_list(i64, self.cases)},
            regions=[Region(default), *map(Region, cases)],
            location=self.location,
        )

    def _position(self) -> SSAValue:
        """The selector as an `index`."""
        flag_type = self.selector.type
        width = flag_type.bitwidth if isinstance(flag_type, IntegerType) else 64
        # `arith.index_cast` extends the sign, and so must the cases.
        self.cases = [case - (case >> (width - 1) << width) for case in self.cases]
        if isinstance(flag_type, IndexType):
            return self.selector
        position = IndexCastOp.create(
            operands=[self.selector], result_types=[IndexType()], location=self.location
        )
        self.block.add_op(position)
        return position.result


def is_selectable(type: Attribute) -> bool:
    """Whether `arith.select` takes values of this type."""
    return isinstance(type, _SELECTABLE_TYPES)
