"""Type analysis: small IR -> what the bytes are."""

import pytest
from xdsl.dialects.builtin import f32, f64
from xdsl.dialects.llvm import LLVMPointerType

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.congruences import Congruences
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.layouts import Layout, Undecided
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.recover_floats.recover import reachable_functions

POINTER = LLVMPointerType()
HEAD = """func.func @f(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64) {
  %eight = arith.constant 8 : i64
  %p8 = llvm.getelementptr %p[8] : (!llvm.ptr) -> !llvm.ptr, i8
"""
TAIL = "\nfunc.return }\n"


def analysed(text: str, more: str = ""):
    module = parse(HEAD + text + TAIL + more)
    root = function(module)
    return root, TypeAnalysis(reachable_functions(root))


def memory(text: str, size: int | None, name: str = "p", more: str = "") -> Layout | Undecided:
    root, types = analysed(text, more)
    return types.of_memory(value(root, name), size)


def leaves(text: str, size: int | None, name: str = "p", more: str = ""):
    decision = memory(text, size, name, more)
    assert isinstance(decision, Layout), decision
    return decision.leaves


LOADS = """
  %i = llvm.load %p : !llvm.ptr -> i64
  %s = arith.addi %i, %i : i64
  %x = llvm.load %p8 : !llvm.ptr -> f64
"""
COPY = "llvm_extra.memcpy %q, %p, %n : !llvm.ptr, !llvm.ptr, i64"


def test_accesses_show_what_is_there():
    assert leaves(LOADS, 16) == ((8, f64),)


def test_copies_have_the_same_bytes():
    assert leaves(LOADS + COPY, 16, "q") == ((8, f64),)


def test_integers_hold_what_they_are_loaded_from():
    text = LOADS + "%b = llvm.load %p8 : !llvm.ptr -> i64\nllvm.store %b, %q : i64, !llvm.ptr"
    root, types = analysed(text)
    decision = types.of_value(value(root, "b"))
    assert isinstance(decision, Layout)
    assert decision.leaves == ((0, f64),)
    assert leaves(text, 8, "q") == ((0, f64),)


def test_arrays_repeat():
    text = """
    %e = llvm.getelementptr %p[%n, 1] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i64, f64)>
    %x = llvm.load %e : !llvm.ptr -> f64
    %k = llvm.getelementptr %p[%n, 0] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i64, f64)>
    %i = llvm.load %k : !llvm.ptr -> i64
    %s = arith.addi %i, %i : i64
    """
    decision = memory(text, None)
    assert isinstance(decision, Layout)
    assert (decision.period, decision.leaves) == (16, ((8, f64),))
    assert leaves(text, 32) == ((8, f64), (24, f64))


ARRAY_BEHIND_COUNTER = """
    %i = llvm.load %p : !llvm.ptr -> i64
    %s = arith.addi %i, %i : i64
    llvm.store %s, %p : i64, !llvm.ptr
    %e = llvm.getelementptr %p8[%n] {nuw} : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %x = llvm.load %e : !llvm.ptr -> f64
"""


def test_arrays_do_not_reach_back():
    assert leaves(ARRAY_BEHIND_COUNTER, 8) == ()
    assert leaves(ARRAY_BEHIND_COUNTER, 24) == ((8, f64), (16, f64))
    assert leaves(ARRAY_BEHIND_COUNTER.replace(" {nuw}", ""), 8) == ((0, f64),)


def test_copies_of_what_is_before_an_array_have_none_of_it():
    copy = "%t = arith.constant 8 : i64\nllvm_extra.memcpy %q, %p, %t : !llvm.ptr, !llvm.ptr, i64"
    assert leaves(ARRAY_BEHIND_COUNTER + copy, 8, "q") == ()
    assert leaves(ARRAY_BEHIND_COUNTER.replace(" {nuw}", "") + copy, 8, "q") == ((0, f64),)


