"""Programs in the `llvm` dialect of MLIR, as our reader has those that come from LLVM IR: `func`, `arith`, `math` and `cf`.

On any IR; runs at the begin of differentiation::

    llvm.func @f(%x: f64) -> f64 {            func.func @f(%x: f64) -> f64 {
      %y = llvm.fmul %x, %x : f64       -->     %y = arith.mulf %x, %x : f64
      llvm.return %y : f64                      func.return %y : f64
    }                                         }

Memory, pointers and aggregates stay as they are. A derivative of an `llvm.func` that has several results returns a structure of
them; it is put together where it is asked for.

Some ops have no class in xDSL, such as `llvm.intr.memcpy`. They are known by name, and can be parsed where unregistered
ops are allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import arith, cf, func, llvm, math, ub
from xdsl.dialects.builtin import (
    AnyFloat,
    BoolAttr,
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    DictionaryAttr,
    FloatAttr,
    FunctionType,
    IntegerAttr,
    IntegerType,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
    UnitAttr,
    VectorType,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import DifferentiationOperation
from xdsl_enzyme.dialects.llvm_intrinsics import FLOAT_OPERATIONS, INTEGER_EXTREMA
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import op_name

Attributes = Mapping[str, Attribute]
Handler = Callable[[Operation], "Operation | None"]
"""Makes what takes the place of an op; None if nothing does, the op itself if it stays."""

_UNIT = UnitAttr()


@dataclass(frozen=True)
class RaiseLLVMPass(ModulePass):
    """Replaces functions and arithmetic of the `llvm` dialect by those of `func`, `arith`, `math` and `cf`."""

    name = "enzyme-raise-llvm"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        raise_llvm(op)


def raise_llvm(module: ModuleOp) -> None:
    """Replace what `module` has of the `llvm` dialect and the standard dialects can say, in place."""
    plain = [op for op in module.body.block.ops if isinstance(op, llvm.FuncOp) and _is_plain(op)]
    names = {op.sym_name.data for op in plain}
    functions = [op for op in module.body.block.ops if isinstance(op, (func.FuncOp, llvm.FuncOp))]
    for function in functions:
        for op in list(walk_regions(function)):
            if isinstance(op, DifferentiationOperation):
                _return_structure(op)
            elif isinstance(op, llvm.CallOp):
                _raise_call(op, names)
            elif (handler := HANDLERS.get(op_name(op))) is not None:
                _replace(op, handler(op))
    for function in plain:
        Rewriter.replace_op(function, _function(function))


def _replace(op: Operation, new: Operation | None) -> None:
    if new is op:
        return
    if new is None:
        Rewriter.erase_op(op)
        return
    new.location = op.location
    Rewriter.replace_op(op, new)


# Functions


def _is_plain(function: llvm.FuncOp) -> bool:
    """Whether `func.func` can say the same. The calling conventions of definitions do not matter to their callers here."""
    is_c = function.CConv.convention.data == "ccc"
    return not function.function_type.is_variadic and (is_c or bool(function.body.blocks))


_FLAGS = {
    "no_unwind": "nounwind",
    "will_return": "willreturn",
    "no_inline": "noinline",
    "always_inline": "alwaysinline",
    "optimize_none": "optnone",
}
"""Attributes of `llvm.func`, and what LLVM calls them."""

_DROPPED = frozenset(
    {
        *(
            "CConv",
            "comdat",
            "dso_local",
            "frame_pointer",
            "function_type",
            "linkage",
            "memory_effects",
        ),
        *("passthrough", "sym_name", "sym_visibility", "target_cpu", "target_features", "tune_cpu"),
        *("unnamed_addr", "uwtable_kind", "visibility_"),
    }
)
"""What `func.func` has in its own way, and what depends on the machine or only helps LLVM."""


def _function(function: llvm.FuncOp) -> func.FuncOp:
    type = function.function_type
    outputs = [] if isinstance(type.output, llvm.LLVMVoidType) else [type.output]
    given = {**function.attributes, **function.properties}
    properties: dict[str, Attribute] = {
        "sym_name": function.sym_name,
        "function_type": FunctionType.from_lists(type.inputs.data, outputs),
    }
    attributes: dict[str, Attribute] = {}
    linkage = function.linkage.linkage.data
    if "sym_visibility" in given:
        properties["sym_visibility"] = given["sym_visibility"]
    elif not function.body.blocks or linkage in ("internal", "private"):
        properties["sym_visibility"] = StringAttr("private")
    if linkage != "external":
        attributes["llvm.linkage"] = StringAttr(linkage)
    for key in ("arg_attrs", "res_attrs"):
        if key in given:
            properties[key] = given.pop(key)
    if flags := _flags(given):
        attributes["llvm.attributes"] = DictionaryAttr(flags)
    known = {*_FLAGS, *_DROPPED}
    attributes |= {name: value for name, value in given.items() if name not in known}
    new = func.FuncOp.create(
        regions=[function.detach_region(function.body)],
        properties=properties,
        attributes=attributes,
    )
    new.location = function.location
    return new


def _flags(given: Attributes) -> dict[str, Attribute]:
    """LLVM's attributes of a function, as far as they say something about what it does."""
    flags: dict[str, Attribute] = {_FLAGS[name]: _UNIT for name in _FLAGS if name in given}
    passthrough = given.get("passthrough")
    for one in cast(Iterable[Attribute], passthrough) if passthrough is not None else ():
        if isinstance(one, StringAttr):
            flags[one.data] = _UNIT
    return flags


