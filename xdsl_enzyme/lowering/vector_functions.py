"""Mathematical functions of whole vectors, for LLVM's vectoriser to call: LLVM IR text -> LLVM IR text.

The C library of GNU has them beside the scalar ones (`libmvec`, x86-64), with errors below 4 units in the last place. Calls are told of those that this CPU can
run, in the way of LLVM's language reference (attribute `vector-function-abi-variant`), unless the environment variable ``XDSL_ENZYME_VECTOR_MATH`` is ``off``::

    call double @llvm.exp.f64(double %x)
    -->
    call double @llvm.exp.f64(double %x) "vector-function-abi-variant"="_ZGV_LLVM_N2v_llvm.exp.f64(_ZGVbN2v_exp),…"
    declare <2 x double> @_ZGVbN2v_exp(<2 x double>)
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache

from llvmlite import binding

_LIBRARY = "libmvec.so.1"

_UNARY = [
    "exp",
    "exp2",
    "exp10",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "cbrt",
    "erf",
    "erfc",
]
_BINARY = ["pow", "atan2", "hypot"]
_PARAMETERS = dict.fromkeys(_UNARY, 1) | dict.fromkeys(_BINARY, 2)
"""How many numbers the functions take that there are for vectors."""

_REGISTERS = (("b", 128, "sse2"), ("d", 256, "avx2"), ("e", 512, "avx512f"))
"""Letter of the vector function ABI, bits, and the feature of the CPU; all CPUs have the first one."""

_NAMES = "|".join(_PARAMETERS)
_CALL = re.compile(
    r"call (?P<flags>[a-z ]*)(?P<type>double|float) "
    rf"@(?P<callee>(?:llvm\.)?(?P<name>{_NAMES})(?:\.f64|\.f32|f)?)\([^()]*\)"
)
_BITS = {"double": 64, "float": 32}


@dataclass(frozen=True)
class _Variant:
    """A function of vectors that does what `scalar` does to each lane."""

    name: str
    scalar: str
    type: str
    lanes: int
    parameters: int

    @property
    def mapping(self) -> str:
        return f"_ZGV_LLVM_N{self.lanes}{'v' * self.parameters}_{self.scalar}({self.name})"

    @property
    def declaration(self) -> str:
        vector = f"<{self.lanes} x {self.type}>"
        parameters = ", ".join([vector] * self.parameters)
        return f"declare {vector} @{self.name}({parameters}) nounwind willreturn memory(none)"


def has_vector_functions() -> bool:
    """Whether there are any, on this machine and with this C library."""
    return load_vector_functions() and bool(_variants("exp", "exp", "double", True))


def are_vector_functions_wanted() -> bool:
    """Whether the environment variable ``XDSL_ENZYME_VECTOR_MATH`` is not ``off``."""
    return os.environ.get("XDSL_ENZYME_VECTOR_MATH") != "off"


def with_vector_functions(llvm_ir: str, native: bool = True) -> str:
    """
    The module with its calls told of functions of vectors; unchanged if there are none. If not `native`, of those only that all CPUs of the
    architecture can run.
    """
    if not are_vector_functions_wanted() or not load_vector_functions() or _KEPT in llvm_ir:
        return llvm_ir
    used: dict[str, _Variant] = {}

    def tell(call: re.Match[str]) -> str:
        if f"@{call['callee']}(" in defined:
            return call[0]
        variants = list(_variants(call["callee"], call["name"], call["type"], native))
        used.update((one.name, one) for one in variants)
        mappings = ",".join(one.mapping for one in variants)
        return f'{call[0]} "{_ATTRIBUTE}"="{mappings}"' if mappings else call[0]

    defined = "".join(_DEFINITION.findall(llvm_ir))
    told = _CALL.sub(tell, llvm_ir)
    if not used:
        return llvm_ir
    # The vectoriser takes only what the module declares, and declarations that nobody uses go.
    names = ", ".join(f"ptr @{name}" for name in used)
    kept = f'@{_KEPT} = appending global [{len(used)} x ptr] [{names}], section "llvm.metadata"'
    return "\n".join((told, *(one.declaration for one in used.values()), kept, ""))


_ATTRIBUTE = "vector-function-abi-variant"
_KEPT = "llvm.compiler.used"
_DEFINITION = re.compile(r"^define [^@]*(@[^(]*\()", re.MULTILINE)


@cache
def _variants(scalar: str, name: str, type: str, native: bool) -> tuple[_Variant, ...]:
    """What there is for this machine, or for all of its architecture."""
    parameters = _PARAMETERS[name]
    features = binding.get_host_cpu_features()
    suffix = "f" if type == "float" else ""
    candidates = (
        _Variant(
            f"_ZGV{letter}N{bits // _BITS[type]}{'v' * parameters}_{name}{suffix}",
            scalar,
            type,
            bits // _BITS[type],
            parameters,
        )
        for letter, bits, feature in (_REGISTERS if native else _REGISTERS[:1])
        if features.get(feature)
    )
    return tuple(one for one in candidates if binding.address_of_symbol(one.name) is not None)


@cache
def load_vector_functions() -> bool:
    """Load the library into the process, for code that was compiled by another one, too; false if there is none."""
    try:
        binding.load_library_permanently(_LIBRARY)
    except RuntimeError:
        return False
    return True
