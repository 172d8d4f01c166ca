"""Which objects pointers point into, and at which offsets."""

from __future__ import annotations

import pytest

from tests.oracle.parsing import parse
from tests.unit.analyses.parsed import function, value
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, ObjectKind, Offset

TEXT = """
func.func @f(%x : !llvm.ptr, %y : !llvm.ptr, %i : i64, %c : i1) -> f64 {
  %one = arith.constant 1 : i32
  %a = llvm.alloca %one x !llvm.struct<(i32, f64, !llvm.array<4 x f64>)> : (i32) -> !llvm.ptr
  %field = llvm.getelementptr %a[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(i32, f64, !llvm.array<4 x f64>)>
  %element = llvm.getelementptr %a[0, 2, %i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, f64, !llvm.array<4 x f64>)>
  %moved = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  %third = llvm.getelementptr %moved[3] : (!llvm.ptr) -> !llvm.ptr, f32
  %either = arith.select %c, %x, %y : !llvm.ptr
  %slot = llvm.alloca %one x !llvm.ptr : (i32) -> !llvm.ptr
  llvm.store %moved, %slot : !llvm.ptr, !llvm.ptr
  %loaded = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %node = llvm.alloca %one x !llvm.struct<(f64, !llvm.ptr, !llvm.ptr)> : (i32) -> !llvm.ptr
  %data = llvm.getelementptr %node[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %next = llvm.getelementptr %node[16] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %x, %data : !llvm.ptr, !llvm.ptr
  llvm.store %node, %next : !llvm.ptr, !llvm.ptr
  %copy = llvm.alloca %one x !llvm.array<2 x !llvm.ptr> : (i32) -> !llvm.ptr
  %size = arith.constant 16 : i64
  llvm_extra.memcpy %copy, %data, %size : !llvm.ptr, !llvm.ptr, i64
  %copied = llvm.getelementptr %copy[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %from_field = llvm.load %data : !llvm.ptr -> !llvm.ptr
  %from_copy = llvm.load %copied : !llvm.ptr -> !llvm.ptr
  %stranger = llvm.load %y : !llvm.ptr -> !llvm.ptr
  %null = llvm.mlir.zero : !llvm.ptr
  %r = llvm.load %third : !llvm.ptr -> f64
  func.return %r : f64
}
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x", {"x": Offset()}),
        ("field", {"a": Offset(8)}),
        ("element", {"a": Offset(0, 8)}),
        ("moved", {"x": Offset(0, 8)}),
        ("third", {"x": Offset(4, 8)}),
        ("either", {"x": Offset(), "y": Offset()}),
        ("loaded", {"x": Offset(0, 8)}),
        ("from_field", {"x": Offset()}),
        ("from_copy", {"node": Offset()}),
        ("stranger", {"memory reached from y": ANYWHERE}),
        ("null", {}),
    ],
)
def test_targets(name: str, expected: dict[str, Offset]):
    module = parse(TEXT)
    points_to = MemoryAccesses(module).points_to(function(module))
    targets = points_to.targets_of(value(function(module), name))
    assert {target.name: offset for target, offset in targets.items()} == expected


def test_what_calls_return_and_store_is_seen_through():
    module = parse("""
    func.func private @keep(%to : !llvm.ptr, %p : !llvm.ptr) -> !llvm.ptr {
      %q = llvm.getelementptr %p[2] : (!llvm.ptr) -> !llvm.ptr, f64
      llvm.store %p, %to : !llvm.ptr, !llvm.ptr
      func.return %q : !llvm.ptr
    }
    func.func @f(%x : !llvm.ptr) {
      %one = arith.constant 1 : i32
      %slot = llvm.alloca %one x !llvm.ptr : (i32) -> !llvm.ptr
      %q = func.call @keep(%slot, %x) : (!llvm.ptr, !llvm.ptr) -> !llvm.ptr
      %p = llvm.load %slot : !llvm.ptr -> !llvm.ptr
      func.return
    }
    """)
    caller = function(module)
    points_to = MemoryAccesses(module).points_to(caller)

    def named(name: str) -> dict[str, Offset]:
        targets = points_to.targets_of(value(caller, name))
        return {target.name: offset for target, offset in targets.items()}

    assert named("q") == {"x": Offset(16)}
    assert named("p") == {"x": Offset()}


def test_memory_behind_a_global_pointer():
    module = parse("""
    llvm.mlir.global internal @work() : !llvm.ptr
    func.func private @use() -> !llvm.ptr {
      %g = llvm.mlir.addressof @work : !llvm.ptr
      %p = llvm.load %g : !llvm.ptr -> !llvm.ptr
      func.return %p : !llvm.ptr
    }
    func.func @f() {
      %p = func.call @use() : () -> !llvm.ptr
      func.return
    }
    """)
    points_to = MemoryAccesses(module).points_to(function(module))
    (target,) = points_to.targets_of(value(function(module), "p"))
    assert target.kind is ObjectKind.REACHED
    assert target.parent is points_to.global_object("work")


@pytest.mark.parametrize(
    ("one", "size", "other", "other_size", "overlap"),
    [
        (Offset(0), 8, Offset(8), 8, False),
        (Offset(0), 8, Offset(7), 1, True),
        (Offset(0, 16), 8, Offset(8, 16), 8, False),
        (Offset(0, 16), 8, Offset(8, 8), 8, True),
        (Offset(12, 16), 4, Offset(0, 16), 8, False),
        (Offset(0, 8, 8), 8, Offset(0), 8, False),
        (Offset(0), 8, Offset(0, 8, 8), 8, False),
        (Offset(0, 8, 8), 8, Offset(0), 9, True),
        (Offset(0, 8, 8), 8, Offset(0, 8), 8, True),
        (Offset(12, 16), 8, Offset(0, 16), 4, True),
        (ANYWHERE, 1, Offset(800), 8, True),
    ],
)
def test_overlap(one: Offset, size: int, other: Offset, other_size: int, overlap: bool):
    assert one.may_overlap(size, other, other_size) == overlap
    assert other.may_overlap(other_size, one, size) == overlap


def test_joined_offsets_begin_where_the_first_does():
    assert Offset(8).join(Offset(24)) == Offset(8, 16, 8)
    assert Offset(24).join(Offset(8)) == Offset(8, 16, 8)
    assert Offset(8).join(Offset(0, 8)) == Offset(0, 8)


def test_joined_offsets_come_to_an_end():
    offset, steps = Offset(8000), 0
    while not offset.contains(before := offset.plus(Offset(-8))):
        offset, steps = offset.join(before), steps + 1
    assert (offset, steps < 20) == (Offset(0, 8), True)


def _calling(name: str, callee: str) -> str:
    return f"""