def _raise_call(op: llvm.CallOp, raised: set[str]) -> None:
    """A direct call of a `func.func`; others stay."""
    if op.callee is None or op.op_bundle_operands or op.var_callee_type is not None:
        return
    name = op.callee.root_reference.data
    if name not in raised and not isinstance(lookup(op, op.callee), func.FuncOp):
        return
    new = func.CallOp.create(
        operands=op.operands,
        result_types=op.result_types,
        properties={"callee": SymbolRefAttr(name)},
        attributes=op.attributes,
    )
    if op.fastmathFlags.data:
        new.attributes["fastmath"] = arith.FastMathFlagsAttr(op.fastmathFlags.data)
    _replace(op, new)


def _return_structure(request: DifferentiationOperation) -> None:
    """Let a derivative return its results one by one, and put them into the structure that was asked for."""
    structure = request.structure
    if structure is None:
        return
    new = request.create(
        operands=request.operands,
        result_types=list(structure.types),
        properties=request.properties,
        attributes=request.attributes,
    )
    new.location = request.location
    builder = Builder(InsertPoint.before(request))
    builder.insert(new)
    whole: SSAValue = builder.insert(llvm.UndefOp(structure)).res
    for position, part in enumerate(new.results):
        place = DenseArrayBase.from_list(i64, [position])
        whole = builder.insert(llvm.InsertValueOp(place, whole, part)).res
    Rewriter.replace_op(request, [], [whole])


# Ops


def _attribute(op: Operation, name: str) -> Attribute | None:
    return op.properties.get(name) or op.attributes.get(name)


def _created(op: Operation, op_class: type[Operation], properties: Attributes) -> Operation:
    """An op with the operands and results of another."""
    return op_class.create(
        operands=op.operands, result_types=op.result_types, properties=properties
    )


def _same(op_class: type[Operation]) -> Handler:
    return lambda op: _created(op, op_class, {})


def _float(op_class: type[Operation]) -> Handler:
    def make(op: Operation) -> Operation:
        flags = _attribute(op, "fastmathFlags")
        data = flags.data if isinstance(flags, llvm.FastMathAttr) else None
        return _created(op, op_class, {"fastmath": arith.FastMathFlagsAttr(data)})

    return make


def _fused(op: Operation) -> Operation:
    new = _float(math.FmaOp)(op)
    assert new is not None
    new.attributes["fmuladd"] = _UNIT
    return new


_OVERFLOW_BITS = {1: arith.IntegerOverflowFlag.NSW, 2: arith.IntegerOverflowFlag.NUW}


def _wraps(op: Operation) -> list[arith.IntegerOverflowFlag]:
    flags = _attribute(op, "overflowFlags")
    if isinstance(flags, llvm.OverflowAttr):
        return [arith.IntegerOverflowFlag(flag.value) for flag in flags.data]
    bits = flags.value.data if isinstance(flags, IntegerAttr) else 0
    return [flag for bit, flag in _OVERFLOW_BITS.items() if bits & bit]


def _wrapping(op_class: type[Operation]) -> Handler:
    def make(op: Operation) -> Operation:
        return _created(op, op_class, {"overflowFlags": arith.IntegerOverflowAttr(_wraps(op))})

    return make


_UNIT_FLAGS = {"isExact": "exact", "isDisjoint": "disjoint", "nonNeg": "nneg"}


def _integer(op_class: type[Operation]) -> Handler:
    """With flags as unit attributes."""

    def make(op: Operation) -> Operation:
        new = _created(op, op_class, {})
        for given, name in _UNIT_FLAGS.items():
            if _attribute(op, given) is not None:
                new.attributes[name] = _UNIT
        for flag in _wraps(op):
            new.attributes[flag.value] = _UNIT
        return new

    return make


def _compare_floats(op: Operation) -> Operation:
    new = _float(arith.CmpfOp)(op)
    assert new is not None
    new.properties["predicate"] = cast(Attribute, _attribute(op, "predicate"))
    return new


def _compare_integers(op: Operation) -> Operation:
    predicate = cast("IntegerAttr[IntegerType]", _attribute(op, "predicate"))
    lhs, rhs = op.operands
    if isinstance(lhs.type, llvm.LLVMPointerType):
        return llvm_extra.PointerCompareOp(predicate.value.data, lhs, rhs)
    return _created(op, arith.CmpiOp, {"predicate": predicate})


def _select(op: Operation) -> Operation:
    lanewise = isinstance(op.operands[0].type, VectorType)
    return _created(op, llvm_extra.VectorSelectOp if lanewise else arith.SelectOp, {})


