"""Thread-local variables for the JIT, whose linker has no place for them: LLVM IR text -> LLVM IR text.

Each becomes a descriptor from which the compiler's runtime library makes one copy per thread, the scheme that compilers call
emulated thread-local storage (`libgcc/emutls.c`)::

    @x = thread_local global double 2.5, align 8          @__emutls_t.x = internal constant double 2.5, align 8
                                                     -->  @__emutls_v.x = global { i64, i64, ptr, ptr } { i64 8, i64 8, ptr null, ptr @__emutls_t.x }
    call ptr @llvm.threadlocal.address.p0(ptr @x)         call ptr @__emutls_get_address(ptr @__emutls_v.x)
"""

from __future__ import annotations

import re

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.optimise import LLVM_LOCK, parse_llvm_ir, target_machine

_SYMBOL = r'@(?:"[^"]*"|[-\w.$]+)'
_DEFINITION = re.compile(
    rf"^(?P<symbol>{_SYMBOL}) = (?P<linkage>[^=\n]*?)thread_local(?:\(\w+\))? (?:local_)?(?:unnamed_addr )?"
    r"(?:externally_initialized )?(?:global|constant) (?P<value>.*)$",
    re.MULTILINE,
)
_ADDRESS = re.compile(
    rf"call [^@\n]*@llvm\.threadlocal\.address\.p0\(ptr [^@\n]*(?P<symbol>{_SYMBOL})\)"
)
_COMDAT = re.compile(r", comdat(?:\([^)]*\))?")
_GET_ADDRESS = "declare ptr @__emutls_get_address(ptr)"


def emulate_thread_locals(llvm_ir: str) -> str:
    """The module without thread-local variables. Raises `LoweringError` for one that another module defines."""
    if "thread_local" not in llvm_ir:
        return llvm_ir
    with LLVM_LOCK:
        module = parse_llvm_ir(llvm_ir)
        data = target_machine().target_data
        layouts = {
            f"@{variable.name}": (
                data.get_abi_size(variable.global_value_type),
                data.get_abi_alignment(variable.global_value_type),
            )
            for variable in module.global_variables
        }
        text = str(module)
    emulated: set[str] = set()

    def describe(definition: re.Match[str]) -> str:
        symbol = definition["symbol"]
        if "external" in definition["linkage"].split():
            raise LoweringError(
                f"the thread-local variable '{symbol[1:]}' is defined elsewhere",
                why="the JIT cannot reach thread-local variables of other libraries",
                hint="define it in the program, or link an object file instead (emit=obj)",
            )
        emulated.add(symbol)
        size, alignment = layouts[symbol.replace('"', "")]
        value = _COMDAT.sub("", definition["value"])
        fields = f"i64 {size}, i64 {alignment}, ptr null, ptr {_prefixed('t', symbol)}"
        return (
            f"{_prefixed('t', symbol)} = internal constant {value}\n"
            f"{_prefixed('v', symbol)} = internal global {{ i64, i64, ptr, ptr }} {{ {fields} }}"
        )

    def locate(address: re.Match[str]) -> str:
        return f"call ptr @__emutls_get_address(ptr {_prefixed('v', address['symbol'])})"

    text = _ADDRESS.sub(locate, _DEFINITION.sub(describe, text))
    for symbol in emulated:
        if re.search(re.escape(symbol) + r"(?![-\w.$])", text):
            raise LoweringError(
                f"the address of the thread-local variable '{symbol[1:]}' is used as a constant",
                why="each thread has its own",
            )
    return text if _GET_ADDRESS in text else f"{text}\n{_GET_ADDRESS}\n"


def _prefixed(kind: str, symbol: str) -> str:
    """The name of a variable's template (kind `t`) or descriptor (`v`)."""
    name = symbol[1:].strip('"')
    return f'@"__emutls_{kind}.{name}"'
