"""Random functions in cf form, with any control-flow graph in which every block can reach an end.

Blocks take arguments, use values of all blocks that dominate them, and report what they see by calls, so that a
difference in control flow or in a value shows in the trace (see `control_flow_interpreter`)::

    ^3(%a: i32):
      func.call @visit(%three, %a, %value_of_a_dominator)
      %n = func.call @choose(%three)
      cf.switch %n, [default: ^1(%a), 1: ^3(%n), 2: ^5]
"""

from __future__ import annotations

from random import Random

import networkx as nx

PRELUDE = """
func.func private @visit(i32, i32, i32, i32)
func.func private @choose(i32) -> i32
func.func private @toss(i32) -> i1
"""


def random_function(seed: int, maximal_blocks: int = 12) -> str:
    """The text of a module with a function `@f : (i32, i32) -> (i32, i32)`."""
    return _Generator(Random(seed), maximal_blocks).module()


class _Generator:
    def __init__(self, random: Random, maximal_blocks: int):
        self.random = random
        self.count = random.randint(2, maximal_blocks)
        self.graph = self._graph()
        self.arguments = [
            0 if block == 0 else random.choice((0, 0, 1, 2)) for block in range(self.count)
        ]

    def _graph(self) -> nx.DiGraph:
        """Edges may go anywhere but to block 0; the last block is an end, and every block can reach one."""
        random = self.random
        density = random.choice((0.1, 0.3, 0.6))
        local = random.random() < 0.5
        graph = nx.DiGraph()
        graph.add_nodes_from(range(self.count))
        for block in range(self.count - 1):
            targets = {block + 1 if random.random() < 0.8 else random.randrange(1, self.count)}
            while random.random() < density + 0.3 and len(targets) < 5:
                near = random.randint(max(1, block - 3), min(self.count - 1, block + 4))
                targets.add(near if local else random.randrange(1, self.count))
            graph.add_edges_from((block, target) for target in targets)
            if random.random() < 0.07 and block:
                graph.remove_edges_from([(block, target) for target in targets])
        ends = [block for block in graph if not graph.out_degree(block)]
        for block in graph:
            if not any(nx.has_path(graph, block, end) for end in ends):
                graph.add_edge(block, self.count - 1)
        return graph

    def module(self) -> str:
        reachable = {0, *nx.descendants(self.graph, 0)}
        dominators = nx.immediate_dominators(self.graph, 0)
        lines = [PRELUDE, "func.func @f(%p: i32, %q: i32) -> (i32, i32) {"]
        for block in range(self.count):
            visible = ["%p", "%q"]
            if block in reachable:
                ancestor = block
                while (ancestor := dominators.get(ancestor)) is not None and ancestor != block:
                    visible += self._values_of(ancestor)
                    if ancestor == 0:
                        break
            lines += self._block(block, visible)
        return "\n".join([*lines, "}"])

    def _values_of(self, block: int) -> list[str]:
        return [f"%v{block}", *(f"%a{block}_{i}" for i in range(self.arguments[block]))]

    def _block(self, block: int, visible: list[str]) -> list[str]:
        random = self.random
        own = [f"%a{block}_{i}" for i in range(self.arguments[block])]
        values = visible + own * 2
        lines: list[str] = []
        if block:
            typed = ", ".join(f"{name}: i32" for name in own)
            lines.append(f"^bb{block}({typed}):" if own else f"^bb{block}:")
        lines.append(f"  %k{block} = arith.constant {block} : i32")
        lines.append(f"  %v{block} = arith.addi {random.choice(values)}, %k{block} : i32")
        values.append(f"%v{block}")
        seen = ", ".join(random.choice(values) for _ in range(3))
        lines.append(f"  func.call @visit(%k{block}, {seen}) : (i32, i32, i32, i32) -> ()")
        return [*lines, *self._terminator(block, values)]

    def _jump(self, target: int, values: list[str]) -> str:
        count = self.arguments[target]
        if not count:
            return f"^bb{target}"
        passed = ", ".join(self.random.choice(values) for _ in range(count))
        return f"^bb{target}({passed} : {', '.join(['i32'] * count)})"

    def _terminator(self, block: int, values: list[str]) -> list[str]:
        random = self.random
        targets = list(self.graph.successors(block))
        random.shuffle(targets)
        if not targets:
            if random.random() < 0.3 and block != self.count - 1:
                return ["  llvm.unreachable"]
            return [f"  func.return {random.choice(values)}, {random.choice(values)} : i32, i32"]
        if len(targets) == 1 and random.random() < 0.9:
            return [f"  cf.br {self._jump(targets[0], values)}"]
        if len(targets) <= 2 and random.random() < 0.8:
            then, otherwise = self._jump(targets[0], values), self._jump(targets[-1], values)
            return [
                f"  %c{block} = func.call @toss(%k{block}) : (i32) -> i1",
                f"  cf.cond_br %c{block}, {then}, {otherwise}",
            ]
        # Some targets several times, with and without other arguments.
        targets += random.choices(targets, k=random.randint(0, 2))
        cases = random.sample((0, 1, 2, 3, -1, 7), len(targets) - 1)
        labels = ["default", *map(str, cases)]
        jumps = ", ".join(
            f"{label}: {self._jump(target, values)}"
            for label, target in zip(labels, targets, strict=True)
        )
        return [
            f"  %n{block} = func.call @choose(%k{block}) : (i32) -> i32",
            f"  cf.switch %n{block} : i32, [{jumps}]",
        ]
