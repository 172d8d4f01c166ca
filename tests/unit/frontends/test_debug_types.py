"""What the types of debug information say, by themselves: as clang, flang and rustc write them."""

from __future__ import annotations

import pytest

from xdsl_enzyme.frontends.llvm_ir.debug_types import DebugTypes

NODES = {
    "!1": '!DIBasicType(name: "double", size: 64, encoding: DW_ATE_float)',
    "!2": '!DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)',
    "!3": '!DIBasicType(name: "char", size: 8, encoding: DW_ATE_signed_char)',
    "!4": '!DIBasicType(name: "u8", size: 8, encoding: DW_ATE_unsigned)',
    "!5": '!DIBasicType(name: "complex", size: 64, encoding: DW_ATE_complex_float)',
    "!6": '!DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)',
    "!10": "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: !1, size: 64)",
    "!11": "!DIDerivedType(tag: DW_TAG_const_type, baseType: !12)",
    "!12": '!DIDerivedType(tag: DW_TAG_typedef, name: "size: 8", file: !99, baseType: !10)',
    "!13": "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)",
    "!14": "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: !10, size: 64)",
    "!15": "!DIDerivedType(tag: DW_TAG_reference_type, baseType: !30, size: 64)",
    "!16": "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: !3, size: 64)",
    "!17": "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: !2, size: 64)",
    "!18": "!DIDerivedType(tag: DW_TAG_pointer_type, baseType: !90, size: 64)",
    # struct { double a; int b : 3; static double s; char text[16]; long n; } : base { double }
    "!30": 'distinct !DICompositeType(tag: DW_TAG_class_type, name: "derived", size: 384, elements: !31)',
    "!31": "!{!32, !33, !34, !35, !36, !38}",
    "!32": "!DIDerivedType(tag: DW_TAG_inheritance, scope: !30, baseType: !40)",
    "!33": '!DIDerivedType(tag: DW_TAG_member, name: "a", baseType: !1, size: 64, offset: 64)',
    "!34": '!DIDerivedType(tag: DW_TAG_member, name: "b", baseType: !6, size: 3, offset: 128, flags: DIFlagBitField, extraData: i64 128)',
    "!35": '!DIDerivedType(tag: DW_TAG_member, name: "s", baseType: !1, flags: DIFlagPublic | DIFlagStaticMember)',
    "!36": '!DIDerivedType(tag: DW_TAG_member, name: "text", baseType: !37, size: 128, offset: 160)',
    "!37": "!DICompositeType(tag: DW_TAG_array_type, baseType: !3, size: 128, elements: !60)",
    "!38": '!DIDerivedType(tag: DW_TAG_member, name: "n", baseType: !2, size: 64, offset: 320)',
    "!40": '!DICompositeType(tag: DW_TAG_structure_type, name: "base", size: 64, elements: !41)',
    "!41": "!{!42, !43}",
    "!42": '!DIDerivedType(tag: DW_TAG_member, name: "z", baseType: !1, size: 64)',
    "!43": '!DISubprogram(name: "method", type: !99)',
    # An enumeration of Rust with data, and a union.
    "!50": '!DICompositeType(tag: DW_TAG_structure_type, name: "Shape", size: 128, elements: !51)',
    "!51": "!{!52}",
    "!52": "!DICompositeType(tag: DW_TAG_variant_part, scope: !50, size: 128, elements: !99)",
    "!53": "!DICompositeType(tag: DW_TAG_union_type, size: 64, elements: !41)",
    "!54": "!DICompositeType(tag: DW_TAG_structure_type, size: 128, elements: !55)",
    "!55": "!{!56, !57}",
    "!56": "!DIDerivedType(tag: DW_TAG_member, baseType: !53, size: 64)",
    "!57": "!DIDerivedType(tag: DW_TAG_member, baseType: !1, size: 64, offset: 64)",
    "!60": "!{!61}",
    "!61": "!DISubrange(count: 2)",
    "!62": "!DICompositeType(tag: DW_TAG_array_type, baseType: !40, size: 128, elements: !60)",
    "!63": "!DICompositeType(tag: DW_TAG_array_type, baseType: !1, elements: !60, dataLocation: !DIExpression(DW_OP_deref), rank: 1)",
    "!64": "!DICompositeType(tag: DW_TAG_array_type, baseType: !4, size: 16, elements: !60)",
    "!65": "!DICompositeType(tag: DW_TAG_structure_type, size: 128, elements: !66)",
    "!66": "!{!67}",
    "!67": "!DIDerivedType(tag: DW_TAG_member, baseType: !68, size: 128)",
    "!68": "!DICompositeType(tag: DW_TAG_array_type, baseType: !1, size: 128, elements: !60)",
    "!70": "!DIGlobalVariableExpression(var: !71, expr: !DIExpression(DW_OP_plus_uconst, 8))",
    "!71": 'distinct !DIGlobalVariable(name: "x", scope: !99, type: !1)',
    "!72": "!DIGlobalVariableExpression(var: !71, expr: !DIExpression(DW_OP_constu, 3, DW_OP_stack_value))",
    "!80": 'distinct !DISubprogram(name: "f", type: !81)',
    "!81": "!DISubroutineType(types: !82)",
    "!82": "!{null, !10, !2}",
    # struct list { struct list *next; }
    "!90": "!DICompositeType(tag: DW_TAG_structure_type, size: 64, elements: !91)",
    "!91": "!{!92}",
    "!92": "!DIDerivedType(tag: DW_TAG_member, baseType: !18, size: 64)",
}
TYPES = DebugTypes(NODES)

