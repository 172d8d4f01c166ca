"""Instructions and types that are rare in numerical code: what is read, and that it is written again as it was."""

from __future__ import annotations

import pytest

from tests.unit.frontends.reading import ops_named, read, read_body
from tests.unit.frontends.test_opaque_calls import written
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

UNCHANGED = [
    "%r = load atomic i32, ptr %p seq_cst, align 4",
    'load atomic volatile double, ptr %p syncscope("singlethread") monotonic, align 8',
    "store atomic i32 0, ptr %p release, align 4",
    'store atomic volatile double %x, ptr %p syncscope("agent") seq_cst, align 8',
    "%r = atomicrmw fadd ptr %p, double %x seq_cst, align 8",
    'atomicrmw volatile xchg ptr %p, i64 %i syncscope("singlethread") acq_rel, align 8',
    "%r = cmpxchg ptr %p, i64 %i, i64 1 acq_rel monotonic, align 8",
    "%r = cmpxchg weak volatile ptr %p, ptr %p, ptr null seq_cst seq_cst, align 8",
    "fence seq_cst",
    'fence syncscope("singlethread") acquire',
    "%r = addrspacecast ptr %p to ptr addrspace(1)",
    "%r = load [2 x ptr], ptr %p, align 16",
    "%r = load <{ i8, double }>, ptr %p, align 1",
    "%r = load i128, ptr %p, align 16",
    "%r = load <3 x i5>, ptr %p, align 2",
    "%r = load half, ptr %p, align 2",
    "%r = load bfloat, ptr %p, align 2",
    "%r = load x86_fp80, ptr %p, align 16",
    "%r = load fp128, ptr %p, align 16",
    "%r = load ptr addrspace(3), ptr %p, align 8",
    "%r = getelementptr <{ i8, double }>, ptr %p, i64 %i, i32 1",
    "call void @llvm.va_start.p0(ptr %p)",
    "%r = call { i64, i1 } @llvm.sadd.with.overflow.i64(i64 %i, i64 1)",
    "%r = call i64 @llvm.uadd.sat.i64(i64 %i, i64 1)",
    "%r = call i64 @llvm.fshl.i64(i64 %i, i64 %i, i64 3)",
    "%r = call i64 @llvm.bswap.i64(i64 %i)",
    "%r = call i64 @llvm.bitreverse.i64(i64 %i)",
    "%r = call i1 @llvm.is.fpclass.f64(double %x, i32 3)",
    "%r = call double @llvm.ldexp.f64.i32(double %x, i32 3)",
    "%r = call { double, i32 } @llvm.frexp.f64.i32(double %x)",
    "%r = call { double, double } @llvm.modf.f64(double %x)",
    "%r = call reassoc double @llvm.vector.reduce.fadd.v2f64(double %x, <2 x double> %v)",
    "%r = call double @llvm.vector.reduce.fmax.v2f64(<2 x double> %v)",
    "%r = call i64 @llvm.readcyclecounter()",
]
PARAMETERS = "ptr %p, double %x, i64 %i, <2 x double> %v, <2 x i1> %m, <2 x ptr> %q"


@pytest.mark.parametrize("instruction", UNCHANGED)
def test_written_as_it_was_read(instruction: str):
    variadic = ", ..." if "va_start" in instruction else ""
    text = written(
        f"define internal void @f({PARAMETERS}{variadic}) {{\n  {instruction}\n  ret void\n}}"
    )
    assert instruction.removeprefix("%r = ") in text


def test_printed_form_of_an_atomic_store():
    text = str(
        read(
            "define void @f(ptr %p) {\n  store atomic i32 0, ptr %p release, align 4\n  ret void\n}"
        )
    )
    assert "{ordering = 5 : i64, alignment = 4 : i64}" in text


VECTOR = "%v = getelementptr i8, ptr %p, <2 x i64> %i\n"


@pytest.mark.parametrize(
    ("instruction", "op"),
    [
        ("%r = getelementptr { i8, double }, <2 x ptr> %v, i64 2, i32 1", "[2, 1]"),
        (
            "%r = getelementptr { i8, double }, ptr %p, <2 x i64> %i, <2 x i32> splat (i32 1)",
            ", 1] : ",
        ),
        ("%r = icmp ult <2 x ptr> %v, zeroinitializer", "llvm_extra.pointer_compare ult"),
        ("%r = ptrtoint <2 x ptr> %v to <2 x i64>", "llvm.ptrtoint"),
        ("%r = inttoptr <2 x i64> %i to <2 x ptr>", "llvm.inttoptr"),
    ],
)
def test_addresses_in_vectors(instruction: str, op: str):
    lines = read_body("ptr %p, <2 x i64> %i", VECTOR + instruction)
    assert sum(op in line for line in lines) == 2


def test_computed_goto_is_a_switch():
    module = read("""
@table = internal constant [2 x ptr] [ptr blockaddress(@f, %a), ptr blockaddress(@f, %b)]
define i32 @f(ptr %p) {
  indirectbr ptr %p, [label %a, label %b]
a:
  ret i32 1
b:
  ret i32 2
}""")
    (switch,) = ops_named(module, "cf.switch")
    assert "default: ^bb0,\n  1: ^bb1" in str(switch)
    table = "[ptr inttoptr (i64 2 to ptr), ptr inttoptr (i64 1 to ptr)]"
    assert table in write_llvm_ir(module)