def test_pointers_lead_to_memory_of_their_own():
    text = """
    %a = llvm.load %p : !llvm.ptr -> !llvm.ptr
    %x = llvm.load %a : !llvm.ptr -> f32
    %b = llvm.load %p8 : !llvm.ptr -> !llvm.ptr
    %y = llvm.load %b : !llvm.ptr -> f64
    """
    assert leaves(text, 16) == ((0, POINTER), (8, POINTER))
    assert leaves(text, 4, "a") == ((0, f32),)
    assert leaves(text, 8, "b") == ((0, f64),)


SHARED = """
    %c = arith.cmpi eq, %n, %eight : i64
    %x = llvm.load %p : !llvm.ptr -> f64
    %y = llvm.load %q : !llvm.ptr -> !llvm.ptr
    %either = scf.if %c -> (!llvm.ptr) { scf.yield %p : !llvm.ptr } else { scf.yield %q : !llvm.ptr }
"""


def test_memory_that_is_only_freed_in_one_place_stays_apart():
    free = "func.func private @free(!llvm.ptr)"
    text = SHARED + "func.call @free(%either) : (!llvm.ptr) -> ()"
    assert leaves(text, 8, "p", free) == ((0, f64),)
    assert leaves(text, 8, "q", free) == ((0, POINTER),)


def test_memory_that_is_read_in_one_place_is_one():
    text = SHARED + "%z = llvm.load %either : !llvm.ptr -> i64"
    assert leaves(text, 8, "either") == ((0, f64), (0, POINTER))


def test_what_is_known_of_an_object_is_not_what_other_pointers_may_lead_to():
    assert leaves(SHARED + "%z = llvm.load %either : !llvm.ptr -> i64", 8) == ((0, f64),)
    new = "%z = llvm.load %either : !llvm.ptr -> f32"
    assert leaves(SHARED + new, 8) == ((0, f64),)
    assert leaves(SHARED + new, 8, "q") == ((0, POINTER),)


def test_nothing_is_where_empty_arrays_point():
    text = """
    %none = llvm.inttoptr %eight : i64 to !llvm.ptr
    %c = arith.cmpi eq, %n, %eight : i64
    %a = arith.select %c, %p, %none : !llvm.ptr
    %b = arith.select %c, %q, %none : !llvm.ptr
    %x = llvm.load %a : !llvm.ptr -> f64
    %y = llvm.load %b : !llvm.ptr -> !llvm.ptr
    """
    assert leaves(text, 8, "a") == ((0, f64),)
    assert leaves(text, 8, "b") == ((0, POINTER),)


def test_a_list_is_a_node():
    text = """
    %zero = arith.constant 0 : i64
    %one = arith.constant 1 : i64
    %r = scf.for %i = %zero to %n step %one iter_args(%node = %p) -> (!llvm.ptr) : i64 {
      %v = llvm.getelementptr %node[8] : (!llvm.ptr) -> !llvm.ptr, i8
      %x = llvm.load %v : !llvm.ptr -> f64
      %next = llvm.load %node : !llvm.ptr -> !llvm.ptr
      scf.yield %next : !llvm.ptr
    }
    """
    assert leaves(text, 16) == ((0, POINTER), (8, f64))
    assert leaves(text, 16, "next") == ((0, POINTER), (8, f64))


ALLOCATE = """
func.func @allocate(%size : i64) -> !llvm.ptr {
  %m = func.call @malloc(%size) : (i64) -> !llvm.ptr
  func.return %m : !llvm.ptr
}
func.func private @malloc(i64) -> !llvm.ptr
"""


def test_callers_do_not_mix():
    text = """
    %a = func.call @allocate(%n) : (i64) -> !llvm.ptr
    %b = func.call @allocate(%n) : (i64) -> !llvm.ptr
    %x = llvm.load %a : !llvm.ptr -> f64
    %i = llvm.load %b : !llvm.ptr -> i64
    %s = arith.muli %i, %i : i64
    """
    assert leaves(text, 8, "a", ALLOCATE) == ((0, f64),)
    assert leaves(text, 8, "b", ALLOCATE) == ()


