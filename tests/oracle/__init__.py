"""The oracle: an interpreter over dual numbers that shares nothing with the engine it judges.

It reads the IR of docs/ir.md, in cf form and in structured form. See `tests.oracle.oracle` for how to ask it, and
`tests.oracle.primitives` for its conventions at kinks.
"""

from tests.oracle.derivatives import finite_difference
from tests.oracle.errors import OracleError
from tests.oracle.oracle import Oracle, OracleResult

__all__ = ["Oracle", "OracleError", "OracleResult", "finite_difference"]
