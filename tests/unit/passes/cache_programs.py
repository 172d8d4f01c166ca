"""Forward and reverse sweeps written by hand, each with what it computes as a Python function.

All have the signature `(x: ptr, y: ptr, n: i64) -> f64`; they read `x`, may write `y`, and leave a derivative, or something
as good for a test, in `y` and in their result.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

Arrays = list[float]


@dataclass
class CacheProgram:
    name: str
    body: str
    """Ops of `@main`, or with `is_module` the whole module."""
    expected: Callable[[Arrays, Arrays, int], float]
    kinds: tuple[str, ...]
    """Where the values go if all of them are stored."""
    recomputed: tuple[str, ...] = ()
    """Where the values go that are left after `recompute`."""
    is_module: bool = False
    noalias: bool = True
    """Whether `x` and `y` are known not to overlap."""

    @property
    def text(self) -> str:
        if self.is_module:
            return self.body
        attribute = " {llvm.noalias}" if self.noalias else ""
        return f"""
        func.func @main(%x : !llvm.ptr{attribute}, %y : !llvm.ptr{attribute}, %n : i64) -> f64 {{
          %c0 = arith.constant 0 : i64
          %c1 = arith.constant 1 : i64
          %c2 = arith.constant 2 : i64
          %c5 = arith.constant 5 : i64
          %zero = arith.constant 0.0 : f64
          %half = arith.constant 0.5 : f64
          {self.body}
        }}
        """


def cache(name: str, type: str) -> str:
    return f'%{name} = "enzyme.init"() : () -> !enzyme.Cache<{type}>\n'


def push(name: str, value: str, type: str) -> str:
    return f'"enzyme.push"(%{name}, %{value}) : (!enzyme.Cache<{type}>, {type}) -> ()\n'


def pop(value: str, name: str, type: str) -> str:
    return f'%{value} = "enzyme.pop"(%{name}) : (!enzyme.Cache<{type}>) -> {type}\n'


def load(value: str, base: str, index: str) -> str:
    return f"""
    %{value}_p = llvm.getelementptr %{base}[%{index}] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %{value} = llvm.load %{value}_p : !llvm.ptr -> f64
    """


def add_to(base: str, index: str, value: str) -> str:
    return f"""
    %{value}_at = llvm.getelementptr %{base}[%{index}] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %{value}_old = llvm.load %{value}_at : !llvm.ptr -> f64
    %{value}_new = arith.addf %{value}_old, %{value} : f64
    llvm.store %{value}_new, %{value}_at : f64, !llvm.ptr
    """


def _squares(x: Arrays, y: Arrays, n: int) -> float:
    for i in range(n):
        y[i] += x[i] + x[i]
    return sum(x[i] * x[i] for i in range(n))


SQUARES = f"""
{cache("ci", "i64")}{cache("cv", "f64")}
%sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
  {push("ci", "i", "i64")}{load("v", "x", "i")}{push("cv", "v", "f64")}
  %s = arith.mulf %v, %v : f64
  %b = arith.addf %a, %s : f64
  scf.yield %b : f64
}} {{enzyme.loop = 0}}
scf.for %k = %c0 to %n step %c1 : i64 {{
  {pop("i2", "ci", "i64")}{pop("v2", "cv", "f64")}
  %d = arith.addf %v2, %v2 : f64
  {add_to("y", "i2", "d")}
}} {{enzyme.reversed_loop = 0}}
func.return %sum : f64
"""


def _stepped(x: Arrays, y: Arrays, n: int) -> float:
    total = 0.0
    for number, i in enumerate(range(2, n, 3)):
        y[i] += math.sin(x[i]) * (number + 1)
        total = total * 0.5 + math.sin(x[i])
    return total


STEPPED = f"""
{cache("ci", "i32")}{cache("cs", "f64")}
%first = arith.constant 2 : i32
%step = arith.constant 3 : i32
%last = arith.trunci %n : i64 to i32
%sum = scf.for %i = %first to %last step %step iter_args(%a = %zero) -> (f64) : i32 {{
  {push("ci", "i", "i32")}
  %w = arith.extsi %i : i32 to i64
  {load("v", "x", "w")}
  %s = math.sin %v : f64
  {push("cs", "s", "f64")}
  %h = arith.mulf %a, %half : f64
  %b = arith.addf %h, %s : f64
  scf.yield %b : f64
}} {{enzyme.loop = 0}}
%three = arith.constant 3 : i64
%trip = arith.divsi %n, %three : i64
scf.for %k = %c0 to %trip step %c1 : i64 {{
  {pop("i2", "ci", "i32")}{pop("s2", "cs", "f64")}
  %w2 = arith.extsi %i2 : i32 to i64
  %number = arith.subi %trip, %k : i64
  %weight = arith.sitofp %number : i64 to f64
  %d = arith.mulf %s2, %weight : f64
  {add_to("y", "w2", "d")}
}} {{enzyme.reversed_loop = 0}}
func.return %sum : f64
"""


def _table(x: Arrays, y: Arrays, n: int) -> float:
    total = 0.0
    for i in range(n):
        for j in range(5):
            total += math.exp(x[i] * x[j])
    for i in reversed(range(n)):
        for j in reversed(range(5)):
            y[i] = y[i] * 0.5 + math.exp(x[i] * x[j]) + x[j]
    return total


TABLE = f"""
{cache("ci", "i64")}{cache("cj", "i64")}{cache("ce", "f64")}{cache("cv", "f64")}
%sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
  {push("ci", "i", "i64")}{load("u", "x", "i")}
  %inner = scf.for %j = %c0 to %c5 step %c1 iter_args(%b = %a) -> (f64) : i64 {{
    {push("cj", "j", "i64")}{load("v", "x", "j")}{push("cv", "v", "f64")}
    %m = arith.mulf %u, %v : f64
    %e = math.exp %m : f64
    {push("ce", "e", "f64")}
    %c = arith.addf %b, %e : f64
    scf.yield %c : f64
  }} {{enzyme.loop = 1}}
  scf.yield %inner : f64
}} {{enzyme.loop = 0}}
scf.for %k = %c0 to %n step %c1 : i64 {{
  {pop("i2", "ci", "i64")}
  scf.for %l = %c0 to %c5 step %c1 : i64 {{
    {pop("j2", "cj", "i64")}{pop("e2", "ce", "f64")}{pop("v2", "cv", "f64")}
    {load("o", "y", "i2")}
    %h = arith.mulf %o, %half : f64
    %f = arith.addf %h, %e2 : f64
    %g = arith.addf %f, %v2 : f64
    llvm.store %g, %o_p : f64, !llvm.ptr
  }} {{enzyme.reversed_loop = 1}}
}} {{enzyme.reversed_loop = 0}}
func.return %sum : f64
"""


def _triangle(x: Arrays, y: Arrays, n: int) -> float:
    total = 1.0
    seen: list[float] = []
    for i in range(n):
        for j in range(i):
            seen.append(total)
            total = total * 0.5 + x[j]
    for i in reversed(range(n)):
        for j in reversed(range(i)):
            y[j] = y[j] * 0.5 + seen.pop()
    return total


TRIANGLE = f"""
{cache("ci", "i64")}{cache("cj", "i64")}{cache("ca", "f64")}
%one = arith.constant 1.0 : f64
%sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %one) -> (f64) : i64 {{
  {push("ci", "i", "i64")}
  %inner = scf.for %j = %c0 to %i step %c1 iter_args(%b = %a) -> (f64) : i64 {{
    {push("ca", "b", "f64")}{push("cj", "j", "i64")}{load("v", "x", "j")}
    %h = arith.mulf %b, %half : f64
    %c = arith.addf %h, %v : f64
    scf.yield %c : f64
  }} {{enzyme.loop = 1}}
  scf.yield %inner : f64
}} {{enzyme.loop = 0}}
scf.for %k = %c0 to %n step %c1 : i64 {{
  {pop("i2", "ci", "i64")}
  scf.for %l = %c0 to %i2 step %c1 : i64 {{
    {pop("b2", "ca", "f64")}{pop("j2", "cj", "i64")}{load("o", "y", "j2")}
    %h = arith.mulf %o, %half : f64
    %g = arith.addf %h, %b2 : f64
    llvm.store %g, %o_p : f64, !llvm.ptr
  }} {{enzyme.reversed_loop = 1}}
}} {{enzyme.reversed_loop = 0}}
func.return %sum : f64
"""


def _halving(x: Arrays, y: Arrays, n: int) -> float:
    value, seen = x[0], []
    count = 0
    while True:
        seen.append((value, value > 1.0))
        value = value * 0.5
        count += 1
        if not value > 0.001:
            break
    while seen:
        one, flag = seen.pop()
        y[0] = y[0] * 0.5 + (one if flag else 0.5)
    return value


HALVING = f"""
{cache("cv", "f64")}{cache("cb", "i1")}
%one = arith.constant 1.0 : f64
%small = arith.constant 0.001 : f64
%start = llvm.load %x : !llvm.ptr -> f64
%end, %trip = scf.while (%v = %start, %count = %c0) : (f64, i64) -> (f64, i64) {{
  {push("cv", "v", "f64")}
  %b = arith.cmpf ogt, %v, %one : f64
  {push("cb", "b", "i1")}
  %w = arith.mulf %v, %half : f64
  %next = arith.addi %count, %c1 : i64
  %more = arith.cmpf ogt, %w, %small : f64
  scf.condition(%more) %w, %next : f64, i64
}} do {{
^bb0(%w2 : f64, %count2 : i64):
  scf.yield %w2, %count2 : f64, i64
}} attributes {{enzyme.loop = 0}}
scf.for %k = %c0 to %trip step %c1 : i64 {{
  {pop("v2", "cv", "f64")}{pop("b2", "cb", "i1")}
  %d = arith.select %b2, %v2, %half : f64
  %o = llvm.load %y : !llvm.ptr -> f64
  %h = arith.mulf %o, %half : f64
  %g = arith.addf %h, %d : f64
  llvm.store %g, %y : f64, !llvm.ptr
}} {{enzyme.reversed_loop = 0}}
func.return %end : f64
"""


def _shrinking(x: Arrays, y: Arrays, n: int) -> float:
    """A counted loop in one that is not; its bound gets below zero, and the stacks around it must not notice."""
    value, total = x[0], 0.0
    seen: list[tuple[float, bool]] = []
    bound = 9
    while True:
        for i in range(bound):
            seen.append((value * (i + 1), value * i > 1.0))
        value = value * 0.5
        bound -= 2
        if not value > 0.001:
            break
    while seen:
        one, flag = seen.pop()
        total = total * 0.5 + (one if flag else 0.5)
    y[0] = total
    return value


SHRINKING = f"""
{cache("cv", "f64")}{cache("cb", "i1")}{cache("cn", "i64")}
%one = arith.constant 1.0 : f64
%small = arith.constant 0.001 : f64
%c9 = arith.constant 9 : i64
%start = llvm.load %x : !llvm.ptr -> f64
%end, %trip, %last = scf.while (%v = %start, %count = %c0, %m = %c9)
    : (f64, i64, i64) -> (f64, i64, i64) {{
  scf.for %i = %c0 to %m step %c1 : i64 {{
    %f = arith.sitofp %i : i64 to f64
    %p = arith.mulf %v, %f : f64
    %q = arith.addf %p, %v : f64
    {push("cv", "q", "f64")}
    %b = arith.cmpf ogt, %p, %one : f64
    {push("cb", "b", "i1")}
  }} {{enzyme.loop = 1}}
  {push("cn", "m", "i64")}
  %w = arith.mulf %v, %half : f64
  %next = arith.addi %count, %c1 : i64
  %less = arith.subi %m, %c2 : i64
  %more = arith.cmpf ogt, %w, %small : f64
  scf.condition(%more) %w, %next, %less : f64, i64, i64
}} do {{
^bb0(%w2 : f64, %count2 : i64, %less2 : i64):
  scf.yield %w2, %count2, %less2 : f64, i64, i64
}} attributes {{enzyme.loop = 0}}
%sum = scf.for %k = %c0 to %trip step %c1 iter_args(%t = %zero) -> (f64) : i64 {{
  {pop("m2", "cn", "i64")}
  %u = scf.for %l = %c0 to %m2 step %c1 iter_args(%a = %t) -> (f64) : i64 {{
    {pop("v2", "cv", "f64")}{pop("b2", "cb", "i1")}
    %d = arith.select %b2, %v2, %half : f64
    %h = arith.mulf %a, %half : f64
    %g = arith.addf %h, %d : f64
    scf.yield %g : f64
  }} {{enzyme.reversed_loop = 1}}
  scf.yield %u : f64
}} {{enzyme.reversed_loop = 0}}
llvm.store %sum, %y : f64, !llvm.ptr
func.return %end : f64
"""


def _branches(x: Arrays, y: Arrays, n: int) -> float:
    total = 0.0
    for i in range(n):
        if x[i] > 0.5:
            y[i] += math.sqrt(x[i])
            total += math.sqrt(x[i])
    return total


BRANCHES = f"""
{cache("ci", "i64")}{cache("cc", "i1")}{cache("cs", "f64")}
%sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
  {push("ci", "i", "i64")}{load("v", "x", "i")}
  %q = arith.cmpf ogt, %v, %half : f64
  {push("cc", "q", "i1")}
  %b = scf.if %q -> (f64) {{
    %s = math.sqrt %v : f64
    {push("cs", "s", "f64")}
    %t = arith.addf %a, %s : f64
    scf.yield %t : f64
  }} else {{
    scf.yield %a : f64
  }}
  scf.yield %b : f64
}} {{enzyme.loop = 0}}
scf.for %k = %c0 to %n step %c1 : i64 {{
  {pop("i2", "ci", "i64")}{pop("q2", "cc", "i1")}
  scf.if %q2 {{
    {pop("s2", "cs", "f64")}{add_to("y", "i2", "s2")}
  }} else {{
  }}
}} {{enzyme.reversed_loop = 0}}
func.return %sum : f64
"""


def _guarded(x: Arrays, y: Arrays, n: int) -> float:
    total = 0.0
    if n <= 3:
        return total
    for i in range(n):
        if n > 5:
            for j in range(n - 5):
                total = total * 0.5 + x[j] + x[i]
                y[i] += total
    return total


GUARDED = f"""
{cache("ci", "i64")}{cache("ca", "f64")}
%three = arith.constant 3 : i64
%is_long = arith.cmpi sgt, %n, %three : i64
%sum = scf.if %is_long -> (f64) {{
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
    {push("ci", "i", "i64")}{load("u", "x", "i")}
    %is_longer = arith.cmpi sgt, %n, %c5 : i64
    %b = scf.if %is_longer -> (f64) {{
      %m = arith.subi %n, %c5 overflow<nuw> : i64
      %inner = scf.for %j = %c0 to %m step %c1 iter_args(%c = %a) -> (f64) : i64 {{
        {load("v", "x", "j")}
        %h = arith.mulf %c, %half : f64
        %s = arith.addf %h, %v : f64
        %t = arith.addf %s, %u : f64
        {push("ca", "t", "f64")}
        scf.yield %t : f64
      }} {{enzyme.loop = 1}}
      scf.yield %inner : f64
    }} else {{
      scf.yield %a : f64
    }}
    scf.yield %b : f64
  }} {{enzyme.loop = 0}}
  scf.yield %r : f64
}} else {{
  scf.yield %zero : f64
}}
scf.if %is_long {{
  scf.for %k = %c0 to %n step %c1 : i64 {{
    {pop("i2", "ci", "i64")}
    %is_longer = arith.cmpi sgt, %n, %c5 : i64
    scf.if %is_longer {{
      %m = arith.subi %n, %c5 : i64
      scf.for %l = %c0 to %m step %c1 : i64 {{
        {pop("t2", "ca", "f64")}{add_to("y", "i2", "t2")}
      }} {{enzyme.reversed_loop = 1}}
    }} else {{
    }}
  }} {{enzyme.reversed_loop = 0}}
}} else {{
}}
func.return %sum : f64
"""


def _overwritten(x: Arrays, y: Arrays, n: int) -> float:
    """`y` is overwritten while it is read, so what was read has to be stored."""
    seen: list[float] = []
    for i in range(1, n):
        seen.append(y[i - 1])
        y[i] = y[i - 1] * x[i]
    total = 0.0
    for _ in range(1, n):
        total = total * 0.5 + seen.pop()
    return total


OVERWRITTEN = f"""
{cache("cv", "f64")}{cache("cx", "f64")}
scf.for %i = %c1 to %n step %c1 : i64 {{
  %before = arith.subi %i, %c1 : i64
  {load("v", "y", "before")}{push("cv", "v", "f64")}
  {load("u", "x", "i")}{push("cx", "u", "f64")}
  %p = arith.mulf %v, %u : f64
  %to = llvm.getelementptr %y[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  llvm.store %p, %to : f64, !llvm.ptr
}} {{enzyme.loop = 0}}
%trip = arith.subi %n, %c1 : i64
%sum = scf.for %k = %c0 to %trip step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
  {pop("v2", "cv", "f64")}{pop("u2", "cx", "f64")}
  %h = arith.mulf %a, %half : f64
  %b = arith.addf %h, %v2 : f64
  %nothing = arith.mulf %u2, %zero : f64
  %c = arith.addf %b, %nothing : f64
  scf.yield %c : f64
}} {{enzyme.reversed_loop = 0}}
func.return %sum : f64
"""


def _recursion(x: Arrays, y: Arrays, n: int) -> float:
    """
    One stack for all depths of the recursion, made in `@main` and lent to both halves. Pushes are at the end of their
    blocks, behind those of the calls, since the pops are at the start.
    """
    for i in range(n):
        y[i] += x[i] * x[i]
    return sum(x[:n])


RECURSION = f"""
func.func private @walk.augmented(
    %x : !llvm.ptr, %i : i64, %cv : !enzyme.Cache<f64>, %cc : !enzyme.Cache<i1>) -> f64 {{
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %zero = arith.constant 0.0 : f64
  %done = arith.cmpi eq, %i, %c0 : i64
  %r = scf.if %done -> (f64) {{
    scf.yield %zero : f64
  }} else {{
    %j = arith.subi %i, %c1 : i64
    {load("v", "x", "j")}
    %rest = func.call @walk.augmented(%x, %j, %cv, %cc)
      : (!llvm.ptr, i64, !enzyme.Cache<f64>, !enzyme.Cache<i1>) -> f64
    %s = arith.addf %rest, %v : f64
    {push("cv", "v", "f64")}
    scf.yield %s : f64
  }}
  {push("cc", "done", "i1")}
  func.return %r : f64
}}
func.func private @walk.reverse(
    %y : !llvm.ptr, %i : i64, %cv : !enzyme.Cache<f64>, %cc : !enzyme.Cache<i1>) {{
  %c1 = arith.constant 1 : i64
  {pop("done", "cc", "i1")}
  scf.if %done {{
  }} else {{
    {pop("v", "cv", "f64")}
    %j = arith.subi %i, %c1 : i64
    func.call @walk.reverse(%y, %j, %cv, %cc)
      : (!llvm.ptr, i64, !enzyme.Cache<f64>, !enzyme.Cache<i1>) -> ()
    %d = arith.mulf %v, %v : f64
    {add_to("y", "j", "d")}
  }}
  func.return
}}
func.func @main(%x : !llvm.ptr, %y : !llvm.ptr, %n : i64) -> f64 {{
  {cache("cv", "f64")}{cache("cc", "i1")}
  %r = func.call @walk.augmented(%x, %n, %cv, %cc)
    : (!llvm.ptr, i64, !enzyme.Cache<f64>, !enzyme.Cache<i1>) -> f64
  func.call @walk.reverse(%y, %n, %cv, %cc)
    : (!llvm.ptr, i64, !enzyme.Cache<f64>, !enzyme.Cache<i1>) -> ()
  func.return %r : f64
}}
"""


def _records(x: Arrays, y: Arrays, n: int) -> float:
    """
    Three values of each call: one stack of records. The first is pushed before the recursive call, and popped after it has been
    reversed; with the others it is the other way round.
    """
    for i in range(n):
        y[i] += x[i] + 2.0 * (i + 1) if i % 2 == 0 else 2.0 * x[i] + 3.0 * (i + 1)
    return sum(x[:n])


_RECORD = [("cv", "f64"), ("cb", "i1"), ("ci", "i64")]
_RECORD_ARGUMENTS = ", ".join(f"%{name} : !enzyme.Cache<{type}>" for name, type in _RECORD)
_RECORD_NAMES = ", ".join(f"%{name}" for name, _ in _RECORD)
_RECORD_TYPES = ", ".join(f"!enzyme.Cache<{type}>" for _, type in _RECORD)

RECORDS = f"""
func.func private @walk.augmented(%x : !llvm.ptr, %i : i64, {_RECORD_ARGUMENTS}) -> f64 {{
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %c2 = arith.constant 2 : i64
  %zero = arith.constant 0.0 : f64
  %done = arith.cmpi eq, %i, %c0 : i64
  %r = scf.if %done -> (f64) {{
    scf.yield %zero : f64
  }} else {{
    %j = arith.subi %i, %c1 : i64
    {load("v", "x", "j")}
    %odd = arith.remsi %j, %c2 : i64
    %b = arith.cmpi eq, %odd, %c0 : i64
    {push("cv", "v", "f64")}
    %rest = func.call @walk.augmented(%x, %j, {_RECORD_NAMES}) : (!llvm.ptr, i64, {_RECORD_TYPES}) -> f64
    %s = arith.addf %rest, %v : f64
    {push("cb", "b", "i1")}
    {push("ci", "i", "i64")}
    scf.yield %s : f64
  }}
  func.return %r : f64
}}
func.func private @walk.reverse(%y : !llvm.ptr, %i : i64, {_RECORD_ARGUMENTS}) {{
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %two = arith.constant 2.0 : f64
  %three = arith.constant 3.0 : f64
  %done = arith.cmpi eq, %i, %c0 : i64
  scf.if %done {{
  }} else {{
    {pop("k", "ci", "i64")}
    {pop("b", "cb", "i1")}
    %j = arith.subi %k, %c1 : i64
    func.call @walk.reverse(%y, %j, {_RECORD_NAMES}) : (!llvm.ptr, i64, {_RECORD_TYPES}) -> ()
    {pop("v", "cv", "f64")}
    %w = arith.mulf %v, %two : f64
    %f = arith.select %b, %v, %w : f64
    %weight = arith.select %b, %two, %three : f64
    %count = arith.sitofp %k : i64 to f64
    %more = arith.mulf %count, %weight : f64
    %d = arith.addf %f, %more : f64
    {add_to("y", "j", "d")}
  }}
  func.return
}}
func.func @main(%x : !llvm.ptr, %y : !llvm.ptr, %n : i64) -> f64 {{
  {cache("cv", "f64")}{cache("cb", "i1")}{cache("ci", "i64")}
  %r = func.call @walk.augmented(%x, %n, {_RECORD_NAMES}) : (!llvm.ptr, i64, {_RECORD_TYPES}) -> f64
  func.call @walk.reverse(%y, %n, {_RECORD_NAMES}) : (!llvm.ptr, i64, {_RECORD_TYPES}) -> ()
  func.return %r : f64
}}
"""


def _returned(x: Arrays, y: Arrays, n: int) -> float:
    """Each call makes its own cache and returns it; the caller keeps them in a cache of caches."""
    for i in range(n):
        for j in range(n):
            y[j] = y[j] * 0.5 + x[j] + i
    return sum(x[:n]) * n


RETURNED = f"""
func.func private @row.augmented(%x : !llvm.ptr, %n : i64) -> (f64, !enzyme.Cache<f64>) {{
  {cache("cv", "f64")}
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %zero = arith.constant 0.0 : f64
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
    {load("v", "x", "i")}{push("cv", "v", "f64")}
    %b = arith.addf %a, %v : f64
    scf.yield %b : f64
  }} {{enzyme.loop = 0}}
  func.return %sum, %cv : f64, !enzyme.Cache<f64>
}}
func.func private @row.reverse(
    %y : !llvm.ptr, %n : i64, %i : i64, %cv : !enzyme.Cache<f64>) {{
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %half = arith.constant 0.5 : f64
  %row = arith.sitofp %i : i64 to f64
  scf.for %k = %c0 to %n step %c1 : i64 {{
    {pop("v", "cv", "f64")}
    %last = arith.subi %n, %c1 : i64
    %j = arith.subi %last, %k : i64
    {load("o", "y", "j")}
    %h = arith.mulf %o, %half : f64
    %s = arith.addf %h, %v : f64
    %t = arith.addf %s, %row : f64
    llvm.store %t, %o_p : f64, !llvm.ptr
  }} {{enzyme.reversed_loop = 0}}
  func.return
}}
func.func @main(%x : !llvm.ptr, %y : !llvm.ptr, %n : i64) -> f64 {{
  {cache("rows", "!enzyme.Cache<f64>")}
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %zero = arith.constant 0.0 : f64
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> (f64) : i64 {{
    %r, %cv = func.call @row.augmented(%x, %n) : (!llvm.ptr, i64) -> (f64, !enzyme.Cache<f64>)
    {push("rows", "cv", "!enzyme.Cache<f64>")}
    %b = arith.addf %a, %r : f64
    scf.yield %b : f64
  }} {{enzyme.loop = 0}}
  scf.for %k = %c0 to %n step %c1 : i64 {{
    {pop("cv2", "rows", "!enzyme.Cache<f64>")}
    func.call @row.reverse(%y, %n, %k, %cv2)
      : (!llvm.ptr, i64, i64, !enzyme.Cache<f64>) -> ()
  }} {{enzyme.reversed_loop = 0}}
  func.return %sum : f64
}}
"""


PROGRAMS = [
    CacheProgram("squares", SQUARES, _squares, ("hoisted", "hoisted")),
    CacheProgram(
        "squares_may_alias", SQUARES, _squares, ("hoisted",) * 2, ("hoisted",), noalias=False
    ),
    CacheProgram("stepped", STEPPED, _stepped, ("hoisted", "hoisted"), ("hoisted",)),
    CacheProgram("table", TABLE, _table, ("hoisted",) * 3, ("hoisted",)),
    CacheProgram("triangle", TRIANGLE, _triangle, ("growing", "growing", "hoisted"), ("growing",)),
    CacheProgram("halving", HALVING, _halving, ("growing", "growing"), ("growing",)),
    CacheProgram("shrinking", SHRINKING, _shrinking, ("growing",) * 3, ("growing",) * 2),
    CacheProgram("branches", BRANCHES, _branches, ("hoisted",) * 3, ("hoisted",)),
    CacheProgram("guarded", GUARDED, _guarded, ("hoisted", "hoisted"), ("hoisted",)),
    CacheProgram("overwritten", OVERWRITTEN, _overwritten, ("hoisted",) * 2, ("hoisted",)),
    CacheProgram("recursion", RECURSION, _recursion, (), is_module=True),
    CacheProgram("records", RECORDS, _records, (), is_module=True),
    CacheProgram("returned", RETURNED, _returned, ("hoisted",), ("hoisted",), is_module=True),
]
