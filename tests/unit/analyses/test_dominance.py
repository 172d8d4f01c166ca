"""`verify_dominance` accepts valid IR of every nesting and names the op that uses an undefined value."""

import pytest
from xdsl.context import Context
from xdsl.dialects.arith import AddiOp, Arith
from xdsl.dialects.builtin import Builtin, ModuleOp
from xdsl.dialects.cf import Cf
from xdsl.dialects.func import Func, FuncOp
from xdsl.dialects.scf import IfOp, Scf
from xdsl.dialects.test import Test
from xdsl.parser import Parser

from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import EnzymeError


def parse(text: str) -> ModuleOp:
    context = Context()
    for dialect in (Builtin, Arith, Cf, Func, Scf, Test):
        context.load_dialect(dialect)
    return Parser(context, text).parse_module()


DIAMOND = """
func.func @f(%c: i1, %a: i32) -> i32 {
  %s = arith.addi %a, %a : i32
  cf.cond_br %c, ^then, ^else
^then:
  %t = arith.addi %s, %a : i32
  cf.br ^join(%t : i32)
^else:
  cf.br ^join(%s : i32)
^join(%j: i32):
  %r = arith.addi %j, %s : i32
  func.return %r : i32
}
"""

NESTED = """
func.func @f(%c: i1, %a: i32) -> i32 {
  %r = scf.if %c -> (i32) {
    %x = arith.addi %a, %a : i32
    scf.yield %x : i32
  } else {
    scf.yield %a : i32
  }
  %z = arith.addi %r, %a : i32
  func.return %z : i32
}
"""

LOOP = """
func.func @f(%c: i1, %a: i32) -> i32 {
  cf.br ^head(%a : i32)
^head(%i: i32):
  %n = arith.addi %i, %a : i32
  cf.cond_br %c, ^head(%n : i32), ^exit
^exit:
  %z = arith.addi %n, %i : i32
  func.return %z : i32
}
"""


@pytest.mark.parametrize("text", [DIAMOND, NESTED, LOOP])
def test_valid(text: str):
    verify_dominance(parse(text))


def adds(module: ModuleOp) -> list[AddiOp]:
    return [op for op in module.walk() if isinstance(op, AddiOp)]


def test_use_before_definition_in_one_block():
    module = parse(NESTED)
    (last,) = [op for op in adds(module) if isinstance(op.parent_op(), FuncOp)]
    block = last.parent_block()
    assert block is not None
    last.detach()
    first = block.first_op
    assert first is not None
    block.insert_op_before(last, first)
    with pytest.raises(EnzymeError, match=r"operand 0 .* of 'arith.addi'"):
        verify_dominance(module)


def test_use_of_a_value_of_one_branch_after_the_join():
    module = parse(DIAMOND)
    _, then, join = adds(module)
    join.operands[1] = then.result
    with pytest.raises(EnzymeError, match=r"operand 1 \(%t\)"):
        verify_dominance(module)


def test_use_of_a_value_from_a_nested_region():
    module = parse(NESTED)
    inner, outer = adds(module)
    assert isinstance(inner.parent_op(), IfOp)
    outer.operands[0] = inner.result
    with pytest.raises(EnzymeError, match="does not dominate"):
        verify_dominance(module)


def test_operand_of_itself():
    module = parse(NESTED)
    inner, _ = adds(module)
    inner.operands[0] = inner.result
    with pytest.raises(EnzymeError):
        verify_dominance(module)


def test_value_of_the_region_of_the_same_op():
    module = parse(NESTED)
    (branch,) = [op for op in module.walk() if isinstance(op, IfOp)]
    inner, _ = adds(module)
    inner.operands[0] = branch.results[0]
    with pytest.raises(EnzymeError):
        verify_dominance(module)


def test_isolated_from_above():
    module = parse(
        """
        %a = "test.op"() : () -> i32
        func.func @f(%b: i32) {
          %s = arith.addi %b, %b : i32
          func.return
        }
        """
    )
    (add,) = adds(module)
    outside = module.body.block.first_op
    assert outside is not None
    add.operands[1] = outside.results[0]
    with pytest.raises(EnzymeError, match="operand 1"):
        verify_dominance(module)


def test_unreachable_blocks_are_not_checked():
    verify_dominance(
        parse(
            """
            func.func @f(%a: i32) {
              func.return
            ^dead:
              %s = arith.addi %t, %a : i32
              cf.br ^dead2
            ^dead2:
              %t = arith.addi %a, %a : i32
              cf.br ^dead
            }
            """
        )
    )
