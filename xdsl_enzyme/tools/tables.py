"""How tables are shown: as wide as the terminal, and wide enough for a file."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

WIDTH_OF_FILES = 160


def show(table: Table) -> None:
    """Print a table to standard output."""
    table.title_justify = table.caption_justify = "left"
    Console(width=None if sys.stdout.isatty() else WIDTH_OF_FILES, markup=False).print(table)
