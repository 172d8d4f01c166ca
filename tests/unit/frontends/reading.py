"""Reading snippets of LLVM IR in tests."""

from __future__ import annotations

from llvmlite import binding
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation

from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir


def read(text: str, functions: list[str] | None = None) -> ModuleOp:
    """The module that LLVM IR stands for, once LLVM has parsed and printed it. It verifies."""
    module = read_llvm_ir(str(binding.parse_assembly(text, binding.create_context())), functions)
    module.verify()
    return module


def read_body(parameters: str, instructions: str, context: str = "") -> list[str]:
    """The ops of a void function with these instructions, as text, without its return."""
    module = read(f"define void @f({parameters}) {{\n{instructions}\nret void\n}}\n{context}")
    return [line for line in function_lines(module, "f") if line != "func.return"]


def function_lines(module: ModuleOp, name: str) -> list[str]:
    """The lines inside the body of a function, stripped."""
    text = str(find_function(module, name))
    return [line.strip() for line in text.splitlines()[1:-1]]


def find_function(module: ModuleOp, name: str) -> Operation:
    """The op that defines the symbol `name`."""
    for op in module.ops:
        if getattr(op.properties.get("sym_name"), "data", None) == name:
            return op
    raise KeyError(name)


def ops_named(module: ModuleOp, name: str) -> list[Operation]:
    """All ops of a kind."""
    return [op for op in module.walk() if op.name == name]
