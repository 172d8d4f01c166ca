"""Tokens of LLVM IR text, one line at a time.

LLVM prints one instruction per line, so a line is the unit of reading, and of error messages::

    %r = fadd nnan double %x, 1.0, !dbg !7
    -->  ["%r", "=", "fadd", "nnan", "double", "%x", ",", "1.0"]  and  {"!dbg": "!7"}

Tokens are plain strings; the first character tells their kind (``%`` local, ``@`` global, ``!`` metadata, ``#``
attribute group, ``"`` string). Quoted names keep their quotes.
"""

from __future__ import annotations

import re

from xdsl_enzyme.errors import ReadError

_NAME = r'(?:"[^"]*"|[-a-zA-Z$._0-9]+)'

_TOKEN = re.compile(
    rf"""c?"[^"]*"               # string, or the bytes of a character array
    | [%@$]{_NAME}               # local, global, comdat
    | \#[0-9]+                   # attribute group
    | ![-a-zA-Z$._0-9\\]*        # metadata
    | [-+]?[0-9][-+.0-9a-zA-Z]*  # number
    | [a-zA-Z_][a-zA-Z0-9_.]*:?  # word
    | \.\.\. | [-+]inf | [-+]?nan
    | [^\s]                      # punctuation
    """,
    re.VERBOSE,
)

LABEL = re.compile(rf"label (%{_NAME})")
"""The successors that a terminator names."""

FUNCTION_NAME = re.compile(rf"(@{_NAME})\(")
"""The name in the header of a function."""

BLOCK_HEADER = re.compile(rf"({_NAME}):(?:\s|$)")
"""The line that starts a block."""

MALFORMED = (
    *(AssertionError, AttributeError, IndexError, KeyError, OverflowError, TypeError),
    ValueError,
)
"""What goes wrong where text is read that LLVM has not printed: the readers take its form for granted."""

END = ""
"""What follows the last token of a line."""


def tokenize(line: str) -> list[str]:
    """The tokens of `line` without its comment, and `END` after them."""
    tokens = _TOKEN.findall(line)
    if ";" in tokens:
        del tokens[tokens.index(";") :]
    tokens.append(END)
    return tokens


def detach_metadata(tokens: list[str]) -> dict[str, str]:
    """Removes the attachments (``, !dbg !7``) at the end of `tokens` and returns them, kind to node."""
    attachments: dict[str, str] = {}
    end = len(tokens) - 1
    while end > 2 and tokens[end - 1][:1] == "!" and tokens[end - 2][:1] == "!":
        attachments[tokens[end - 2]] = tokens[end - 1]
        end -= 3 if tokens[end - 3] == "," else 2
    del tokens[end:-1]
    return attachments


class Cursor:
    """A position in the tokens of one line."""

    __slots__ = ("line", "position", "tokens")

    def __init__(self, tokens: list[str], line: str):
        self.tokens = tokens
        self.line = line
        self.position = 0

    def peek(self) -> str:
        return self.tokens[self.position]

    def next(self) -> str:
        token = self.tokens[self.position]
        if token is END:
            raise self.error("the line ends too early")
        self.position += 1
        return token

    def accept(self, token: str) -> bool:
        """Steps over `token` if it comes next."""
        if self.tokens[self.position] == token:
            self.position += 1
            return True
        return False

    def expect(self, token: str) -> None:
        if self.tokens[self.position] != token:
            raise self.error(f"expected '{token}' before '{self.tokens[self.position]}'")
        self.position += 1

    def integer(self) -> int:
        token = self.next()
        try:
            return int(token)
        except ValueError:
            raise self.error(f"expected an integer, not '{token}'") from None

    def parenthesised_text(self) -> str:
        """The text of a balanced ``(...)``, without the outer parentheses."""
        self.expect("(")
        start, depth = self.position, 1
        while depth:
            token = self.next()
            depth += (token == "(") - (token == ")")
        text = " ".join(self.tokens[start : self.position - 1])
        return text.replace(" ,", ",").replace("( ", "(").replace(" )", ")").replace(" (", "(")

    def operand_text(self) -> str:
        """The text of an operand that is not read further, up to the comma or parenthesis behind it."""
        start, depth = self.position, 0
        while depth or self.peek() not in (",", ")"):
            token = self.next()
            depth += (token == "(") - (token == ")")
        return "".join(self.tokens[start : self.position])

    def error(self, why: str) -> ReadError:
        return ReadError("cannot read LLVM IR", where=self.line.strip(), why=why)


def unquote(name: str) -> str:
    """``@"a b"`` or ``%x`` without its sigil, quotes and escapes."""
    name = name.lstrip("%@$") if name[:1] in "%@$" else name
    if not name.startswith('"'):
        return name
    return decode_string(name).decode(errors="surrogateescape")


_ESCAPE = re.compile(rb"\\([0-9a-fA-F]{2}|\\)")


def decode_string(literal: str) -> bytes:
    r"""The bytes of ``"..."`` or ``c"..."``, in which ``\22`` is a byte in hexadecimal and ``\\`` a backslash."""
    text = literal[literal.index('"') + 1 : -1].encode()
    if b"\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda match: b"\\" if match[1] == b"\\" else bytes([int(match[1], 16)]), text
    )
