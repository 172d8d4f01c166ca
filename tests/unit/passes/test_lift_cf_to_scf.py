"""Lifting keeps what a program does: random control-flow graphs before and after, by an interpreter."""

from __future__ import annotations

import sys
from random import Random

import pytest
from xdsl.context import Context
from xdsl.dialects import arith, builtin, cf, func, llvm, scf, test, ub
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.parser import Parser

from tests.unit.passes.control_flow_interpreter import run
from tests.unit.passes.random_control_flow import random_function
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.lift_cf_to_scf import lift_module

CHOICES = (0, 1, 2, 3, -1, 7)


def parse(text: str) -> ModuleOp:
    context = Context()
    for dialect in (
        builtin.Builtin,
        arith.Arith,
        cf.Cf,
        func.Func,
        llvm.LLVM,
        scf.Scf,
        test.Test,
        ub.UB,
    ):
        context.load_dialect(dialect)
    module = Parser(context, text).parse_module()
    module.verify()
    verify_dominance(module)
    return module


def function(module: ModuleOp, name: str = "f") -> FuncOp:
    (found,) = [op for op in module.ops if isinstance(op, FuncOp) and op.sym_name.data == name]
    return found


def lifted(module: ModuleOp) -> ModuleOp:
    module = module.clone()
    lift_module(module)
    module.verify()
    verify_dominance(module)
    for op in module.walk():
        assert op.name.split(".")[0] != "cf"
        assert all(region.first_block is region.last_block for region in op.regions)
    return module


def assert_same_behaviour(seed: int, maximal_blocks: int, trials: int) -> None:
    source = parse(random_function(seed, maximal_blocks))
    structured = lifted(source)
    for trial in range(trials):
        random = Random(1000 * seed + trial)
        arguments = [random.randint(-50, 50) for _ in range(2)]
        choices = random.choices(CHOICES, k=random.choice((3, 40)))
        expected = run(function(source), arguments, iter(choices))
        actual = run(function(structured), arguments, iter(choices))
        if expected.unreachable:
            # What happens after `unreachable` is anyone's guess.
            assert actual.trace[: len(expected.trace)] == expected.trace, f"seed {seed}"
        else:
            assert actual == expected, f"seed {seed}"


@pytest.mark.parametrize("batch", range(15))
def test_random_graphs(batch: int):
    for seed in range(batch * 40, (batch + 1) * 40):
        assert_same_behaviour(seed, maximal_blocks=12, trials=6)


@pytest.mark.parametrize("seed", range(1000, 1020))
def test_large_random_graphs(seed: int):
    assert_same_behaviour(seed, maximal_blocks=50, trials=12)


def test_loop_that_cannot_be_left():
    module = parse(
        """
        func.func @f(%c: i1) {
          cf.cond_br %c, ^loop, ^exit
        ^loop:
          cf.br ^loop loc("f.c":3:1)
        ^exit:
          func.return
        }
        """
    )
    before = str(module)
    with pytest.raises(EnzymeError, match=r"'f' has a loop that cannot be left"):
        lift_module(module)
    assert str(module) == before


def test_unknown_terminator():
    module = parse(
        """
        func.func @f() {
          cf.br ^next
        ^next:
          "test.termop"() [^next] : () -> ()
        }
        """
    )
    with pytest.raises(EnzymeError, match=r"block that ends in 'test\.termop'"):
        lift_module(module)


def test_region_with_blocks_inside_of_a_function():
    module = parse(
        """
        func.func @f() {
          "test.op"() ({
            cf.br ^next
          ^next:
            "test.termop"() : () -> ()
          }) : () -> ()
          func.return
        }
        """
    )
    with pytest.raises(EnzymeError, match=r"region of 'test\.op' that has several blocks"):
        lift_module(module)


def test_too_deep():
    tests = "".join(
        f"""
          %c{i} = func.call @toss() : () -> i1
          cf.cond_br %c{i}, ^return{i}, ^next{i}
        ^return{i}:
          func.return %x : i32
        ^next{i}:
        """
        for i in range(400)
    )
    text = f"func.func private @toss() -> i1 func.func @f(%x: i32) -> i32 {{ {tests}"
    with pytest.raises(EnzymeError, match="nests more than"):
        lift_module(parse(text + "%z = arith.constant 0 : i32 func.return %z : i32 }"))


