"""Allocation sites: small IR -> which memory pointers may lead to."""

import pytest

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.types.allocation_sites import AllocationSites
from xdsl_enzyme.passes.recover_floats.recover import reachable_functions

MALLOC = "func.func private @malloc(i64) -> !llvm.ptr\n"
TWO = """
  %a = func.call @malloc(%n) : (i64) -> !llvm.ptr
  %b = func.call @malloc(%n) : (i64) -> !llvm.ptr
"""


def distinct(text: str, one: str, other: str, more: str = "") -> bool:
    """Whether two pointers of a function lead to different memory for sure."""
    head = "func.func @f(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64, %c : i1) {\n"
    root = function(parse(f"{head}{text}\nfunc.return }}\n{MALLOC}{more}"))
    sites = AllocationSites(reachable_functions(root))
    return not sites.of(value(root, one)) & sites.of(value(root, other))


def test_allocations_are_told_apart():
    assert distinct(TWO, "a", "b")
    assert distinct(TWO, "a", "p")


def test_a_choice_leads_to_both():
    text = TWO + "%s = arith.select %c, %a, %b : !llvm.ptr"
    assert not distinct(text, "s", "a")
    assert not distinct(text, "s", "b")
    assert distinct(text, "s", "p")


FOUND_AGAIN = {
    "what is stored": """
      %t = func.call @malloc(%n) : (i64) -> !llvm.ptr
      llvm.store %a, %t : !llvm.ptr, !llvm.ptr
      %u = llvm.getelementptr %t[8] : (!llvm.ptr) -> !llvm.ptr, i8
      llvm.store %b, %u : !llvm.ptr, !llvm.ptr
      %l = llvm.load %t : !llvm.ptr -> !llvm.ptr
    """,
    "in integers and copies": """
      %t = func.call @malloc(%n) : (i64) -> !llvm.ptr
      %v = func.call @malloc(%n) : (i64) -> !llvm.ptr
      %i = llvm.ptrtoint %a : !llvm.ptr to i64
      llvm.store %i, %t : i64, !llvm.ptr
      llvm_extra.memcpy %v, %t, %n : !llvm.ptr, !llvm.ptr, i64
      %l = llvm.load %v : !llvm.ptr -> !llvm.ptr
    """,
}
"""How `%a`, and not `%b`, gets to `%l`."""


@pytest.mark.parametrize("way", FOUND_AGAIN)
def test_pointers_are_found_again_in_memory(way: str):
    text = TWO + FOUND_AGAIN[way]
    assert not distinct(text, "l", "a")
    assert distinct(text, "l", "b")


def test_what_becomes_known_all_at_once_is_stored():
    text = (
        TWO
        + """
      %t = func.call @malloc(%n) : (i64) -> !llvm.ptr
      %u = func.call @malloc(%n) : (i64) -> !llvm.ptr
      %e = llvm.load %t : !llvm.ptr -> !llvm.ptr
      llvm.store %e, %u : !llvm.ptr, !llvm.ptr
      %l = llvm.load %u : !llvm.ptr -> !llvm.ptr
      llvm.store %a, %t : !llvm.ptr, !llvm.ptr
      llvm.store %b, %t : !llvm.ptr, !llvm.ptr
      %s = arith.select %c, %l, %p : !llvm.ptr
    """
    )
    assert not distinct(text, "s", "a")
    assert not distinct(text, "s", "b")
    assert distinct(text, "s", "q")


def test_unknown_code_knows_what_it_is_given():
    text = (
        TWO
        + """
      func.call @keep(%a) : (!llvm.ptr) -> ()
      %l = func.call @give() : () -> !llvm.ptr
    """
    )
    more = "func.func private @keep(!llvm.ptr)\nfunc.func private @give() -> !llvm.ptr"
    assert not distinct(text, "l", "a", more)
    assert not distinct(text, "l", "p", more)
    assert distinct(text, "l", "b", more)


def test_memory_that_comes_from_outside_leads_to_what_is_stored_there():
    text = (
        TWO
        + """
      llvm.store %a, %p : !llvm.ptr, !llvm.ptr
      %l = llvm.load %q : !llvm.ptr -> !llvm.ptr
    """
    )
    assert not distinct(text, "l", "a")
    assert distinct(text, "l", "b")


VIRTUAL = """
  %ta = llvm.mlir.addressof @a_table : !llvm.ptr
  %tb = llvm.mlir.addressof @b_table : !llvm.ptr
  llvm.store %ta, %a : !llvm.ptr, !llvm.ptr
  llvm.store %tb, %b : !llvm.ptr, !llvm.ptr
  %s = arith.select %c, %a, %b : !llvm.ptr
  %table = llvm.load %s : !llvm.ptr -> !llvm.ptr
  %slot = llvm.getelementptr %table[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %g = llvm.load %slot : !llvm.ptr -> !llvm.ptr
  %first = llvm.mlir.addressof @first : !llvm.ptr
  %is = llvm_extra.pointer_compare eq, %g, %first : !llvm.ptr
  scf.if %is {
    func.call @first(%s) : (!llvm.ptr) -> ()
    scf.yield
  } else {
    func.call @second(%s) : (!llvm.ptr) -> ()
    scf.yield
  }
"""


def table(name: str, member: str) -> str:
    return f"""
llvm.mlir.global internal constant @{name}() : !llvm.array<2 x !llvm.ptr> {{
  %0 = llvm.mlir.undef : !llvm.array<2 x !llvm.ptr>
  %1 = llvm.mlir.addressof @{member} : !llvm.ptr
  %2 = llvm.insertvalue %1, %0[1] : !llvm.array<2 x !llvm.ptr>
  llvm.return %2 : !llvm.array<2 x !llvm.ptr>
}}
"""


def test_a_virtual_function_gets_objects_of_its_class():
    more = table("a_table", "first") + table("b_table", "second")
    more += "func.func @first(%x : !llvm.ptr) { func.return }\n"
    more += "func.func @second(%y : !llvm.ptr) { func.return }\n"
    head = "func.func @f(%n : i64, %c : i1) {\n"
    root = function(parse(f"{head}{TWO}{VIRTUAL}func.return }}\n{MALLOC}{more}"))
    sites = AllocationSites(reachable_functions(root))
    of = {name: sites.of(value(root, name)) for name in "abs"}
    functions = {one.sym_name.data: one for one in reachable_functions(root)}
    assert sites.of(functions["first"].body.block.args[0]) == of["a"]
    assert sites.of(functions["second"].body.block.args[0]) == of["b"]
    assert of["s"] == of["a"] | of["b"]


def test_library_objects_of_numbers_have_no_pointers():
    text = """
      %a = func.call @malloc(%n) : (i64) -> !llvm.ptr
      llvm.store %a, %a : !llvm.ptr, !llvm.ptr
      %u = llvm.getelementptr %a[8] : (!llvm.ptr) -> !llvm.ptr, i8
      %r = func.call @{name}(%u) : (!llvm.ptr) -> i32
      %v = llvm.getelementptr %a[16] : (!llvm.ptr) -> !llvm.ptr, i8
      %l = llvm.load %v : !llvm.ptr -> !llvm.ptr
      %s = arith.select %c, %l, %p : !llvm.ptr
    """
    for name, may_hold_pointers in (("rand_r", False), ("_ZNSolsEi", True)):
        declared = f"func.func private @{name}(!llvm.ptr) -> i32\n"
        # What is found there is, for one, where the object itself is.
        assert distinct(text.format(name=name), "s", "a", declared) is not may_hold_pointers
