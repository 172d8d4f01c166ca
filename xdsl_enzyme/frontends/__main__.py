"""Prints the module in a file: ``python -m xdsl_enzyme.frontends -O2 f.c``.

``--locations`` prints where each op comes from; arguments that are not known go to clang.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from xdsl.printer import Printer

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.load import load_module


def main() -> None:
    """Reads the arguments, loads the file and prints it."""
    parser = ArgumentParser(prog="python -m xdsl_enzyme.frontends")
    parser.add_argument("file")
    parser.add_argument("-O", dest="level", type=int, default=2, choices=range(4))
    parser.add_argument("--function", dest="functions", action="append")
    parser.add_argument("--locations", action="store_true")
    arguments, flags = parser.parse_known_args()
    try:
        module = load_module(
            arguments.file,
            flags=flags,
            optimisation_level=arguments.level,
            functions=arguments.functions,
        )
    except EnzymeError as error:
        sys.exit(f"error: {error}")
    module.verify()
    Printer(print_debuginfo=arguments.locations).print_op(module)
    print()


if __name__ == "__main__":
    main()