def test_a_callee_knows_what_its_callers_know():
    callee = """
    func.func @copy(%d : !llvm.ptr, %s : !llvm.ptr, %size : i64) {
      llvm_extra.memcpy %d, %s, %size : !llvm.ptr, !llvm.ptr, i64
      func.return
    }
    """
    module = parse(
        HEAD
        + LOADS
        + "func.call @copy(%q, %p, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()"
        + TAIL
        + callee
    )
    functions = reachable_functions(function(module))
    types = TypeAnalysis(functions)
    decision = types.of_memory(functions[1].body.block.args[0], 16)
    assert isinstance(decision, Layout)
    assert decision.leaves == ((8, f64),)


ROOM = "%m = llvm.alloca %one x !llvm.struct<(f64, i32, f64)> : (i64) -> !llvm.ptr"


def test_an_access_that_may_be_anywhere_is_not_at_padding():
    """Of a record of f64, i32 and f64, the access is to the floats: the four bytes behind the i32 are nothing."""
    text = f"""
    %one = arith.constant 1 : i64
    {ROOM}
    %e = llvm.getelementptr %m[%n] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %x = llvm.load %e : !llvm.ptr -> f64
    %c = llvm.getelementptr %m[8] : (!llvm.ptr) -> !llvm.ptr, i8
    %d = llvm.getelementptr %m[12] : (!llvm.ptr) -> !llvm.ptr, i8
    """
    assert leaves(text, 4, "c") == ()
    assert leaves(text, 4, "d") == ()
    assert leaves(text, 24, "m") == ((0, f64), (16, f64))


TAGS = """
builtin.module attributes {llvm.metadata = {
  "!0" = "!{!1, !1, i64 0}", "!1" = "!{!\\22double\\22, !2, i64 0}", "!2" = "!{!\\22omnipotent char\\22, !3, i64 0}",
  "!3" = "!{!\\22Simple C/C++ TBAA\\22}"}} {
"""


def test_tags_say_what_constants_are():
    text = HEAD + 'llvm.store %eight, %p {tbaa = "!0"} : i64, !llvm.ptr' + TAIL
    root = function(parse(TAGS + text + "}"))
    decision = TypeAnalysis([root]).of_memory(value(root, "p"), 8)
    assert isinstance(decision, Layout)
    assert decision.leaves == ((0, f64),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "%x = llvm.load %p : !llvm.ptr -> f64\n%y = llvm.load %p : !llvm.ptr -> f32",
            "several types",
        ),
        (
            "%x = llvm.load %p : !llvm.ptr -> f32\n%y = llvm.load %p : !llvm.ptr -> !llvm.ptr",
            "several types",
        ),
    ],
)
def test_undecided(text: str, why: str):
    decision = memory(text, 8)
    assert isinstance(decision, Undecided)
    assert why in decision.why


def test_nothing_known():
    decision = memory(COPY, 16)
    assert isinstance(decision, Layout)
    assert decision.unknown is not None


def test_numbers_are_told_from_bits():
    root, types = analysed(LOADS)
    decision = types.of_value(value(root, "s"))
    assert isinstance(decision, Layout)
    assert (decision.leaves, decision.integers) == ((), ((0, 8),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%r = arith.shli %n, %eight : i64", (0, 256)),
        ("%m = arith.muli %n, %eight : i64\n%r = arith.addi %m, %eight : i64", (0, 8)),
        ("%m = arith.shli %n, %eight : i64\n%r = arith.shrui %m, %eight : i64", (0, 1)),
        ("%r = arith.subi %n, %n : i64", (0, 1)),
        (
            "%z = arith.constant 3 : i64\n%r = scf.for %i = %z to %n step %eight iter_args(%a = %z) -> (i64) : i64 {"
            "%b = arith.addi %a, %eight : i64\nscf.yield %b : i64 }",
            (3, 8),
        ),
    ],
)
def test_congruences(text: str, expected: tuple[int, int]):
    root, _ = analysed(text)
    assert Congruences().of(value(root, "r")) == expected


