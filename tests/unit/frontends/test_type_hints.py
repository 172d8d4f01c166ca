"""Hints in LLVM IR: from attributes, annotations and variables to the ops that they are about."""

from __future__ import annotations

import pytest
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ModuleOp

from xdsl_enzyme.analyses.types.hints import HINT, hint_texts
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.enzyme_interface.lower import lower_interface
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.frontends.type_hints import without_type_hints

TREE = "{[-1]:Pointer, [-1,-1]:Float@double}"
ATTRIBUTE = f'"enzyme_type"="{TREE}"'


def read(text: str, level: int = 0) -> ModuleOp:
    module = read_llvm_ir(optimise_for_differentiation(text, level))
    lower_interface(module)
    module.verify()
    return module


def named(module: ModuleOp, name: str) -> func.FuncOp:
    return next(op for op in module.ops if isinstance(op, func.FuncOp) and op.sym_name.data == name)


def of_arguments(function: func.FuncOp) -> list[list[str]]:
    return [hint_texts(one.data.get(HINT)) for one in function.arg_attrs or ()]


def of_ops(function: func.FuncOp) -> list[tuple[str, str]]:
    return [
        (op.name, text) for op in function.walk() for text in hint_texts(op.attributes.get(HINT))
    ]


def test_arguments():
    function = named(
        read(f"define void @f(i32 %n, ptr noundef {ATTRIBUTE} %p) {{ ret void }}"), "f"
    )
    assert of_arguments(function) == [[], [f"{TREE} at @f"]]


def test_arguments_of_what_is_only_declared():
    text = f"""declare ptr @g(ptr {ATTRIBUTE})
    define ptr @f(ptr %p) {{
      %r = call ptr @g(ptr %p)
      ret ptr %r
    }}"""
    assert of_arguments(named(read(text), "g")) == [[TREE]]


@pytest.mark.parametrize("level", [0, 2])
def test_results(level: int):
    text = f"""define internal {ATTRIBUTE} ptr @g(ptr %p) {{
      %r = load ptr, ptr %p
      ret ptr %r
    }}
    define ptr @f(ptr %p) {{
      %r = call ptr @g(ptr %p)
      ret ptr %r
    }}"""
    module = read(text, level)
    (found,) = of_ops(named(module, "f" if level else "g"))
    assert found == ("llvm.load", f"{TREE} at @g")


def test_calls():
    text = f"""declare ptr @g(ptr)
    define ptr @f(ptr %p, i64 %n) {{
      %a = alloca i8, i64 %n
      %r = call {ATTRIBUTE} ptr @g(ptr {ATTRIBUTE} %a)
      ret ptr %r
    }}"""
    where = f"{TREE} at a call in @f"
    assert of_ops(named(read(text), "f")) == [("llvm.alloca", where), ("func.call", where)]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_inlined(level: int):
    text = f"""define internal void @g(ptr {ATTRIBUTE} %p) {{
      store i64 0, ptr %p
      ret void
    }}
    define void @f(ptr %p) {{
      call void @g(ptr %p)
      ret void
    }}"""
    module = read(text, level)
    assert of_arguments(named(module, "f" if level else "g")) == [[f"{TREE} at @g"]]


def test_phis():
    text = f"""define void @g(ptr {ATTRIBUTE} %p) {{ ret void }}
    define void @f(ptr %p, i1 %c) {{
    entry:
      br i1 %c, label %a, label %b
    a:
      %l = load ptr, ptr %p
      br label %b
    b:
      %q = phi ptr [ %p, %entry ], [ %l, %a ]
      %r = call ptr @h(ptr {ATTRIBUTE} %q)
      ret void
    }}
    declare ptr @h(ptr)"""
    function = named(read(text), "f")
    where = f"{TREE} at a call in @f"
    assert of_arguments(function) == [[where], []]
    assert of_ops(function) == [("llvm.load", where)]


def test_variables_about_functions_and_globals():
    text = f"""
    @text = constant [{len(TREE) + 3} x i8] c"0:{TREE}\\00"
    @back = constant [{len(TREE) + 8} x i8] c"return:{TREE}\\00"
    @all = constant [21 x i8] c"{{[-1]:Float@double}} \\00"
    @data = global [4 x i64] zeroinitializer
    @__enzyme_type_f = global [2 x ptr] [ptr @f, ptr @text]
    @__enzyme_type_g = global [3 x ptr] [ptr @g, ptr @back, ptr @text]
    @__enzyme_type_d = global [2 x ptr] [ptr @data, ptr @all]
    declare ptr @g(ptr noundef)
    define void @f(ptr %p) {{
      %r = call ptr @g(ptr @data)
      ret void
    }}"""
    module = read(text)
    assert of_arguments(named(module, "f")) == [[f"{TREE} at '__enzyme_type_f'"]]
    external = named(module, "g")
    assert of_arguments(external) == [[f"{TREE} at '__enzyme_type_g'"]]
    assert external.res_attrs is not None
    assert hint_texts(external.res_attrs.data[0].data[HINT])
    (data,) = [op for op in module.ops if isinstance(op, llvm.GlobalOp) and HINT in op.attributes]
    assert data.sym_name.data == "data"
    variables = [op.sym_name.data for op in module.ops if isinstance(op, llvm.GlobalOp)]
    assert not any("__enzyme" in name for name in variables)


def test_compilers_see_none_of_it():
    text = f"define void @f(ptr {ATTRIBUTE} %p) {{ ret void }}"
    optimised = optimise_for_differentiation(text, 0)
    assert "enzyme_type" in optimised
    assert "enzyme_type" not in without_type_hints(optimised)
    assert "ret void" in without_type_hints(optimised)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('define void @f(ptr "enzyme_type"="{[-1]:Float}" %p) { ret void }', "'Float' is no type"),
        (
            """@text = constant [15 x i8] c"{[-1]:Pointer}\\00"
            @__enzyme_type_f = global [2 x ptr] [ptr @f, ptr @text]
            define void @f(ptr %p) { ret void }""",
            "begin it with the index of an argument",
        ),
        (
            """@text = constant [17 x i8] c"3:{[-1]:Pointer}\\00"
            @__enzyme_type_f = global [2 x ptr] [ptr @f, ptr @text]
            define void @f(ptr %p) { ret void }""",
            "'f' has no argument 3",
        ),
    ],
)
def test_errors(text: str, message: str):
    with pytest.raises(EnzymeError) as caught:
        read(text)
    assert message in str(caught.value)