POINTERS = {
    "!10": "{[-1]:Pointer, [-1,0%8]:Float@double}",
    "!11": "{[-1]:Pointer, [-1,0%8]:Float@double}",
    "!14": "{[-1]:Pointer, [-1,-1]:Pointer}",
    "!15": "{[-1]:Pointer, [-1,0%48]:Float@double, [-1,8%48]:Float@double, [-1,40%48]:Integer@64}",
    "!18": "{[-1]:Pointer, [-1,0%8]:Pointer}",
    "!13": None,
    "!16": None,
    "!17": None,
    "!1": None,
}

VARIABLES = {
    "!1": "{[-1]:Pointer, [-1,0]:Float@double}",
    "!5": "{[-1]:Pointer, [-1,0]:Float@float, [-1,4]:Float@float}",
    "!10": "{[-1]:Pointer, [-1,0]:Pointer, [-1,0,0%8]:Float@double}",
    "!62": "{[-1]:Pointer, [-1,0%8]:Float@double}",
    "!54": "{[-1]:Pointer, [-1,8]:Float@double}",
    "!65": "{[-1]:Pointer, [-1,0]:Float@double, [-1,8]:Float@double}",
    "!2": None,
    "!3": None,
    "!50": None,
    "!53": None,
    "!63": None,
    "!64": None,
    "!98": None,
}


@pytest.mark.parametrize("node", POINTERS)
def test_pointers(node: str):
    assert TYPES.of_pointer(node) == POINTERS[node]


@pytest.mark.parametrize("node", VARIABLES)
def test_variables(node: str):
    assert TYPES.of_variable(node) == VARIABLES[node]


def test_parts_of_variables():
    assert TYPES.of_bytes("!30", 40, 8) == "{[0]:Integer@64}"
    assert TYPES.of_bytes("!30", 8, 8) == "{[0]:Float@double}"
    assert TYPES.of_bytes("!2", 0, 8) is None


def test_globals():
    assert list(TYPES.of_global("!70")) == ["{[8]:Float@double}"]
    assert not list(TYPES.of_global("!72"))


def test_parameters():
    assert TYPES.parameter_types("!80") == ["!10", "!2"]