GROWS = """
  %one = arith.constant 1 : i64
  %null = llvm.mlir.zero : !llvm.ptr
  %x = arith.constant 1.0 : f64
  %y = arith.constant 1.0 : f32
  %first, %last = scf.for %i = %one to %n step %one iter_args(%b = %null, %e = %null) -> (!llvm.ptr, !llvm.ptr) : i64 {
    %new = func.call @malloc(%n) : (i64) -> !llvm.ptr
    %to = llvm.ptrtoint %e : !llvm.ptr to i64
    %from = llvm.ptrtoint %b : !llvm.ptr to i64
    %carried = scf.for %j = %one to %n step %one iter_args(%c = %from) -> (i64) : i64 {
      scf.yield %c : i64
    }
    %size = arith.subi %to, %carried : i64
    llvm_extra.memcpy %new, %b, %size : !llvm.ptr, !llvm.ptr, i64
    %at = llvm.getelementptr %new[%size] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    llvm.store %x, %at : f64, !llvm.ptr
    %at8 = llvm.getelementptr %at[8] : (!llvm.ptr) -> !llvm.ptr, i8
    llvm.store %y, %at8 : f32, !llvm.ptr
    %end = llvm.getelementptr %at[16] : (!llvm.ptr) -> !llvm.ptr, i8
    scf.yield %new, %end : !llvm.ptr, !llvm.ptr
  }
  llvm_extra.memcpy %q, %first, %n : !llvm.ptr, !llvm.ptr, i64
"""
MALLOC = "func.func private @malloc(i64) -> !llvm.ptr\n"


def test_vectors_that_grow():
    """The new end is as far from the new begin as the old one was from the old one, which nothing else says."""
    assert leaves(GROWS, None, "first", MALLOC) == ((0, f64), (8, f32))


def test_one_of_two_members():
    """The child of a node on one side or the other: nothing beside these two."""
    text = """
    %one = arith.constant 1 : i64
    %x = llvm.load %p : !llvm.ptr -> f64
    %c = arith.cmpi slt, %n, %one : i64
    %sixteen = arith.constant 16 : i64
    %at = arith.select %c, %sixteen, %eight : i64
    %child = llvm.getelementptr %p[%at] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    %next = llvm.load %child : !llvm.ptr -> !llvm.ptr
    %p24 = llvm.getelementptr %p[24] : (!llvm.ptr) -> !llvm.ptr, i8
    %y = llvm.load %p24 : !llvm.ptr -> f64
    """
    assert leaves(text, 32) == ((0, f64), (8, POINTER), (16, POINTER), (24, f64))


@pytest.mark.parametrize(
    ("index", "flags", "is_known"),
    [
        ("%i = arith.remui %n, %n : i64", "", True),
        ("%i = arith.addi %n, %n : i64", "{nuw}", True),
        ("%i = arith.addi %n, %n : i64", "", False),
    ],
)
def test_an_array_behind_a_header(index: str, flags: str, is_known: bool):
    """The members before the array are none of its elements if the index is not negative."""
    text = f"""
    {index}
    %k = llvm.load %p : !llvm.ptr -> i64
    %s = arith.muli %k, %k : i64
    %v = llvm.getelementptr %p8[%i] {flags} : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %x = llvm.load %v : !llvm.ptr -> f64
    """
    assert (leaves(text, 16) == ((8, f64),)) is is_known


