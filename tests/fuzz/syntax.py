"""The syntax trees of random C programs.

Nodes are frozen dataclasses whose children are fields or tuples, so that the reducer can walk and shrink any of them.
Index expressions and conditions on integers are plain C text: they are never shrunk. Loops and recursions carry their
own bounds, so every program ends, also after statements have been deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Variable:
    """A double: a local, a parameter or a field of a struct."""

    name: str


@dataclass(frozen=True)
class Element:
    """`array[index]`."""

    array: str
    index: str


@dataclass(frozen=True)
class Apply:
    """A C expression with holes `{0}`, `{1}`, … for its operands: `sin({0})`, `0.5 * {0} * {1}`."""

    template: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True)
class Conditional:
    """`condition ? if_true : if_false`."""

    condition: Condition
    if_true: Expression
    if_false: Expression


@dataclass(frozen=True)
class Call:
    """A call of a helper that returns a double; `extra` are arguments that are not doubles."""

    function: str
    operands: tuple[Expression, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compare:
    """A comparison of doubles."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True)
class IntegerTest:
    """A condition on counters."""

    text: str


Expression: TypeAlias = "Number | Variable | Element | Apply | Conditional | Call"
Condition: TypeAlias = "Compare | IntegerTest"


@dataclass(frozen=True)
class Assign:
    """`target = value`."""

    target: Variable | Element
    value: Expression


@dataclass(frozen=True)
class If:
    condition: Condition
    then: Body
    otherwise: Body = ()


@dataclass(frozen=True)
class Switch:
    """A switch on an integer. A case that is not in `breaks` falls through to the next one."""

    selector: str
    cases: tuple[Body, ...]
    breaks: tuple[int, ...]


@dataclass(frozen=True)
class For:
    """`for (int counter = start; condition; step)`: the three parts are plain text."""

    counter: str
    start: str
    condition: str
    step: str
    body: Body


@dataclass(frozen=True)
class While:
    """A loop that runs while `condition` holds, and at most `limit` times; the test may come after the body."""

    condition: Condition
    counter: str
    limit: int
    body: Body
    test_first: bool = True


@dataclass(frozen=True)
class Jump:
    """`break` or `continue`."""

    keyword: str


@dataclass(frozen=True)
class Return:
    value: Expression


@dataclass(frozen=True)
class CallStatement:
    """A call of a helper that changes an array or a struct. `target` is its first argument."""

    function: str
    target: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True)
class Text:
    """A statement that moves data without arithmetic: copies of structs and arrays."""

    code: str


@dataclass(frozen=True)
class Block:
    """`{ head body tail }`: head and tail are plain text, such as an allocation and what frees it."""

    head: tuple[str, ...]
    body: Body
    tail: tuple[str, ...]


Statement: TypeAlias = (
    "Assign | If | Switch | For | While | Jump | Return | CallStatement | Text | Block"
)
Body: TypeAlias = "tuple[Statement, ...]"


@dataclass(frozen=True)
class Function:
    """A function: its head up to the brace, its declarations, and statements between them and the returned value."""

    name: str
    head: str
    declarations: tuple[str, ...]
    body: Body
    result: Expression | None


@dataclass(frozen=True)
class Source:
    """A translation unit. The last function is the one to differentiate."""

    helpers: tuple[Function, ...]
    main: Function
