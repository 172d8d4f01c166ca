"""Lifting keeps what a program does: random control-flow graphs before and after, by an interpreter."""

from __future__ import annotations

from random import Random

import pytest
from xdsl.context import Context
from xdsl.dialects import arith, builtin, cf, func, llvm, scf, ub
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.parser import Parser

from tests.unit.passes.control_flow_interpreter import run
from tests.unit.passes.random_control_flow import random_function
from xdsl_enzyme.analyses.dominance import verify_dominance
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


@pytest.mark.parametrize("batch", range(20))
def test_random_graphs(batch: int):
    for seed in range(batch * 40, (batch + 1) * 40):
        source = parse(random_function(seed))
        structured = lifted(source)
        for trial in range(6):
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