def test_pointers_that_go_through_an_array():
    """A bound that moves with each turn is given up, the other one holds."""
    text = """
    %k = llvm.load %p : !llvm.ptr -> i64
    %s = arith.muli %k, %k : i64
    %last = scf.for %i = %eight to %n step %eight iter_args(%at = %p8) -> (!llvm.ptr) : i64 {
      %x = llvm.load %at : !llvm.ptr -> f64
      %behind = llvm.getelementptr %at[8] : (!llvm.ptr) -> !llvm.ptr, i8
      scf.yield %behind : !llvm.ptr
    }
    """
    assert leaves(text, 24) == ((8, f64), (16, f64))
    back = text.replace("%at[8]", "%at[-8]").replace("%p8)", "%p24)")
    back = "%p24 = llvm.getelementptr %p[24] : (!llvm.ptr) -> !llvm.ptr, i8\n" + back
    assert leaves(back, 40) == ((0, f64), (8, f64), (16, f64), (24, f64))


def test_differences_of_pointers_that_have_nothing_to_do_with_each_other():
    text = """
  %x = llvm.load %p8 : !llvm.ptr -> f64
  %y = llvm.load %p : !llvm.ptr -> f32
  %to = llvm.ptrtoint %p : !llvm.ptr to i64
  %from = llvm.ptrtoint %q : !llvm.ptr to i64
  %size = arith.subi %to, %from : i64
  %at = llvm.getelementptr %p[%size] : (!llvm.ptr, i64) -> !llvm.ptr, i8
"""
    decision = memory(text, 16, "at")
    assert isinstance(decision, Undecided)
    assert "at an offset that is not known" in decision.why


def test_a_copy_of_a_part_says_little_about_what_else_the_whole_holds():
    """A node of two floats and pointers in an array behind them: the floats in it are copied from elsewhere."""
    text = """
    %one = arith.constant 1 : i64
    %sixteen = arith.constant 16 : i64
    %child = llvm.getelementptr %q[16] : (!llvm.ptr) -> !llvm.ptr, i8
    %c = llvm.getelementptr %child[%n] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %next = llvm.load %c : !llvm.ptr -> !llvm.ptr
    %x = llvm.load %p : !llvm.ptr -> f64
    %y = llvm.load %p8 : !llvm.ptr -> f64
    llvm_extra.memcpy %q, %p, %sixteen : !llvm.ptr, !llvm.ptr, i64
    """
    assert leaves(text, 16) == ((0, f64), (8, f64))


PUT = """
func.func @put(%r : !llvm.ptr, %v : f64) {
  %o = llvm.getelementptr %r[8] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %v, %o : f64, !llvm.ptr
  func.return
}
func.func @get(%r : !llvm.ptr) -> i32 {
  %o = llvm.getelementptr %r[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %k = llvm.load %o : !llvm.ptr -> i32
  %s = arith.muli %k, %k : i32
  func.return %s : i32
}
func.func private @malloc(i64) -> !llvm.ptr
"""


def test_objects_behind_one_table_are_told_apart_in_callees():
    text = """
    %a = func.call @malloc(%eight) : (i64) -> !llvm.ptr
    %b = func.call @malloc(%eight) : (i64) -> !llvm.ptr
    llvm.store %a, %p : !llvm.ptr, !llvm.ptr
    llvm.store %b, %p : !llvm.ptr, !llvm.ptr
    %v = arith.sitofp %n : i64 to f64
    func.call @put(%a, %v) : (!llvm.ptr, f64) -> ()
    %k = func.call @get(%b) : (!llvm.ptr) -> i32
    """
    assert leaves(text, 16, "a", PUT) == ((8, f64),)
    assert leaves(text, 16, "b", PUT) == ()


DOUBLES = "{[-1]:Pointer, [-1,-1]:Float@double}"


def hinted(text: str, argument: str, more: str = ""):
    """As `analysed`, with a hint about the first argument."""
    head = HEAD.replace("%p : !llvm.ptr", f"%p : !llvm.ptr {{{argument}}}")
    root = function(parse(head + text + TAIL + more))
    return root, TypeAnalysis(reachable_functions(root))


def hinted_leaves(text: str, tree: str, size: int | None, name: str = "p"):
    root, types = hinted(text, f'enzyme.type = "{tree}"')
    decision = types.of_memory(value(root, name), size)
    assert isinstance(decision, Layout), decision
    return decision.leaves


