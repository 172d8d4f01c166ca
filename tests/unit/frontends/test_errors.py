"""What cannot be read: the error names the instruction, its source position if known, why, and what to do."""

from __future__ import annotations

import pytest

from tests.unit.frontends.reading import read, read_body
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir

INSTRUCTIONS = [
    ("%r = va_arg ptr %p, i32", "variable number of arguments"),
    ('call void @h() [ "deopt"(i32 1) ]', "operand bundles"),
    ("%r = alloca <vscale x 2 x double>", "scalable"),
    ("%r = alloca ppc_fp128", "ppc_fp128"),
]  # fmt: skip

DECLARATIONS = """
declare void @h()
"""


@pytest.mark.parametrize(("instructions", "why"), INSTRUCTIONS)
def test_instruction(instructions: str, why: str):
    with pytest.raises(ReadError) as error:
        read_body("ptr %p", instructions, DECLARATIONS)
    message = error.value.message
    assert why in message
    word = instructions.removeprefix("%r = ").split()[0]
    assert word in message, "the message quotes the instruction"


def test_position_of_an_instruction_of_several_lines():
    with pytest.raises(ReadError, match="landing pads") as error:
        read("""
declare void @g()
declare i32 @p(...)
define void @f() personality ptr @p !dbg !4 {
  invoke void @g() to label %ok unwind label %bad
ok:
  ret void
bad:
  %l = landingpad { i32, ptr } cleanup catch ptr null, !dbg !7
  ret void
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 3, type: !3, spFlags: DISPFlagDefinition, unit: !0)
!7 = !DILocation(line: 5, column: 12, scope: !4)
""")
    assert error.value.where == "a.cpp:5:12"


def test_position_in_the_source():
    with pytest.raises(ReadError) as error:
        read("""
declare void @g()
define void @f() !dbg !4 {
  call void @g() [ "deopt"(i32 1) ], !dbg !7
  ret void
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 3, type: !3, spFlags: DISPFlagDefinition, unit: !0)
!7 = !DILocation(line: 5, column: 12, scope: !4)
""")
    assert error.value.where == "a.c:5:12"
    assert "call void @g()" in error.value.what


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("@x = ifunc void (), ptr @r\n@y = global ptr @x\ndefine ptr @r() {\nret ptr null\n}", "when the program is loaded"),
        ("%t = type { i32, i32 }\n@g = global %t zeroinitializer\n@x = alias i32, getelementptr (%t, ptr @g, i64 0, i32 1)", "named types"),
        ("@x = externally_initialized constant i32 0", "externally_initialized"),
            ("define void @f() prefix i32 1 {\nret void\n}", "prefix"),
    ],
)  # fmt: skip
def test_module(text: str, why: str):
    with pytest.raises(ReadError) as error:
        read(text)
    assert why in error.value.message


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "define void @f() {\n  %x = frobnicate i32 1\n  ret void\n}",
        "define void @f() {\n  %x = add i32 %y, 1\n  ret void\n}",
        "define void @f() {\n  %x = add i32 1,\n  ret void\n}",
        "define void @f() {\n  %x = add i32 1.5, 1\n  ret void\n}",
        "define void @f() {\n  br label %nowhere\n}",
        "define void @f(%unknown %x) {\n  ret void\n}",
    ],
)
def test_text_that_is_no_llvm_ir(text: str):
    with pytest.raises(ReadError):
        read_llvm_ir(text)
