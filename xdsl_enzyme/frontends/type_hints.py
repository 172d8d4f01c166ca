"""Hints of a program about what memory holds: from where they are written to the values that they are about, LLVM IR -> LLVM IR.

::

    define double @f(ptr "enzyme_type"="{[-1]:Pointer, [-1,-1]:Float@double}" %p) {
    -->
    define double @f(ptr %p) {
      call void @"enzyme_type {[-1]:Pointer, [-1,-1]:Float@double} at @f #ptr"(ptr %p)

Also of arguments and results of calls, of annotations (`__attribute__((annotate("enzyme_type=…")))`, on arguments, variables and
functions), and of variables `void *__enzyme_type_…[] = {(void *)f, "0:{…}", "return:{…}"}`. A variable that holds a pointer is not
what the hint is about: the pointers stored to it are. The calls come through all optimisation, unlike attributes and annotations, and
are for the reader. What is said of global variables stays as it is, for `enzyme_interface.registrations`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from xdsl_enzyme.analyses.types.type_trees import behind_pointer, parse_type_tree
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.enzyme_interface.names import (
    ANNOTATIONS,
    TYPE_ANNOTATION,
    is_type_registration,
)
from xdsl_enzyme.frontends.llvm_ir.tokens import unquote
from xdsl_enzyme.frontends.llvm_ir.type_hints import PREFIX

RESULT = "return"

_SYMBOL = r'@(?:"[^"]*"|[-\w$.]+)'
_LOCAL = r'%(?:"[^"]*"|[-\w$.]+)'
_TEXT = re.compile(rf'^({_SYMBOL}) = [^\n]* c"([^"]*)\\00"', re.MULTILINE)
_VARIABLE = re.compile(rf"^({_SYMBOL}) = (.*)$", re.MULTILINE)
_ANNOTATION = re.compile(
    rf"\{{ ptr ({_SYMBOL}), ptr ({_SYMBOL}), ptr ({_SYMBOL}), i32 (\d+), ptr [^}}]*\}}"
)
_ADDRESS = re.compile(rf"\bptr ({_SYMBOL})")
_LOCAL_ANNOTATION = re.compile(
    rf"call [^@]*@llvm\.(?P<kind>\w+)\.annotation[\w.]*\(\S+ (?P<value>[^,]+), "
    rf"ptr (?P<text>{_SYMBOL}), ptr (?P<file>{_SYMBOL}), i32 (?P<line>\d+)"
)
_ATTRIBUTE = re.compile(r' ?"enzyme_type"="([^"]*)"')
_POINTER_VARIABLE = re.compile(rf"^ *({_LOCAL}) = alloca ptr\b")
_STORE = re.compile(rf"^ *store (?:volatile )?ptr (?P<value>.+), ptr (?P<to>{_LOCAL})(?:,|$)")
_CALL = re.compile(r"^ *(?P<result>%\S+ = )?(?:\w+ )?(?:call|invoke) ")
_LABEL = re.compile(r'^(?:"[^"]*"|[-\w$.]+):')
_POSITION = re.compile(r"(?:(\d+|return)\s*:\s*)(\{.*\})")


def mentions_type_hints(llvm_ir: str) -> bool:
    """Whether there may be hints in a module."""
    return "enzyme_type" in llvm_ir


def place_type_hints(llvm_ir: str) -> str:
    """The module, as LLVM prints it, with its hints as calls. Raises `ReadError` for one that can't be understood."""
    return _Placer(llvm_ir).placed()


def without_type_hints(llvm_ir: str) -> str:
    """The module without these calls."""
    return _HINT_LINE.sub("", llvm_ir)


_HINT_LINE = re.compile(rf'^(?: *(?:tail )?call void|declare void) @"{PREFIX}.*\n', re.MULTILINE)


@dataclass(frozen=True)
class _Hint:
    tree: str
    where: str