def test_a_masked_pointer_moves_by_what_its_address_changes():
    lines = read_body(
        "ptr %p", "%r = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -16)\nstore i8 0, ptr %r"
    )
    assert [line.split(" = ")[-1].split()[0] for line in lines[-5:-1]] == [
        "llvm.ptrtoint",
        "arith.andi",
        "arith.subi",
        "llvm.getelementptr",
    ]


MASKED = {
    "load": "%r = call <2 x double> @llvm.masked.load.v2f64.p0(ptr align 8 %p, <2 x i1> MASK, <2 x double> %v)",
    "store": "call void @llvm.masked.store.v2f64.p0(<2 x double> %v, ptr align 16 %p, <2 x i1> MASK)",
    "expandload": "%r = call <2 x double> @llvm.masked.expandload.v2f64(ptr align 8 %p, <2 x i1> MASK, <2 x double> %v)",
    "compressstore": "call void @llvm.masked.compressstore.v2f64(<2 x double> %v, ptr %p, <2 x i1> MASK)",
    "gather": "%r = call <2 x double> @llvm.masked.gather.v2f64.v2p0(<2 x ptr> align 4 %q, <2 x i1> MASK, <2 x double> %v)",
    "scatter": "call void @llvm.masked.scatter.v2f64.v2p0(<2 x double> %v, <2 x ptr> align 8 %q, <2 x i1> MASK)",
}


@pytest.mark.parametrize("kind", MASKED)
def test_masked_memory(kind: str):
    op = "llvm.load" if MASKED[kind].startswith("%r") else "llvm.store"
    text = MASKED[kind].replace("MASK", "%m")
    module = read(f"define internal void @f({PARAMETERS}) {{\n  {text}\n  ret void\n}}")
    assert len(ops_named(module, "scf.if")) == len(ops_named(module, op)) == 2
    text = MASKED[kind].replace("MASK", "<i1 true, i1 false>")
    module = read(f"define internal void @f({PARAMETERS}) {{\n  {text}\n  ret void\n}}")
    assert not ops_named(module, "scf.if")
    assert len(ops_named(module, op)) == 1


def test_alignment_of_lanes():
    text = (
        MASKED["store"]
        .replace("MASK", "splat (i1 true)")
        .replace("v2f64", "v4f64")
        .replace("2 x", "4 x")
        .replace("%v", "%w")
    )
    module = read(f"define void @f(<4 x double> %w, ptr %p) {{\n  {text}\n  ret void\n}}")
    alignments = [str(op.properties["alignment"]) for op in ops_named(module, "llvm.store")]
    assert alignments == ["16 : i64", "8 : i64", "16 : i64", "8 : i64"]


def test_vectors_of_pointers_are_arrays():
    text = written("""
@g = constant <2 x ptr> <ptr @g, ptr null>
define internal <2 x ptr> @f(<2 x ptr> %p, <2 x i1> %c, ptr %q) {
  %a = insertelement <2 x ptr> %p, ptr %q, i64 1
  %b = shufflevector <2 x ptr> %a, <2 x ptr> splat (ptr @g), <2 x i32> <i32 3, i32 0>
  %s = select <2 x i1> %c, <2 x ptr> %b, <2 x ptr> zeroinitializer
  %e = extractelement <2 x ptr> %s, i32 0
  store ptr %e, ptr %q
  store <2 x ptr> %s, ptr %q, align 16
  ret <2 x ptr> %s
}""")
    assert "@g = constant [2 x ptr] [ptr @g, ptr null]" in text
    assert "store [2 x ptr] %" in text
    with pytest.raises(ReadError, match="vectors of pointers"):
        read("define void @f(<2 x ptr> %p) {\n  ret void\n}")


CONSTRAINED = {
    "fadd.f64(double %x, double %x": ("double", "arith.addf %x, %x : f64"),
    "fma.f64(double %x, double %x, double %x": ("double", "math.fma %x, %x, %x : f64"),
    "sqrt.f64(double %x": ("double", "math.sqrt %x : f64"),
    "fptosi.i64.f64(double %x": ("i64", "arith.fptosi %x : f64 to i64"),
    'fcmp.f64(double %x, double %x, metadata !"olt"': ("i1", "arith.cmpf olt, %x, %x : f64"),
}


@pytest.mark.parametrize("call", CONSTRAINED)
def test_constrained_floats(call: str):
    result, expected = CONSTRAINED[call]
    rounding = "" if call.startswith(("fcmp", "fptosi")) else ', metadata !"round.tonearest"'
    text = f'%r = call {result} @llvm.experimental.constrained.{call}{rounding}, metadata !"fpexcept.ignore") strictfp'
    assert read_body("double %x", text) == [f"%r = {expected}"]
    rounding = rounding.replace("tonearest", "dynamic")
    text = f'call {result} @llvm.experimental.constrained.{call}{rounding}, metadata !"fpexcept.strict") strictfp'
    function = f"define void @f(double %x) strictfp {{\n  {text}\n  ret void\n}}"
    assert text in written(function)


def test_packed_constants():
    text = written(
        "@g = constant <{ i8, <{ i16, ptr }> }> <{ i8 1, <{ i16, ptr }> <{ i16 2, ptr @g }> }>\ndefine ptr @f() {\nret ptr @g\n}"
    )
    assert (
        "@g = constant <{ i8, <{ i16, ptr }> }> <{ i8 1, <{ i16, ptr }> <{ i16 2, ptr @g }> }>"
        in text
    )