def test_hints_are_facts():
    assert hinted_leaves(COPY, DOUBLES, None) == ((0, f64),)
    assert hinted_leaves(COPY, DOUBLES, None, "q") == ((0, f64),)
    tree = "{[-1]:Pointer, [-1,0]:Integer, [-1,8]:Float@float, [-1,16]:Pointer}"
    assert hinted_leaves(COPY, tree, 24) == ((8, f32), (16, POINTER))


def test_hints_go_through_pointers():
    text = "%r = llvm.load %p8 : !llvm.ptr -> !llvm.ptr"
    tree = "{[-1]:Pointer, [-1,8]:Pointer, [-1,8,-1]:Float@double}"
    assert hinted_leaves(text, tree, None, "r") == ((0, f64),)


def test_hints_on_ops_and_what_callees_return():
    text = f'%r = llvm.inttoptr %n {{enzyme.type = ["{DOUBLES} at f.c:3"]}} : i64 to !llvm.ptr'
    root, types = analysed(text)
    decision = types.of_memory(value(root, "r"), 8)
    assert isinstance(decision, Layout)
    assert decision.leaves == ((0, f64),)
    result = "{[-1]:Pointer, [-1,0]:Float@float}"
    external = f"""
    "func.func"() <{{sym_name = "get", sym_visibility = "private", function_type = (!llvm.ptr) -> !llvm.ptr,
      arg_attrs = [{{enzyme.type = "{DOUBLES}"}}], res_attrs = [{{enzyme.type = "{result}"}}]}}> ({{}}) : () -> ()"""
    root, types = analysed("%r = func.call @get(%q) : (!llvm.ptr) -> !llvm.ptr", external)
    for name, size, expected in (("q", 8, f64), ("r", 4, f32)):
        decision = types.of_memory(value(root, name), size)
        assert isinstance(decision, Layout)
        assert decision.leaves == ((0, expected),)


@pytest.mark.parametrize(
    ("text", "tree", "why"),
    [
        ("%y = llvm.load %p : !llvm.ptr -> f32", DOUBLES, "'llvm.load' has f32 there"),
        (
            "%y = llvm.load %p8 : !llvm.ptr -> !llvm.ptr",
            DOUBLES,
            "'llvm.load' has a pointer there",
        ),
        (LOADS, "{[-1]:Pointer, [-1,0]:Float@double}", "has an integer (i64) there"),
        (LOADS, "{[-1]:Pointer, [-1,8]:Integer}", "'llvm.load' has f64 there"),
        (LOADS, "{[-1]:Pointer, [-1,4]:Float@double}", "f64"),
        ("", "{[-1]:Float@double}", "it says f64, but the value is a pointer"),
        ("", "{[-1]:Pointer, [-1,0]:Float@double, [-1,0]:Float@float}", "says f32"),
    ],
)
def test_hints_that_contradict_the_program(text: str, tree: str, why: str):
    with pytest.raises(DifferentiationError) as caught:
        hinted(text, f'enzyme.type = "{tree} at f.c:3"')
    assert "the enzyme_type hint at f.c:3 contradicts the program" in str(caught.value)
    assert why in str(caught.value)


def test_hints_of_one_caller_are_not_those_of_another():
    """A function that copies for two callers."""
    callee = """func.func @g(%a : !llvm.ptr, %b : !llvm.ptr, %m : i64) {
      llvm_extra.memcpy %a, %b, %m : !llvm.ptr, !llvm.ptr, i64
      func.return
    }
    """
    text = """
    %y = llvm.load %q : !llvm.ptr -> f32
    %r = llvm.inttoptr %n : i64 to !llvm.ptr
    func.call @g(%r, %p, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
    func.call @g(%r, %q, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
    """
    root, types = hinted(text, f'enzyme.type = "{DOUBLES}"', more=callee)
    copy = reachable_functions(root)[1].body.block.args[1]
    assert isinstance(types.of_memory(copy, 8), Undecided)


