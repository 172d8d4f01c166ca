"""Random programs on memrefs: views that overlap, loops that swap memrefs, branches that choose them, calls and parallel loops.

::

    program(random.Random(7), "p")      # the text of a module with @p(memref<8xf64>, memref<8xf64>, f64, index) -> f64

All views have four elements, so that every index from 0 to 3 is inside. What is computed stays between -1 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

VIEW = "memref<4xf64, strided<[?], offset: ?>>"
ROOT = "memref<8xf64>"
ARGUMENTS = "array(8), array(8, seed=2), number(0.7), integer(3)"

_HEADER = """\
// ARGS: {arguments}
"memref.global"() <{{sym_name = "state", sym_visibility = "private", type = {root}, initial_value = dense<1.0> : tensor<8xf64>}}> : () -> ()
func.func private @both(%a : {view}, %b : {view}, %x : f64) -> f64 {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %u = memref.load %a[%c0] : {view}
  %v = memref.load %b[%c1] : {view}
  %p = arith.mulf %u, %v : f64
  %q = arith.mulf %p, %x : f64
  %s = math.sin %q : f64
  memref.store %s, %a[%c1] : {view}
  %w = memref.load %b[%c0] : {view}
  %r = arith.mulf %w, %s : f64
  func.return %r : f64
}}
func.func @{name}(%a : {root}, %b : {root}, %x : f64, %n : index) -> f64 {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %global = memref.get_global @state : {root}
  "memref.copy"(%b, %global) : ({root}, {root}) -> ()
  %local = memref.alloc() : {root}
  "memref.copy"(%a, %local) : ({root}, {root}) -> ()
"""


@dataclass(frozen=True)
class _Scope:
    """What can be used at a point of the program."""

    numbers: list[str]
    views: list[str]
    indices: list[str]

    def inner(self, numbers: Sequence[str] = (), views: Sequence[str] = (), index: str = ""):
        indices = [*self.indices, index] if index else [*self.indices]
        return _Scope([*self.numbers, *numbers], [*self.views, *views], indices)


class _Generator:
    def __init__(self, random: Random):
        self.random = random
        self.lines: list[str] = []
        self.names = 0

    def name(self) -> str:
        self.names += 1
        return f"%t{self.names}"

    def emit(self, text: str) -> None:
        self.lines.append(f"  {text}")

    def result(self, text: str) -> str:
        name = self.name()
        self.emit(f"{name} = {text}")
        return name

    def pick(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    # Statements

    def views_of(self, root: str) -> str:
        stride = self.random.choice((1, 1, 2))
        offset = self.random.randrange(2 if stride == 2 else 3)
        type = f"memref<4xf64, strided<[{stride}], offset: {offset}>>"
        view = self.result(f"memref.subview {root}[{offset}] [4] [{stride}] : {ROOT} to {type}")
        return self.result(f'"memref.cast"({view}) : ({type}) -> {VIEW}')

    def load(self, scope: _Scope, depth: int) -> None:
        place = f"{self.pick(scope.views)}[{self.pick(scope.indices)}]"
        scope.numbers.append(self.result(f"memref.load {place} : {VIEW}"))

    def store(self, scope: _Scope, depth: int) -> None:
        place = f"{self.pick(scope.views)}[{self.pick(scope.indices)}]"
        self.emit(f"memref.store {self.pick(scope.numbers)}, {place} : {VIEW}")

    def compute(self, scope: _Scope, depth: int) -> None:
        operation = self.pick(("arith.mulf", "arith.addf", "arith.subf"))
        operands = f"{self.pick(scope.numbers)}, {self.pick(scope.numbers)}"
        combined = self.result(f"{operation} {operands} : f64")
        function = self.pick(("math.sin", "math.cos", "math.tanh"))
        scope.numbers.append(self.result(f"{function} {combined} : f64"))

    def call(self, scope: _Scope, depth: int) -> None:
        arguments = [self.pick(scope.views), self.pick(scope.views), self.pick(scope.numbers)]
        call = f"func.call @both({', '.join(arguments)}) : ({VIEW}, {VIEW}, f64) -> f64"
        scope.numbers.append(self.result(call))

    def condition(self, scope: _Scope) -> str:
        operands = f"{self.pick(scope.numbers)}, {self.pick(scope.numbers)}"
        return self.result(f"arith.cmpf ogt, {operands} : f64")

    def choose(self, scope: _Scope, depth: int) -> None:
        choices = f"{self.pick(scope.views)}, {self.pick(scope.views)}"
        view = self.result(f"arith.select {self.condition(scope)}, {choices} : {VIEW}")
        scope.views.append(view)

    def branch(self, scope: _Scope, depth: int) -> None:
        condition, number, view = self.condition(scope), self.name(), self.name()
        self.emit(f"{number}, {view} = scf.if {condition} -> (f64, {VIEW}) {{")
        self.region(scope.inner(), depth)
        self.emit("} else {")
        self.region(scope.inner(), depth)
        self.emit("}")
        scope.numbers.append(number)
        scope.views.append(view)

    def loop(self, scope: _Scope, depth: int) -> None:
        number, view, index, carried, memref = (self.name() for _ in range(5))
        bounds = f"{self.pick(('%c0', '%c1'))} to {self.pick(('%n', '%c4'))} step %c1"
        initial = f"{carried} = {self.pick(scope.numbers)}, {memref} = {self.pick(scope.views)}"
        self.emit(
            f"{number}, {view} = scf.for {index} = {bounds} iter_args({initial}) -> (f64, {VIEW}) {{"
        )
        self.region(scope.inner([carried], [memref], index), depth)
        self.emit("}")
        scope.numbers.append(number)
        scope.views.append(view)

    def region(self, scope: _Scope, depth: int) -> None:
        self.statements(scope, depth + 1, self.random.randint(2, 5))
        operands = f"{self.pick(scope.numbers)}, {self.pick(scope.views)}"
        self.emit(f"scf.yield {operands} : f64, {VIEW}")

    def parallel(self, scope: _Scope, depth: int) -> None:
        """Each iteration writes its own element of new memory, and reads any."""
        own = self.result(f"memref.alloc() : {ROOT}")
        total, index = self.name(), self.name()
        bounds = f"%c0, %c4, %c1, {self.pick(scope.numbers)}"
        sizes = "<{operandSegmentSizes = array<i32: 1, 1, 1, 1>}>"
        self.emit(f'{total} = "scf.parallel"({bounds}) {sizes} ({{')
        self.emit(f"^body{index[1:]}({index} : index):")
        inner = scope.inner(index=index)
        for _ in range(self.random.randint(1, 3)):
            self.load(inner, depth)
            self.compute(inner, depth)
        self.emit(f"memref.store {inner.numbers[-1]}, {own}[{index}] : {ROOT}")
        value = self.result(f"memref.load {own}[{index}] : {ROOT}")
        part = self.result(f"arith.mulf {value}, {inner.numbers[-2]} : f64")
        self.emit(f"scf.reduce({part} : f64) {{")
        self.emit(f"^reduce{index[1:]}(%l : f64, %r : f64):")
        kind = self.pick(("arith.addf", "arith.addf", "arith.mulf", "arith.maximumf"))
        self.emit(f"%t = {kind} %l, %r : f64")
        self.emit("scf.reduce.return %t : f64\n  }")
        self.emit("}) : (index, index, index, f64) -> f64")
        self.emit(f"memref.dealloc {own} : {ROOT}")
        scope.numbers.append(self.result(f"math.tanh {total} : f64"))

    def statements(self, scope: _Scope, depth: int, count: int) -> None:
        simple = (self.load, self.load, self.store, self.store, self.compute, self.compute)
        nested = (self.loop, self.branch, self.parallel) if depth < 3 else ()
        for _ in range(count):
            statement = self.random.choice((*simple, self.call, self.choose, *nested))
            statement(scope, depth)


def program(random: Random, name: str) -> str:
    """A module with the function `name`, and how it wants to be called in its first line."""
    to = _Generator(random)
    roots = ("%a", "%a", "%b", "%b", "%global", "%local")
    scope = _Scope(["%x"], [to.views_of(root) for root in roots], ["%c0", "%c1", "%c2", "%c3"])
    to.statements(scope, 0, 14)
    total = scope.numbers[-1]
    for number in scope.numbers[:-1:2]:
        product = to.result(f"arith.mulf {total}, {number} : f64")
        total = to.result(f"arith.addf {product}, {total} : f64")
    to.emit(f"memref.dealloc %local : {ROOT}")
    to.emit(f"func.return {total} : f64")
    header = _HEADER.format(arguments=ARGUMENTS, root=ROOT, view=VIEW, name=name)
    return header + "\n".join(to.lines) + "\n}\n"
