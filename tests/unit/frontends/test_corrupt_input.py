"""What is no LLVM IR, or only a part of it, is an `EnzymeError` and nothing worse."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from llvmlite import binding

from xdsl_enzyme.errors import EnzymeError, ReadError
from xdsl_enzyme.frontends.bitcode import disassemble
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.load import load_module

PROGRAM = r"""
%s = type { i32, [4 x double], <{ i8, ptr }> }
@g = internal constant [2 x double] [double 1.0, double 0x7FF8000000000000], align 16
@t = global %s { i32 1, [4 x double] zeroinitializer, <{ i8, ptr }> <{ i8 2, ptr @g }> }
@c = private constant [4 x i8] c"%f\0A\00"
@a = alias i32, ptr @f
declare i32 @printf(ptr, ...)
declare double @exp(double) #1
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare i32 @personality(...)
define double @f(ptr noalias nonnull align 8 %p, i32 %n, <2 x float> %v) #0 personality ptr @personality {
entry:
  %q = getelementptr inbounds %s, ptr %p, i64 0, i32 1, i64 2
  %x = load double, ptr %q, align 8, !tbaa !1
  %c = icmp slt i32 %n, 3
  br i1 %c, label %then, label %else
then:
  %e = call nnan double @exp(double %x)
  %i = call i32 (ptr, ...) @printf(ptr @c, double %e)
  br label %join
else:
  switch i32 %n, label %join [
    i32 4, label %then
    i32 5, label %call
  ]
call:
  %y = invoke double @f(ptr %p, i32 %i2, <2 x float> splat (float 1.5)) to label %join unwind label %pad
pad:
  %l = landingpad { ptr, i32 } cleanup catch ptr null
  resume { ptr, i32 } %l
join:
  %r = phi double [ %e, %then ], [ %x, %else ], [ %y, %call ]
  %w = extractelement <2 x float> %v, i32 %n
  %old = atomicrmw fadd ptr %p, float %w monotonic
  %s0 = select i1 %c, double %r, double -0.0
  store double %s0, ptr getelementptr inbounds (i8, ptr @t, i64 8), align 8
  ret double %s0
}
attributes #0 = { nounwind memory(argmem: readwrite) "frame-pointer"="all" }
attributes #1 = { nounwind }
!1 = !{!2, !2, i64 0}
!2 = !{!"double", !3, i64 0}
!3 = !{!"root"}
""".replace("i32 %i2", "i32 %n")

CHARACTERS = "%@!#{}[]()<>,=:;\"'\\x 0123456789abcdef-+*\n"


def mutated(text: str, chance: random.Random) -> str:
    """The text with a piece that is missing, doubled, moved or replaced."""
    start = chance.randrange(len(text))
    end = min(len(text), start + chance.choice([1, 1, 2, 5, 20, 100]))
    other = chance.randrange(len(text))
    kind = chance.randrange(5)
    if kind == 0:
        return text[:start] + text[end:]
    if kind == 1:
        return text[:end] + text[start:]
    if kind == 2:
        return text[:start] + text[other : other + end - start] + text[end:]
    if kind == 3:
        return text[:start]
    return text[:start] + chance.choice(CHARACTERS) + text[start + 1 :]


def valid_bitcode() -> bytes:
    return bytes(binding.parse_assembly(PROGRAM, binding.create_context()).as_bitcode())


def valid_text() -> str:
    return str(binding.parse_assembly(PROGRAM, binding.create_context()))


@pytest.mark.parametrize("seed", range(4))
def test_mutated_text(seed: int):
    chance, text = random.Random(seed), valid_text()
    read_llvm_ir(text)
    refused = 0
    for _ in range(150):
        damaged = mutated(text, chance)
        try:
            read_llvm_ir(damaged)
        except EnzymeError:
            refused += 1
    assert refused > 40


@pytest.mark.parametrize("size", [0, 3, 4, 40, 400, 900])
def test_truncated_bitcode(size: int):
    bitcode = valid_bitcode()
    with pytest.raises(ReadError, match="not valid LLVM bitcode"):
        disassemble(bitcode[:size], "f.bc")


def test_corrupt_bitcode():
    bitcode = valid_bitcode()
    chance, refused = random.Random(0), 0
    for _ in range(8):
        damaged = bytearray(bitcode)
        for _ in range(20):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        try:
            disassemble(bytes(damaged), "f.bc")
        except ReadError as error:
            refused += "not valid LLVM bitcode" in error.what
    assert refused > 5


def test_bitcode():
    bitcode = valid_bitcode()
    assert "define double @f(" in disassemble(bitcode, "f.bc")
    with pytest.raises(ReadError, match="does not begin as bitcode does"):
        disassemble(b"ELF" + bitcode, "f.bc")


@pytest.mark.parametrize("suffix", [".ll", ".mlir"])
def test_text_that_is_none(suffix: str, tmp_path: Path):
    path = tmp_path / f"f{suffix}"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(ReadError, match="is not a text"):
        load_module(path)


def test_truncated_text(tmp_path: Path):
    path = tmp_path / "f.ll"
    path.write_text(PROGRAM[: len(PROGRAM) // 2])
    with pytest.raises(ReadError, match="not valid LLVM IR"):
        load_module(path)