TABLE = """
  %m = func.call @malloc(%n) : (i64) -> !llvm.ptr
  %row = llvm.getelementptr %m[%n] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, f64)>
  %key = llvm.load %row : !llvm.ptr -> i32
  %k2 = arith.addi %key, %key : i32
  %field = llvm.getelementptr %row[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %v = llvm.load %field : !llvm.ptr -> f64
  %tags = llvm.getelementptr %m[%n] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.array<16 x i8>
  %tail = llvm.getelementptr %tags[%n] : (!llvm.ptr, i64) -> !llvm.ptr, i8
"""


def test_copies_to_anywhere_in_the_same_memory_say_little():
    text = TABLE + "llvm_extra.memcpy %tail, %tags, %n : !llvm.ptr, !llvm.ptr, i64"
    root, types = analysed(text, MALLOC)
    decision = types.of_memory(value(root, "row"), 16)
    assert isinstance(decision, Layout)
    assert decision.leaves == ((8, f64),)
    assert types.may_clear_words(value(root, "tail"), 1)


def test_a_copy_is_told_by_its_better_known_end():
    text = TABLE + "llvm_extra.memcpy %tail, %row, %n : !llvm.ptr, !llvm.ptr, i64"
    root, types = analysed(text, MALLOC)
    assert not types.is_decided(value(root, "tail"), 16)
    (copy,) = (op for op in root.body.block.ops if op.name == "llvm_extra.memcpy")
    decision = types.of_copy(copy)
    assert isinstance(decision, Layout)
    assert {offset % 16 for offset, _ in decision.leaves} >= {8}


def test_what_only_numbers_are_loaded_from_says_nothing_about_where_these_go():
    text = """
  %c16 = arith.constant 16 : i64
  %t = llvm.alloca %c16 x i8 : (i64) -> !llvm.ptr
  %x = llvm.load %p8 : !llvm.ptr -> f64
  llvm_extra.memcpy %t, %p, %c16 : !llvm.ptr, !llvm.ptr, i64
  %w = llvm.load %t : !llvm.ptr -> i64
  %b = arith.cmpi eq, %w, %n : i64
"""
    root, types = analysed(text)
    (copy,) = (op for op in root.body.block.ops if op.name == "llvm_extra.memcpy")
    assert types.of_copy(copy) == Layout(1)


OBJECTS = """func.func @f(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64, %x : f64) {
  %one = arith.constant 1 : i64
  %a = func.call @malloc(%n) : (i64) -> !llvm.ptr
  %b = func.call @malloc(%n) : (i64) -> !llvm.ptr
  %b8 = llvm.getelementptr %b[8] : (!llvm.ptr) -> !llvm.ptr, i8
  llvm.store %x, %b8 : f64, !llvm.ptr
  %c = arith.cmpi eq, %n, %one : i64
  %o = arith.select %c, %a, %b : !llvm.ptr
  func.call @count(%o) : (!llvm.ptr) -> ()
  func.return
}
func.func @count(%self : !llvm.ptr HINT) {
  %one = arith.constant 1 : i64
  %at = llvm.getelementptr %self[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %k = llvm.load %at : !llvm.ptr -> i64
  %l = arith.addi %k, %one : i64
  llvm.store %l, %at : i64, !llvm.ptr
  func.return
}
func.func private @malloc(i64) -> !llvm.ptr
"""


@pytest.mark.parametrize(
    ("member", "expected"),
    [("[-1,8%16]:Integer@64", ()), ("[-1,0%16]:Float@double", ((0, f64),))],
)
def test_members_that_are_numbers_for_a_function_and_its_source(member: str, expected: object):
    hint = f'{{enzyme.debug_type = "{{[-1]:Pointer, {member}}}"}}'
    module = parse(OBJECTS.replace("HINT", hint))
    root, count = function(module), function(module, "count")
    types = TypeAnalysis(reachable_functions(root))
    decision = types.of_memory(value(count, "at"), 8)
    assert isinstance(decision, Layout)
    assert decision.leaves == expected
