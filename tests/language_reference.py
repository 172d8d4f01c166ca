"""docs/instructions.md: what becomes of each instruction, type and other construct of LLVM's language reference.

``python -m tests.language_reference`` writes the table into the page; `test_language_reference.py` checks each row by its sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "instructions.md"
_MARK = re.compile(r"(<!-- rows -->\n).*?(\n<!-- end -->)", re.DOTALL)


class Fate(Enum):
    """What becomes of a construct."""

    DIFFERENTIATED = "differentiated"
    CONSTANT = "no derivative"
    PASSED = "passed through"
    REFUSED = "refused"


@dataclass(frozen=True)
class Row:
    """A construct, and a sample: the body of ``double @f(double %x, ptr %p, i64 %i)``, or a whole module."""

    section: str
    name: str
    fate: Fate
    sample: str

    def module(self, function: str) -> str:
        """The sample as a module; %r is what a differentiated one returns, and ``@h`` is there to be called."""
        if re.search(r"^(define|@|declare|module)", self.sample, re.MULTILINE):
            return self.sample.replace("@f(", f"@{function}(")
        returned = "%r" if self.fate is Fate.DIFFERENTIATED else "%x"
        last = (
            ""
            if self.sample.rstrip().endswith(("ret double %x", "ret double 0.0"))
            else f"\n  ret double {returned}"
        )
        return f"define double @{function}({PARAMETERS}) {{\n  {self.sample}{last}\n}}"


PARAMETERS = "double %x, ptr %p, i64 %i"

D, C, P, R = Fate.DIFFERENTIATED, Fate.CONSTANT, Fate.PASSED, Fate.REFUSED
_TERMINATORS = {
    "ret": (D, "%r = fmul double %x, %x"),
    "br": (D, "%c = icmp eq i64 %i, 0\n  br i1 %c, label %a, label %b\na:\n  br label %b\nb:\n  %r = phi double [ %x, %a ], [ 1.0, %0 ]"),
    "switch": (D, "switch i64 %i, label %a [ i64 3, label %b\n i64 4, label %a ]\na:\n  br label %b\nb:\n  %r = phi double [ %x, %a ], [ %x, %a ], [ 1.0, %0 ]".replace(" [ %x, %a ],", "", 1)),
    "indirectbr": (D, "indirectbr ptr blockaddress(@FUNCTION, %b), [label %a, label %b]\na:\n  ret double 0.0\nb:\n  %r = fmul double %x, 3.0"),
    "invoke": (P, "define double @f(double %x) personality ptr @h {\n  %r = invoke double @h(double %x) to label %a unwind label %b\na:\n  ret double %r\nb:\n  %l = landingpad { ptr, i32 } cleanup\n  resume { ptr, i32 } %l\n}\ndeclare double @h(double)"),
    "callbr": (R, 'callbr void asm "", "!i"() to label %a [label %b]\na:\n  ret double %x\nb:\n  ret double 0.0'),
    "resume": (P, "define void @f({ ptr, i32 } %l) personality ptr @h {\n  resume { ptr, i32 } %l\n}\ndeclare double @h(double)"),
    "catchswitch, catchret, cleanupret": (R, "define void @f() personality ptr @h {\n  invoke void @g() to label %a unwind label %b\na:\n  ret void\nb:\n  %s = cleanuppad within none []\n  cleanupret from %s unwind to caller\n}\ndeclare void @g()\ndeclare double @h(double)"),
    "unreachable": (D, "%c = icmp eq i64 %i, 77\n  br i1 %c, label %a, label %b\na:\n  unreachable\nb:\n  %r = fmul double %x, %x"),
}  # fmt: skip
_ARITHMETIC = {
    "fneg": (D, "%r = fneg double %x"),
    **{
        name: (D, f"%r = {name} double %x, 1.7")
        for name in ("fadd", "fsub", "fmul", "fdiv", "frem")
    },
    **{
        name: (C, f"%r = {name} i64 %i, 3")
        for name in (
            *("add", "sub", "mul", "udiv", "sdiv", "urem", "srem"),
            *("shl", "lshr", "ashr", "and", "or", "xor"),
        )
    },
    "icmp": (C, "%r = icmp slt i64 %i, 3"),
    "fcmp": (C, "%r = fcmp olt double %x, 3.0"),
}
_VALUES = {
    "extractelement, insertelement": (D, "%v = insertelement <2 x double> zeroinitializer, double %x, i64 1\n  %r = extractelement <2 x double> %v, i32 1"),
    "shufflevector": (D, "%v = insertelement <2 x double> zeroinitializer, double %x, i64 1\n  %w = shufflevector <2 x double> %v, <2 x double> poison, <2 x i32> <i32 1, i32 0>\n  %r = extractelement <2 x double> %w, i32 0"),
    "extractvalue, insertvalue": (D, "%v = insertvalue { i32, [2 x double] } poison, double %x, 1, 0\n  %r = extractvalue { i32, [2 x double] } %v, 1, 0"),
    "phi": (D, "br label %a\na:\n  %k = phi i64 [ 0, %0 ], [ %n, %a ]\n  %s = phi double [ %x, %0 ], [ %r, %a ]\n  %r = fmul double %s, %x\n  %n = add i64 %k, 1\n  %c = icmp eq i64 %n, 3\n  br i1 %c, label %b, label %a\nb:"),
    "select": (D, "%c = icmp eq i64 %i, 2\n  %r = select i1 %c, double %x, double 1.0"),
    "freeze": (D, "%y = freeze double %x\n  %r = fmul double %y, %x"),
    "call": (D, "%r = call double @llvm.sin.f64(double %x)"),
    "va_arg": (R, "%r = va_arg ptr %p, double"),
    "landingpad": (P, "define double @f(double %x) personality ptr @h {\n  %r = invoke double @h(double %x) to label %a unwind label %b\na:\n  ret double %r\nb:\n  %l = landingpad { ptr, i32 } catch ptr null filter [1 x ptr] [ptr @h]\n  ret double 0.0\n}\ndeclare double @h(double)"),
    "catchpad, cleanuppad": (R, "define void @f() personality ptr @h {\n  invoke void @g() to label %a unwind label %b\na:\n  ret void\nb:\n  %s = cleanuppad within none []\n  cleanupret from %s unwind to caller\n}\ndeclare void @g()\ndeclare double @h(double)"),
}  # fmt: skip
_MEMORY = {
    "alloca, load, store": (D, "%a = alloca double\n  store double %x, ptr %a\n  %y = load double, ptr %a\n  %r = fmul double %y, %y"),
    "getelementptr": (D, "%a = alloca { i32, [3 x double] }\n  %b = getelementptr inbounds { i32, [3 x double] }, ptr %a, i64 0, i32 1, i64 2\n  store double %x, ptr %b\n  %r = load double, ptr %b"),
    "atomic load, store": (D, "%a = alloca double\n  store atomic double %x, ptr %a seq_cst, align 8\n  %r = load atomic double, ptr %a acquire, align 8"),
    "atomicrmw": (D, "%a = alloca double\n  store double 2.0, ptr %a\n  %o = atomicrmw fadd ptr %a, double %x seq_cst\n  %r = load double, ptr %a"),
    "cmpxchg": (P, "%r = cmpxchg ptr %p, i64 %i, i64 1 acq_rel monotonic"),
    "fence": (C, "fence seq_cst"),
}  # fmt: skip
_CONVERSIONS = {
    "fptrunc, fpext": (D, "%y = fptrunc double %x to float\n  %z = fmul float %y, 2.0\n  %r = fpext float %z to double"),
    "trunc, zext, sext": (C, "%a = trunc i64 %i to i8\n  %b = zext i8 %a to i32\n  %r = sext i32 %b to i64"),
    "fptoui, fptosi, uitofp, sitofp": (C, "%a = fptosi double %x to i64\n  %b = sitofp i64 %a to double\n  %c = fptoui double %b to i8\n  %d = uitofp i8 %c to float"),
    "ptrtoint, inttoptr": (P, "%a = ptrtoint ptr %p to i64\n  %r = inttoptr i64 %a to ptr"),
    "bitcast": (D, "%a = bitcast double %x to i64\n  %b = and i64 %a, 9223372036854775807\n  %r = bitcast i64 %b to double"),
    "addrspacecast": (P, "%r = addrspacecast ptr %p to ptr addrspace(1)"),
}  # fmt: skip
_TYPES = {
    "half": (D, "%a = fptrunc double 0.5 to half\n  %b = fpext half %a to double\n  %r = fmul double %b, %x"),
    "bfloat, fp128": (P, "define fp128 @f(bfloat %x) {\n  %r = fpext bfloat %x to fp128\n  ret fp128 %r\n}"),
    "x86_fp80": (D, "%a = fpext double %x to x86_fp80\n  %b = fmul x86_fp80 %a, %a\n  %r = fptrunc x86_fp80 %b to double"),
    "iN": (C, "%a = zext i64 %i to i128\n  %b = mul i128 %a, %a\n  %r = trunc i128 %b to i13"),
    "ptr addrspace(n)": (P, "%a = load ptr addrspace(3), ptr %p"),
    "vectors of pointers": (P, "%a = insertelement <2 x ptr> poison, ptr %p, i64 0"),
    "packed structs, opaque structs": (P, "%a = load <{ i8, double }>, ptr %p, align 1"),
    "vectors of scalable length": (R, "%a = load <vscale x 2 x double>, ptr %p"),
    "ppc_fp128": (R, "%a = fpext double %x to ppc_fp128"),
    "target(…)": (R, '%a = load target("spirv.Sampler"), ptr %p'),
    "x86_amx, token": (R, "define void @f() personality ptr @h {\n  %t = call token @llvm.experimental.convergence.entry()\n  ret void\n}\ndeclare token @llvm.experimental.convergence.entry()\ndeclare double @h(double)"),
}  # fmt: skip
_MODULE = {
    "globals, thread-local globals, comdat": (P, "$g = comdat any\n@g = linkonce_odr thread_local(initialexec) global i32 3, comdat, section \"s\", align 8\ndefine ptr @f() {\n  ret ptr @g\n}".replace("$g", "$g", 1)),
    "alias": (P, "@g = global [2 x i32] zeroinitializer\n@x = weak alias i32, getelementptr (i8, ptr @g, i64 4)\ndefine ptr @f() {\n  ret ptr @x\n}"),
    "ifunc": (P, "@x = ifunc double (double), ptr @h\ndefine double @f(double %y) {\n  %r = call double @x(double %y)\n  ret double %r\n}\ndefine ptr @h() {\n  ret ptr null\n}"),
    "module asm": (P, 'module asm "nop"\ndefine void @f() {\n  ret void\n}'),
    "inline assembly": (P, 'call void asm sideeffect "nop", ""()'),
    "blockaddress": (P, "define ptr @f() {\n  br label %a\na:\n  ret ptr blockaddress(@f, %a)\n}"),
    "poison, undef": (C, "%a = add i64 undef, %i\n  %b = add i64 poison, %a"),
    "attributes (sret, byval, …)": (P, "define void @f(ptr sret({ i32, double }) align 8 %r, ptr byval({ i8 }) %v, i32 signext %i) nounwind memory(argmem: readwrite) {\n  ret void\n}"),
    "garbage collection: gc": (P, 'define void @f() gc "statepoint-example" {\n  ret void\n}'),
    "prefix, prologue": (R, "define void @f() prefix i32 1 {\n  ret void\n}"),
    "operand bundles of assume": (C, 'call void @llvm.assume(i1 true) [ "align"(ptr %p, i64 8) ]'),
    "operand bundles": (R, 'define void @f(ptr %p) {\n  call void %p() [ "deopt"(i32 1) ]\n  ret void\n}'),
    "externally_initialized": (R, "@x = externally_initialized constant i32 0\ndefine ptr @f() {\n  ret ptr @x\n}"),
}  # fmt: skip
_INTRINSICS = {
    "memcpy, memmove, memset": (D, "%a = alloca double\n  %b = alloca double\n  store double %x, ptr %a\n  call void @llvm.memcpy.p0.p0.i64(ptr %b, ptr %a, i64 8, i1 false)\n  %r = load double, ptr %b"),
    "sqrt, sin, exp, pow, fma …": (D, "%r = call double @llvm.fma.f64(double %x, double %x, double %x)"),
    "ldexp, frexp, modf, sincos": (D, "%a = call { double, i32 } @llvm.frexp.f64.i32(double %x)\n  %r = extractvalue { double, i32 } %a, 0"),
    "minnum, maximum …": (D, "%r = call double @llvm.maximum.f64(double %x, double 0.25)"),
    "vector.reduce": (D, "%v = insertelement <2 x double> <double 2.0, double 3.0>, double %x, i64 1\n  %r = call double @llvm.vector.reduce.fmul.v2f64(double %x, <2 x double> %v)"),
    "masked.load, gather, expandload …": (D, "%a = alloca [2 x double]\n  store double %x, ptr %a\n  %c = icmp eq i64 %i, 2\n  %m = insertelement <2 x i1> zeroinitializer, i1 %c, i64 0\n  %v = call <2 x double> @llvm.masked.load.v2f64.p0(ptr align 8 %a, <2 x i1> %m, <2 x double> zeroinitializer)\n  %r = extractelement <2 x double> %v, i64 0"),
    "experimental.constrained": (D, '%r = call double @llvm.experimental.constrained.fmul.f64(double %x, double %x, metadata !"round.tonearest", metadata !"fpexcept.ignore")'),
    "sadd.with.overflow, uadd.sat, fshl, bswap …": (C, "%a = call { i64, i1 } @llvm.sadd.with.overflow.i64(i64 %i, i64 1)\n  %b = call i64 @llvm.uadd.sat.i64(i64 %i, i64 1)"),
    "is.fpclass, ctpop, objectsize, expect": (C, "%a = call i1 @llvm.is.fpclass.f64(double %x, i32 3)\n  %b = call i64 @llvm.ctpop.i64(i64 %i)"),
    "stacksave, stackrestore, lifetime": (C, "%a = call ptr @llvm.stacksave.p0()\n  call void @llvm.stackrestore.p0(ptr %a)"),
    "va_start, va_copy, va_end": (P, "define void @f(i32 %n, ...) {\n  %l = alloca [24 x i8]\n  call void @llvm.va_start.p0(ptr %l)\n  call void @llvm.va_end.p0(ptr %l)\n  ret void\n}\ndeclare void @llvm.va_start.p0(ptr)\ndeclare void @llvm.va_end.p0(ptr)"),
    "ptrmask": (P, "%r = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -8)"),
    "vp": (R, "%v = call <2 x double> @llvm.vp.fadd.v2f64(<2 x double> zeroinitializer, <2 x double> zeroinitializer, <2 x i1> zeroinitializer, i32 2)"),
    "coro": (R, "%a = call i64 @llvm.coro.size.i64()"),
    "eh.sjlj": (R, "%a = call i32 @llvm.eh.sjlj.setjmp(ptr %p)"),
    "experimental.stackmap, patchpoint": (R, "call void (i64, i32, ...) @llvm.experimental.stackmap(i64 1, i32 0)"),
}  # fmt: skip

SECTIONS = {
    "Terminators": _TERMINATORS,
    "Arithmetic": _ARITHMETIC,
    "Values": _VALUES,
    "Memory": _MEMORY,
    "Conversions": _CONVERSIONS,
    "Types": _TYPES,
    "Modules": _MODULE,
    "Intrinsics": _INTRINSICS,
}
ROWS = [
    Row(section, name, fate, sample)
    for section, rows in SECTIONS.items()
    for name, (fate, sample) in rows.items()
]


def filled(page: str) -> str:
    """The page with the table as it should be."""
    table = "\n".join(_table())
    return _MARK.sub(lambda match: match[1] + table + match[2], page)


def _table() -> Iterator[str]:
    yield "| | differentiated | no derivative | passed through | refused |"
    yield "| --- | --- | --- | --- | --- |"
    for section in SECTIONS:
        cells = [
            " ".join(
                f"`{name}`"
                for row in ROWS
                if row.section == section and row.fate is fate
                for name in row.name.split(", ")
            )
            for fate in Fate
        ]
        yield f"| {section} | {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text()))
