"""What the oracle raises when a program does something undefined, or something that the oracle does not know."""

from __future__ import annotations

from xdsl.ir import Operation

from xdsl_enzyme.errors import describe_location


class OracleError(Exception):
    """Undefined behaviour of the program, or IR outside the oracle's table of ops."""

    where: str | None = None

    def explain(self, op: Operation) -> None:
        """Notes that `op` is to blame, unless an op inside it already is."""
        self.where = self.where or describe_location(op)

    def __str__(self) -> str:
        message = super().__str__()
        return f"{self.where}: {message}" if self.where else message