def _constant(op: Operation) -> Operation:
    """Of a number or a vector; the attribute may be of another integer type than the constant."""
    value, type = op.properties["value"], op.results[0].type
    number: Attribute = value
    if isinstance(value, IntegerAttr) and isinstance(type, IntegerType):
        number = IntegerAttr(value.value.data, type.bitwidth)
    elif isinstance(value, FloatAttr):
        number = FloatAttr(value.value.data, cast(AnyFloat, type))
    elif not isinstance(value, DenseIntOrFPElementsAttr) or not isinstance(type, VectorType):
        return op
    return _created(op, arith.ConstantOp, {"value": number})


def _poison(op: Operation) -> Operation:
    if isinstance(op.results[0].type, (llvm.LLVMStructType, llvm.LLVMArrayType)):
        return _created(op, llvm.UndefOp, {})
    return _created(op, ub.PoisonOp, {})


def _memory(op_class: type[Operation]) -> Handler:
    def make(op: Operation) -> Operation:
        is_volatile = _attribute(op, "isVolatile") == BoolAttr.from_bool(True)
        return _created(op, op_class, {"volatile_": _UNIT} if is_volatile else {})

    return make


def _branch(op: Operation) -> Operation:
    return cf.BranchOp.create(operands=op.operands, successors=op.successors)


def _conditional_branch(op: Operation) -> Operation:
    sizes = op.properties["operandSegmentSizes"]
    return cf.ConditionalBranchOp.create(
        operands=op.operands,
        successors=op.successors,
        properties={"operandSegmentSizes": sizes},
    )


def _return(op: Operation) -> Operation:
    return func.ReturnOp(*op.operands)


def _nothing(op: Operation) -> None:
    """What only tells LLVM something."""


HANDLERS: dict[str, Handler] = {
    "llvm.return": _return,
    "llvm.br": _branch,
    "llvm.cond_br": _conditional_branch,
    "llvm.mlir.constant": _constant,
    "llvm.mlir.poison": _poison,
    "llvm.freeze": _same(llvm_extra.FreezeOp),
    "llvm.select": _select,
    "llvm.fcmp": _compare_floats,
    "llvm.icmp": _compare_integers,
    "llvm.fadd": _float(arith.AddfOp),
    "llvm.fsub": _float(arith.SubfOp),
    "llvm.fmul": _float(arith.MulfOp),
    "llvm.fdiv": _float(arith.DivfOp),
    "llvm.fneg": _float(arith.NegfOp),
    "llvm.add": _wrapping(arith.AddiOp),
    "llvm.sub": _wrapping(arith.SubiOp),
    "llvm.mul": _wrapping(arith.MuliOp),
    "llvm.shl": _wrapping(arith.ShLIOp),
    "llvm.sdiv": _integer(arith.DivSIOp),
    "llvm.udiv": _integer(arith.DivUIOp),
    "llvm.srem": _integer(arith.RemSIOp),
    "llvm.urem": _integer(arith.RemUIOp),
    "llvm.and": _integer(arith.AndIOp),
    "llvm.or": _integer(arith.OrIOp),
    "llvm.xor": _integer(arith.XOrIOp),
    "llvm.lshr": _integer(arith.ShRUIOp),
    "llvm.ashr": _integer(arith.ShRSIOp),
    "llvm.sext": _integer(arith.ExtSIOp),
    "llvm.zext": _integer(arith.ExtUIOp),
    "llvm.trunc": _integer(arith.TruncIOp),
    "llvm.fpext": _same(arith.ExtFOp),
    "llvm.fptrunc": _same(arith.TruncFOp),
    "llvm.fptosi": _same(arith.FPToSIOp),
    "llvm.fptoui": _same(arith.FPToUIOp),
    "llvm.sitofp": _same(arith.SIToFPOp),
    "llvm.uitofp": _same(arith.UIToFPOp),
    "llvm.intr.fmuladd": _fused,
    "llvm.intr.memcpy": _memory(llvm_extra.MemcpyOp),
    "llvm.intr.memmove": _memory(llvm_extra.MemmoveOp),
    "llvm.intr.memset": _memory(llvm_extra.MemsetOp),
    "llvm.intr.ctpop": _same(math.CtPopOp),
    **{f"llvm.intr.{name}": _float(op_class) for name, op_class in FLOAT_OPERATIONS.items()},
    **{f"llvm.intr.{name}": _same(op_class) for name, op_class in INTEGER_EXTREMA.items()},
    **dict.fromkeys(
        (
            *("llvm.intr.lifetime.start", "llvm.intr.lifetime.end", "llvm.intr.assume"),
            *("llvm.intr.dbg.value", "llvm.intr.dbg.declare", "llvm.intr.dbg.label"),
        ),
        _nothing,
    ),
}
"""By the name of the op."""


def needs_raising(ops: Iterable[Operation]) -> bool:
    """Whether there is something for `raise_llvm` to replace."""
    return any(isinstance(op, llvm.FuncOp) or op_name(op) in HANDLERS for op in ops)
