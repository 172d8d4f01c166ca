"""Symbols are found whatever passes do to the module in between."""

import gc
import weakref

from xdsl.dialects.builtin import ModuleOp, StringAttr, SymbolRefAttr
from xdsl.dialects.func import FuncOp

from xdsl_enzyme.dialects.symbols import lookup


def external(name: str) -> FuncOp:
    return FuncOp.external(name, [], [])


def test_added_renamed_and_removed_symbols():
    one, two = external("one"), external("two")
    module = ModuleOp([one])
    assert lookup(module, "one") is one
    assert lookup(module, "two") is None
    module.body.block.add_op(two)
    assert lookup(one, SymbolRefAttr("two")) is two
    one.properties["sym_name"] = StringAttr("three")
    assert lookup(module, "one") is None
    assert lookup(module, "three") is one
    two.detach()
    assert lookup(module, "two") is None


def test_inner_modules_have_symbols_of_their_own():
    inner_one, outer_one = external("one"), external("one")
    inner = ModuleOp([inner_one], sym_name=StringAttr("inner"))
    module = ModuleOp([outer_one, inner])
    assert lookup(inner_one, "one") is inner_one
    assert lookup(outer_one, "one") is outer_one
    assert lookup(module, SymbolRefAttr("inner", ["one"])) is inner_one


def test_what_is_in_no_module_has_no_symbols():
    assert lookup(external("one"), "one") is None


def test_tables_do_not_keep_modules():
    module = ModuleOp([external("one")])
    lookup(module, "one")
    gone = weakref.ref(module)
    del module
    gc.collect()
    assert gone() is None