@pytest.mark.parametrize(
    ("flag_type", "cases"),
    [
        ("i1", [0, -1]),
        ("i8", [-128, -1, 0, 127]),
        ("i64", [-1, 0, 5, (1 << 63) - 1]),
        ("index", [-1, 0, 5, 7]),
    ],
)
def test_switch_flags(flag_type: str, cases: list[int]):
    listed = "".join(f", {case}: ^case{i}" for i, case in enumerate(cases))
    blocks = "".join(
        f"""
        ^case{i}:
          %k{i} = arith.constant {i} : i32
          %r{i} = arith.addi %k{i}, %x : i32
          func.return %r{i} : i32
        """
        for i in range(len(cases))
    )
    source = parse(
        f"""
        func.func @f(%n: {flag_type}, %x: i32) -> i32 {{
          cf.switch %n : {flag_type}, [default: ^else{listed}]
        {blocks}
        ^else:
          %d = arith.constant 99 : i32
          func.return %d : i32
        }}
        """
    )
    structured = lifted(source)
    others = [] if flag_type == "i1" else [1, -2, 6, 126]
    for flag in cases + others:
        expected = [cases.index(flag) + 10 if flag in cases else 99]
        assert run(function(source), [flag, 10], iter(())).results == expected
        assert run(function(structured), [flag, 10], iter(())).results == expected


def test_constant_conditions_are_followed():
    module = lifted(
        parse(
            """
            func.func private @use()
            func.func @f(%x: i32) -> i32 {
              %true = arith.constant true
              cf.cond_br %true, ^then, ^else
            ^then:
              %two = arith.constant 2 : i8
              cf.switch %two : i8, [default: ^else, 1: ^else, 2: ^exit]
            ^else:
              func.call @use() : () -> ()
              cf.br ^exit
            ^exit:
              func.return %x : i32
            }
            """
        )
    )
    assert not any(isinstance(op, scf.IfOp | func.CallOp) for op in module.walk())


def test_locations():
    module = lifted(
        parse(
            """
            func.func @f(%c: i1, %x: i32) -> i32 {
              cf.cond_br %c, ^then, ^exit(%x : i32) loc("f.c":3:7)
            ^then:
              %y = arith.addi %x, %x : i32 loc("f.c":4:5)
              cf.br ^exit(%y : i32)
            ^exit(%r: i32):
              func.return %r : i32 loc("f.c":5:3)
            }
            """
        )
    )
    located = {op.name: str(op.location) for op in module.walk()}
    assert located["scf.if"] == 'loc("f.c":3:7)'
    assert located["arith.addi"] == 'loc("f.c":4:5)'
    assert located["func.return"] == 'loc("f.c":5:3)'


def test_nested_modules_and_declarations():
    module = lifted(
        parse(
            """
            func.func private @declared()
            builtin.module {
              func.func @f(%x: i32) -> i32 {
                cf.br ^next
              ^next:
                func.return %x : i32
              }
            }
            """
        )
    )
    assert sum(isinstance(op, func.ReturnOp) for op in module.walk()) == 1


def test_time_is_linear():
    """Two thousand blocks in a row of loops and branches take about twice as much work as one thousand."""

    def program(groups: int) -> ModuleOp:
        text = "".join(
            f"""
            ^head{i}(%a{i}: i32):
              %c{i} = func.call @toss() : () -> i1
              cf.cond_br %c{i}, ^then{i}, ^latch{i}
            ^then{i}:
              %b{i} = arith.addi %a{i}, %x : i32
              cf.br ^latch{i}
            ^latch{i}:
              %d{i} = func.call @toss() : () -> i1
              cf.cond_br %d{i}, ^head{i}(%a{i} : i32), ^next{i}
            ^next{i}:
              cf.br ^head{i + 1}(%a{i} : i32)
            """
            for i in range(groups)
        )
        return parse(
            "func.func private @toss() -> i1 func.func @f(%x: i32) -> i32 {"
            f"cf.br ^head0(%x : i32) {text} ^head{groups}(%r: i32): func.return %r : i32 }}"
        )

    def calls(groups: int) -> int:
        """How many functions Python calls: unlike seconds, always the same."""
        module = program(groups)
        count = 0

        def profile(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "call"

        before = sys.getprofile()
        sys.setprofile(profile)
        try:
            lift_module(module)
        finally:
            sys.setprofile(before)
        return count

    assert calls(500) < 2.2 * calls(250)
