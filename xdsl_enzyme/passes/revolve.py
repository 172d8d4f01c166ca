"""Where to put the next checkpoint: the function `@enzyme.revolve` of binomial checkpointing.

On structured form; from the number of steps that are left, and the number of checkpoints that are free for them, the one at
their begin included::

    %distance = call @enzyme.revolve(%steps, %checkpoints)      (11, 3) -> 4

With s checkpoints, C(s + r, s) steps can be reversed so that none is run forwards more than r times. The next checkpoint is as far away as
keeps this so for both parts, and the total of forward steps least (Griewank and Walther, *Algorithm 799: Revolve*, 2000)::

    t(l, s) = r l - C(s + r, s + 1),     where C(s + r - 1, s) < l <= C(s + r, s)
"""

from __future__ import annotations

from xdsl.dialects.builtin import ModuleOp, i64
from xdsl.dialects.func import FuncOp

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.loop_emitter import Values, private_function, while_below

NAME = "enzyme.revolve"


def revolve_function(module: ModuleOp) -> FuncOp:
    """The function, which is made if the module does not have it. There are at least two steps, and one checkpoint."""
    known = lookup(module, NAME)
    if isinstance(known, FuncOp):
        return known
    function = private_function(NAME, [i64, i64], _body)
    module.body.block.add_op(function)
    return function


def _body(emit: Emitter, arguments: Values) -> Values:
    steps, given = arguments
    # More checkpoints than steps do not help, and the numbers below stay small.
    checkpoints = emit.constant(emit.minimum(steps, given))

    def more_repetitions(inner: Emitter, carried: Values) -> Values:
        reach, _, repetitions = carried
        following = inner.add(repetitions, 1)
        grown = inner.multiply(reach, inner.add(checkpoints, following))
        return [inner.constant(one) for one in (inner.divide(grown, following), reach, following)]

    # `reach` steps can be reversed with so many repetitions, `before` with one less.
    initial = [emit.add(checkpoints, 1), 1, 1]
    _, before, repetitions = while_below(
        emit, steps, [emit.constant(one) for one in initial], more_repetitions
    )
    # The second part has one checkpoint less: with one repetition less, it takes this many steps.
    last = emit.divide(
        emit.multiply(before, checkpoints), emit.subtract(emit.add(checkpoints, repetitions), 1)
    )
    return [emit.constant(emit.minimum(before, emit.subtract(steps, last)))]