func.func @{name}(%this : !llvm.ptr, %n : i64) {{
  %p = llvm.load %this : !llvm.ptr -> !llvm.ptr
  %v = llvm.load %p : !llvm.ptr -> f64
  %moved = llvm.getelementptr %this[16] : (!llvm.ptr) -> !llvm.ptr, i8
  func.call @{callee}(%moved, %n) : (!llvm.ptr, i64) -> ()
  func.call @{name}(%moved, %n) : (!llvm.ptr, i64) -> ()
  llvm.store %v, %p : f64, !llvm.ptr
  func.return
}}"""


def test_functions_that_call_each_other_with_moved_pointers():
    """There is always another place, but not always another object; what they do is seen all the same."""
    module = parse(_calling("f", "g") + _calling("g", "f"))
    memory = MemoryAccesses(module)
    f = function(module, "f")
    kinds = {access.object.kind for access in memory.accesses(f) if access.writes}
    assert kinds == {ObjectKind.REACHED}
    assert len(list(memory.points_to(f).objects())) <= 4


def test_a_long_list_is_followed_to_its_end():
    nodes = 60
    stores = "\n".join(
        f"""  %n{i} = llvm.alloca %one x !llvm.ptr : (i32) -> !llvm.ptr
  llvm.store %n{i - 1}, %n{i} : !llvm.ptr, !llvm.ptr"""
        for i in range(1, nodes)
    )
    module = parse(f"""
func.func @f(%from : index, %to : index, %step : index) -> f64 {{
  %one = arith.constant 1 : i32
  %n0 = llvm.alloca %one x !llvm.ptr : (i32) -> !llvm.ptr
{stores}
  %last = scf.for %i = %from to %to step %step iter_args(%p = %n{nodes - 1}) -> (!llvm.ptr) {{
    %next = llvm.load %p : !llvm.ptr -> !llvm.ptr
    scf.yield %next : !llvm.ptr
  }}
  %r = llvm.load %last : !llvm.ptr -> f64
  func.return %r : f64
}}""")
    f = function(module, "f")
    targets = MemoryAccesses(module).points_to(f).targets_of(value(f, "last"))
    assert len(targets) == nodes
