"""Does every definition dominate its uses?

xDSL's verifier does not ask, so every pass is followed by this check in the tests. An operand must be
defined before its use in the same block, in a block that dominates it, or in an enclosing region that no
`IsolatedFromAbove` op separates from the use::

    scf.if %c { %x = arith.constant 1 : i32 }
    "test.op"(%x)                               # EnzymeError: operand 0 is used where it is not defined

Any op is checked, whatever its dialect. Blocks that cannot be reached are not checked (nothing there is ever
executed). One walk over the ops, in the order of the dominator tree; the visible values are kept in a set.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.traits import IsolatedFromAbove

from xdsl_enzyme.errors import EnzymeError


def verify_dominance(root: Operation) -> None:
    """Raise `EnzymeError`, naming the op, if a value is used in `root` where it may not be defined.

    Values from outside of `root` count as defined.
    """
    _Verifier(root).verify_operation(root, set())


class _Verifier:
    def __init__(self, root: Operation):
        self.root = root

    def verify_operation(
        self, op: Operation, visible: set[SSAValue], isolated: bool = False
    ) -> None:
        """Check `op`, where `visible` is defined, with what is outside of the root unless `isolated`."""
        for index, operand in enumerate(op.operands):
            if operand in visible or (not isolated and not self._is_inside(operand)):
                continue
            name = f"%{operand.name_hint}" if operand.name_hint else f"of type {operand.type}"
            raise EnzymeError(
                f"operand {index} ({name}) of '{op.name}' is used where it is not defined",
                where=op,
                why="its definition does not dominate this use",
                hint="this is a bug in the pass that made this IR, or the input is not valid IR",
            )
        if op.regions:
            is_border = op.has_trait(IsolatedFromAbove)
            for region in op.regions:
                self._verify_region(region, set() if is_border else visible, isolated or is_border)

    def _is_inside(self, value: SSAValue) -> bool:
        owner = value.owner
        current = owner if isinstance(owner, Operation) else owner.parent_op()
        # The root's own results are defined after everything in it.
        while current is not None and current is not self.root:
            current = current.parent_op()
        return current is not None

    def _verify_region(self, region: Region, visible: set[SSAValue], isolated: bool) -> None:
        entry = region.first_block
        if entry is None:
            return
        children = _dominator_tree(region, entry)
        # A block is left, and what it defines forgotten, after the blocks that it dominates.
        pending: list[tuple[Block, list[SSAValue] | None]] = [(entry, None)]
        while pending:
            block, defined = pending.pop()
            if defined is not None:
                visible.difference_update(defined)
                continue
            defined = list[SSAValue](block.args)
            visible.update(block.args)
            for op in block.ops:
                self.verify_operation(op, visible, isolated)
                visible.update(op.results)
                defined += op.results
            pending.append((block, defined))
            pending += [(child, None) for child in children.get(block, ())]


def _dominator_tree(region: Region, entry: Block) -> dict[Block, list[Block]]:
    """The blocks that each block dominates immediately.

    Cooper, Harvey, Kennedy: *A Simple, Fast Dominance Algorithm* (2001).
    """
    if entry.next_block is None:
        return {}
    order = _reverse_postorder(entry)
    number = {block: index for index, block in enumerate(order)}
    predecessors: list[list[int]] = [[] for _ in order]
    for index, block in enumerate(order):
        for successor in _successors(block):
            predecessors[number[successor]].append(index)

    undefined = len(order)
    dominator = [0] + [undefined] * (len(order) - 1)
    changed = True
    while changed:
        changed = False
        for index in range(1, len(order)):
            new = undefined
            for predecessor in predecessors[index]:
                if dominator[predecessor] == undefined:
                    continue
                if new == undefined:
                    new = predecessor
                # The nearest common ancestor; a dominator comes before what it dominates.
                while new != predecessor:
                    if new > predecessor:
                        new = dominator[new]
                    else:
                        predecessor = dominator[predecessor]
            if dominator[index] != new:
                dominator[index] = new
                changed = True

    children: dict[Block, list[Block]] = {}
    for index in range(1, len(order)):
        children.setdefault(order[dominator[index]], []).append(order[index])
    return children


def _successors(block: Block) -> Sequence[Block]:
    return block.last_op.successors if block.last_op is not None else ()


def _reverse_postorder(entry: Block) -> list[Block]:
    postorder: list[Block] = []
    seen = {entry}
    stack = [(entry, iter(_successors(entry)))]
    while stack:
        block, successors = stack[-1]
        for successor in successors:
            if successor not in seen:
                seen.add(successor)
                stack.append((successor, iter(_successors(successor))))
                break
        else:
            postorder.append(block)
            stack.pop()
    return postorder[::-1]
