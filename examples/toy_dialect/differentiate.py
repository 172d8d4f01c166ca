"""Derivatives of a program in the dialect, from Python: our own passes before and after, then compiled and called.

python differentiate.py 0.3 4        ->  {"forward": …, "reverse": …}
"""

from __future__ import annotations

import ctypes
import json
import sys
from pathlib import Path

from toy_dialect.lowering import LowerToyPass
from xdsl.parser import Parser
from xdsl.transforms.canonicalize import CanonicalizePass
from xdsl.transforms.common_subexpression_elimination import CommonSubexpressionElimination

from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, make_context, run_pipeline

PROGRAM = Path(__file__).parent / "programs" / "orbit.mlir"


def main() -> None:
    x, n = float(sys.argv[1]), int(sys.argv[2])
    context = make_context()
    module = Parser(context, PROGRAM.read_text(), PROGRAM.name).parse_module()
    passes = (
        CanonicalizePass(),
        *DIFFERENTIATE,
        CommonSubexpressionElimination(),
        LowerToyPass(),
    )
    run_pipeline(module, passes, context=context)
    module.verify()
    code = compile_module(module)
    signature = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_int64)
    forward, reverse = (signature(code.address(name)) for name in ("directional", "slope"))
    print(json.dumps({"forward": forward(x, n), "reverse": reverse(x, n)}))


if __name__ == "__main__":
    main()
