"""Enzyme's type trees: text -> what is where."""

import pytest
from xdsl.dialects.builtin import bf16, f16, f32, f64, f80, f128, i8
from xdsl.dialects.llvm import LLVMPointerType

from xdsl_enzyme.analyses.types.facts import ScalarType
from xdsl_enzyme.analyses.types.type_trees import Entry, behind_pointer, parse_type_tree
from xdsl_enzyme.errors import ReadError


def test_entries():
    tree = "{[-1]:Pointer, [-1,0]:Integer, [-1,8]:Float@double,[-1,-1,4]:Float@float}"
    assert parse_type_tree(tree) == (
        Entry((-1,), LLVMPointerType()),
        Entry((-1, 0), i8),
        Entry((-1, 8), f64),
        Entry((-1, -1, 4), f32),
    )


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("half", f16),
        ("bfloat", bf16),
        ("float", f32),
        ("double", f64),
        ("x86_fp80", f80),
        ("fp128", f128),
    ],
)
def test_floats(name: str, type: ScalarType):
    assert parse_type_tree(f"{{[0]:Float@{name}}}") == (Entry((0,), type),)


@pytest.mark.parametrize("text", ["{}", "{ }", "{[-1]:Anything}", "{[-1]:Unknown, [0]:Anything}"])
def test_what_says_nothing(text: str):
    assert parse_type_tree(text) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[-1]:Pointer", "braces"),
        ("", "braces"),
        ("{[-1]:Pointer", "braces"),
        ("{[-1]:Float@quad}", "'Float@quad' is no type"),
        ("{[-1]:}", "'' is no type"),
        ("{[-2]:Integer}", "'-2' is neither an offset nor -1"),
        ("{[]:Integer}", "'' is neither an offset nor -1"),
        ("{[0,x]:Integer}", "'x' is neither an offset nor -1"),
        ("{-1:Integer}", "does not begin with"),
        ("{[0]:Integer,}", "does not begin with"),
        ("{[0]:Integer [1]:Integer}", "a comma or the end is missing"),
        ("{[0]:Integer} {[1]:Integer}", "stands behind its end"),
    ],
)
def test_malformed(text: str, why: str):
    with pytest.raises(ReadError) as caught:
        parse_type_tree(text)
    assert why in str(caught.value)


def test_behind_a_pointer():
    tree = behind_pointer("{[-1]:Float@double, [0,8]:Integer}")
    assert parse_type_tree(tree) == (
        Entry((-1,), LLVMPointerType()),
        Entry((-1, -1), f64),
        Entry((-1, 0, 8), i8),
    )