@dataclass
class _Placer:
    llvm_ir: str
    declarations: dict[str, None] = field(default_factory=dict[str, None])

    def __post_init__(self) -> None:
        self.texts = dict(_TEXT.findall(self.llvm_ir))
        self.hints: dict[str, dict[str, list[_Hint]]] = defaultdict(lambda: defaultdict(list))
        """By function, and by the index of the argument or `return`."""
        functions = {match[1] for match in _HEADER.finditer(self.llvm_ir)}
        for variable, value in _VARIABLE.findall(self.llvm_ir):
            name = unquote(variable)
            if name == ANNOTATIONS:
                for symbol, text, file, line in _ANNOTATION.findall(value):
                    said = self.texts.get(text, "")
                    if said.startswith(TYPE_ANNOTATION) and symbol in functions:
                        where = f"{self.texts.get(file, '')}:{line}"
                        self._register(symbol, said.removeprefix(TYPE_ANNOTATION), where)
            elif is_type_registration(name):
                symbol, *said = _ADDRESS.findall(value) or [""]
                if symbol in functions:
                    for text in said:
                        self._register(symbol, self.texts.get(text, ""), f"'{name}'")

    def _register(self, symbol: str, text: str, where: str) -> None:
        match = _POSITION.fullmatch(text.strip())
        if match is None:
            raise ReadError(
                f"the enzyme_type hint '{text}' of '{unquote(symbol)}' can't be understood",
                where=where,
                why="of a function, it has to say what it is about",
                hint="begin it with the index of an argument, as in 0:{[-1]:Pointer, [-1,-1]:Float@double}, or with return:",
            )
        self.hints[symbol][match[1]].append(_Hint(match[2], where))

    def placed(self) -> str:
        lines: list[str] = []
        body: list[str] | None = None
        for line in self.llvm_ir.split("\n"):
            if body is not None:
                body.append(line)
                if line == "}":
                    lines += self._function(body)
                    body = None
            elif line.startswith("define "):
                body = [line]
            elif line.startswith("declare "):
                lines.append(self._declaration(line))
            else:
                lines.append(line)
        return "\n".join([*lines, *self.declarations, ""])

    def _declaration(self, line: str) -> str:
        """Nobody optimises what is not there: attributes of arguments stay."""
        header = _Header(line)
        hints = self.hints.get(header.symbol)
        if not hints:
            return line
        for position, known in hints.items():
            for hint in known:
                parse_type_tree(hint.tree)
                header.add(position, f'"enzyme_type"="{hint.tree} at {hint.where}"', hint)
        return header.text()

    def _function(self, lines: list[str]) -> Iterator[str]:
        header = _Header(lines[0])
        hints = self.hints.get(header.symbol, {})
        results = [*hints.get(RESULT, []), *header.taken_from_result()]
        first: list[str] = []
        for index in range(len(header.parameters)):
            said = [*hints.get(str(index), []), *header.taken(index)]
            words = header.parameters[index].split()
            first += [self._call(one, words[0], words[-1]) for one in said]
        for position, known in hints.items():
            header.check(position, known[0])
        pointers = {match[1] for line in lines if (match := _POINTER_VARIABLE.match(line))}
        variables, rest = self._annotated(lines[1:], pointers)
        yield header.text()
        if rest and _LABEL.match(rest[0]):
            yield rest.pop(0)
        yield from first
        for line in rest:
            if results and (match := re.match(r" *ret (\S+) (.+?)(?:, !dbg .*)?$", line)):
                yield from (self._call(one, match[1], match[2]) for one in results)
            if '"enzyme_type"=' in line and _CALL.match(line):
                yield from self._call_site(line, header.symbol)
            else:
                yield line
            if variables and (match := _STORE.match(line)) and match["to"] in variables:
                for hint in variables[match["to"]]:
                    yield self._call(hint, "ptr", match["value"])

    def _annotated(
        self, lines: list[str], pointers: set[str]
    ) -> tuple[dict[str, list[_Hint]], list[str]]:
        """The hints about variables that hold pointers, and the lines with all other hints about variables placed."""
        found: dict[str, list[_Hint]] = defaultdict(list)
        rest: list[str] = []
        for line in lines:
            match = _LOCAL_ANNOTATION.search(line) if ".annotation" in line else None
            said = self.texts.get(match["text"], "") if match is not None else ""
            if match is None or not said.startswith(TYPE_ANNOTATION):
                rest.append(line)
                continue
            where = f"{self.texts.get(match['file'], '')}:{match['line']}"
            if match["kind"] != "var":
                raise ReadError(
                    "there is an enzyme_type hint on a member of a structure",
                    where=where,
                    why="only variables, arguments and functions can have one",
                    hint="write it on a variable or an argument that holds, or points to, the structure",
                )
            hint = _Hint(said.removeprefix(TYPE_ANNOTATION), where)
            if match["value"] in pointers:
                parse_type_tree(hint.tree)
                found[match["value"]].append(hint)
            else:
                behind = _Hint(behind_pointer(hint.tree), hint.where)
                rest.append(self._call(behind, "ptr", match["value"]))
        return found, rest

    def _call_site(self, line: str, symbol: str) -> Iterator[str]:
        """A call with attributes of its own."""
        after: list[str] = []
        where = f"a call in {symbol}"
        while (match := _ATTRIBUTE.search(line)) is not None:
            call = _CALL.match(line)
            assert call is not None
            line = line[: match.start()] + line[match.end() :]
            hint = _Hint(match[1], where)
            if "(" not in line[call.end() : match.start()]:
                if call["result"] is None or "invoke " in call[0]:
                    raise ReadError(
                        "there is an enzyme_type hint on the result of an invoke or of nothing",
                        where=line.strip(),
                        hint="write it on the function that is called",
                    )
                type = re.search(r"(\S+) [@%]\S*$", line[call.end() :].split("(")[0])
                after.append(
                    self._call(hint, type[1] if type else "ptr", call["result"].removesuffix(" = "))
                )
                continue
            start = max(line.rfind("(", 0, match.start()), line.rfind(", ", 0, match.start()))
            words = _until_end(line[start + 1 :]).split()
            if len(words) > 1 and words[-1][:1] in "%@":
                yield self._call(hint, words[0], words[-1])
        yield line
        yield from after

    def _call(self, hint: _Hint, type: str, value: str) -> str:
        parse_type_tree(hint.tree)
        if type not in ("ptr", "i8", "i16", "i32", "i64", "i128", "half", "float", "double"):
            raise ReadError(
                f"there is an enzyme_type hint on a value of type '{type}'",
                where=hint.where,
                why="only pointers, integers and floats can have one",
            )
        name = f'@"{PREFIX}{hint.tree} at {hint.where} #{type}"'
        self.declarations[
            f"declare void {name}({type}) nounwind willreturn nofree nosync nocallback memory(inaccessiblemem: readwrite)"
        ] = None
        return f"  call void {name}({type} {value})"


