"""The entry point of the command ``xdsl-enzyme``.

``cc``, ``c++`` and ``fortran`` are compilers, which a build may run hundreds of times: they load nothing but what they need, and take
their arguments as they are. All other commands are in `commands`.
"""

from __future__ import annotations

import sys

COMPILERS = ("cc", "c++", "fortran")


def main() -> None:
    """Run the command that the arguments name."""
    if len(sys.argv) > 1 and sys.argv[1] in COMPILERS:
        from xdsl_enzyme.tools.compiler.driver import exit_code

        sys.exit(exit_code(sys.argv[1], sys.argv[2:]))
    from xdsl_enzyme.tools.commands import main as run_command

    run_command()