_HEADER = re.compile(rf"^(?:define|declare) .*?({_SYMBOL})\(", re.MULTILINE)


class _Header:
    """The first line of a function, in parts."""

    def __init__(self, line: str):
        match = _HEADER.match(line)
        if match is None:
            raise ReadError("cannot read LLVM IR", where=line, why="this function has no name")
        self.symbol = match[1]
        self.before, self.parameters = match[0], list[str]()
        rest = line[match.end() :]
        while True:
            part = _until_end(rest)
            if part.strip():
                self.parameters.append(part.strip())
            rest = rest[len(part) :]
            if not rest.startswith(","):
                break
            rest = rest[1:]
        self.after = rest

    def text(self) -> str:
        return self.before + ", ".join(self.parameters) + self.after

    def taken(self, index: int) -> list[_Hint]:
        """The hints of an argument, which loses them."""
        text = self.parameters[index]
        self.parameters[index] = _ATTRIBUTE.sub("", text)
        return [_Hint(tree, self.symbol) for tree in _ATTRIBUTE.findall(text)]

    def taken_from_result(self) -> list[_Hint]:
        text = self.before
        self.before = _ATTRIBUTE.sub("", text)
        return [_Hint(tree, self.symbol) for tree in _ATTRIBUTE.findall(text)]

    def check(self, position: str, hint: _Hint) -> None:
        if position != RESULT and int(position) >= len(self.parameters):
            raise ReadError(
                f"'{unquote(self.symbol)}' has no argument {position}",
                where=hint.where,
                hint="arguments are counted from 0",
            )

    def add(self, position: str, attribute: str, hint: _Hint) -> None:
        self.check(position, hint)
        if position != RESULT:
            type, *words = self.parameters[int(position)].split(" ")
            self.parameters[int(position)] = " ".join([type, *words, attribute])
            return
        start = self.before.rindex(self.symbol) - 1
        before = self.before[:start]
        type = before.split(" ")[-1]
        self.before = f"{before.removesuffix(type)}{attribute} {type}{self.before[start:]}"


def _until_end(text: str) -> str:
    """Up to the comma or bracket that ends an argument."""
    depth, is_quoted = 0, False
    for position, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif depth == 0 and character in ",)":
            return text[:position]
        depth += (character in "([{<") - (character in ")]}>")
    raise ReadError("cannot read LLVM IR", where=text, why="a parenthesis is not closed")
