"""Functions: their headers, and their bodies block by block.

``define internal double @f(ptr noalias %x) #0 { ... }``
--> ``func.func @f(%x: !llvm.ptr {llvm.noalias}) -> f64 attributes {llvm.linkage = "internal", ...} { ... }``

Blocks are read in reverse post-order, in which definitions come before their uses except in phis. Blocks that are
never reached are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    StringAttr,
    SymbolRefAttr,
    UnitAttr,
)
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, Block, Operation, Region

from xdsl_enzyme.analyses.types.hints import DEBUG_TYPE, HINT
from xdsl_enzyme.dialects.llvm_extra import LANDING_PAD
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.attributes import (
    PARAMETER_ATTRIBUTES,
    Attributes,
    prefixed,
    read_function_attributes,
    read_parameter_attributes,
)
from xdsl_enzyme.frontends.llvm_ir.calling_conventions import (
    CALLING_CONVENTION,
    convention_of_function,
    read_calling_convention,
)
from xdsl_enzyme.frontends.llvm_ir.constants import read_constant
from xdsl_enzyme.frontends.llvm_ir.control_flow import read_phi
from xdsl_enzyme.frontends.llvm_ir.debug_records import RECORD_PREFIX, attach_debug_types
from xdsl_enzyme.frontends.llvm_ir.exceptions import read_landing_pad
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState, set_name_hint
from xdsl_enzyme.frontends.llvm_ir.instructions import HANDLERS, REASONS
from xdsl_enzyme.frontends.llvm_ir.module_state import ModuleState, Signature
from xdsl_enzyme.frontends.llvm_ir.tokens import (
    BLOCK_HEADER,
    END,
    FUNCTION_NAME,
    LABEL,
    MALFORMED,
    Cursor,
    detach_metadata,
    tokenize,
    unquote,
)
from xdsl_enzyme.frontends.llvm_ir.type_hints import attach_hints
from xdsl_enzyme.frontends.llvm_ir.types import VOID

LINKAGES = frozenset(
    [
        "private",
        "internal",
        "available_externally",
        "linkonce",
        "weak",
        "common",
        "appending",
        "extern_weak",
        "linkonce_odr",
        "weak_odr",
        "external",
    ]
)
IGNORED_PREFIXES = frozenset(
    ["dso_local", "dso_preemptable", "default", "hidden", "protected", "dllimport", "dllexport"]
)
"""How a symbol is linked dynamically; the lowered module is linked in its own way."""


_POINTER_VECTOR = " x ptr>"
"""They are read as arrays, which are passed in another way."""

VARIADIC = "llvm.variadic"
"""Attribute of functions that take more arguments than they name."""


@dataclass
class Parameter:
    """An argument of a function: its name with sigil, its type and its attributes."""

    name: str
    type: Attribute
    attributes: Attributes


@dataclass
class Header:
    """The first line of a definition, or a declaration."""

    name: str
    linkage: str
    parameters: list[Parameter]
    result_attributes: Attributes
    signature: Signature
    location: str | None
    """The metadata node that says where the function is."""
    convention: str
    """The calling convention if it is not C's."""
    personality: str
    """The function that finds the handlers of exceptions, if there is one."""


def name_of_function(line: str) -> str:
    """The symbol that the header `line` is for."""
    match = FUNCTION_NAME.search(line)
    if match is None:
        raise ReadError("cannot read LLVM IR", where=line, why="this function has no name")
    return unquote(match[1])


def read_header(module: ModuleState, line: str) -> Header:
    """Reads ``define ... {`` or ``declare ...``."""
    tokens = tokenize(line)
    if tokens[-2] == "{":
        del tokens[-2]
    attachments = detach_metadata(tokens)
    cursor = Cursor(tokens, line)
    has_body = cursor.next() == "define"
    while cursor.peek().startswith("!"):  # a declaration's attachments stand in front
        kind = cursor.next()
        attachments[kind] = cursor.next()
    linkage, convention = "external", ""
    result_attributes: Attributes = {}
    while not module.types.starts(token := cursor.peek()):
        if token in LINKAGES:
            linkage = cursor.next()
        elif token in PARAMETER_ATTRIBUTES or token.startswith('"'):
            result_attributes |= read_parameter_attributes(cursor, module.types)
        elif token in IGNORED_PREFIXES:
            cursor.next()
        elif found := read_calling_convention(cursor):
            convention = found
        elif not cursor.accept("ccc"):
            raise cursor.error(f"'{token}' before the result type is not supported")
    result_type = module.types.read_any(cursor)
    name = unquote(cursor.next())
    parameters, variadic = _read_parameters(module, cursor)
    attributes, personality = _read_clauses(module, cursor)
    internal = has_body and linkage in ("internal", "private")
    if _POINTER_VECTOR in line and not internal and not name.startswith("llvm."):
        raise cursor.error("vectors of pointers in the signature of a function are not supported")
    signature = Signature(
        inputs=tuple(parameter.type for parameter in parameters),
        outputs=() if result_type is VOID else (result_type,),
        variadic=variadic,
        attributes=attributes,
        has_body=has_body,
    )
    return Header(
        name,
        linkage,
        parameters,
        result_attributes,
        signature,
        attachments.get("!dbg"),
        convention_of_function(convention, internal),
        personality,
    )


def _read_parameters(module: ModuleState, cursor: Cursor) -> tuple[list[Parameter], bool]:
    cursor.expect("(")
    parameters: list[Parameter] = []
    unnamed = 0
    while not cursor.accept(")"):
        if parameters:
            cursor.expect(",")
        if cursor.accept("..."):
            cursor.expect(")")
            return parameters, True
        type = module.types.read_any(cursor)
        attributes = read_parameter_attributes(cursor, module.types)
        if cursor.peek().startswith("%"):
            name = cursor.next()
        else:
            name, unnamed = f"%{unnamed}", unnamed + 1
        parameters.append(Parameter(name, type, attributes))
    return parameters, False


def _read_clauses(module: ModuleState, cursor: Cursor) -> tuple[Attributes, str]:
    """What stands behind the arguments: attributes, clauses that concern the object file, and the personality."""
    attributes: Attributes = {}
    personality = ""
    while True:
        attributes |= read_function_attributes(cursor, module.attribute_groups)
        match cursor.peek():
            case "unnamed_addr" | "local_unnamed_addr":
                cursor.next()
            case "section" | "partition" | "align" | "gc":
                cursor.next()
                cursor.next()
            case "comdat":
                cursor.next()
                if cursor.peek() == "(":
                    cursor.parenthesised_text()
            case "personality":
                cursor.next()
                module.types.read(cursor)
                if (token := cursor.next())[:1] != "@":
                    raise cursor.error(f"'{token}' as a personality is not supported")
                personality = module.resolve_alias(unquote(token))
            case token if token is END:
                return attributes, personality
            case token:
                raise cursor.error(f"'{token}' behind the arguments is not supported")


def declare(header: Header) -> FuncOp:
    """A function without a body."""
    return _build_function(header, Region(), visibility="private")


def read_function(module: ModuleState, header: Header, lines: list[str]) -> FuncOp:
    """Reads the body of a definition; `lines` are those between the braces."""
    state = FunctionState(module, read_constant)
    state.function = header.name
    state.no_builtins = "no-builtins" in header.signature.attributes
    bodies = _split_blocks(header, lines)
    order = _reverse_post_order(bodies)
    phis = {name: _make_block(state, name, bodies[name]) for name in order}
    entry = state.blocks[order[0]] = Block(arg_types=header.signature.inputs)
    for parameter, argument in zip(header.parameters, entry.args, strict=True):
        state.values[parameter.name] = argument
        set_name_hint(parameter.name, argument)
    bodies_ops: dict[str, list[Operation]] = {}
    for name in order:
        state.block_name, state.ops, state.stack_is_saved = name, [], False
        for line in bodies[name][phis[name] :]:
            _read_instruction(state, line)
        bodies_ops[name] = state.ops
    entry.add_ops(op for op in state.constant_ops if not _erase_unused(op))
    for name in order:
        state.blocks[name].add_ops(bodies_ops[name])
    blocks = [state.blocks[name] for name in bodies if name in bodies_ops]
    if state.has_unreached_blocks:
        blocks = _reached(blocks)
    for index, hint in attach_hints(state, entry).items():
        header.parameters[index].attributes[HINT] = hint
    records = [line for line in lines if line.lstrip().startswith(RECORD_PREFIX)]
    # Where a result is passed as an argument, arguments need not be the parameters of the source.
    is_plain = all("sret" not in parameter.attributes for parameter in header.parameters)
    subprogram = header.location if is_plain else None
    for index, tree in attach_debug_types(state, entry, records, subprogram).items():
        header.parameters[index].attributes[DEBUG_TYPE] = tree
    function = _build_function(header, Region(blocks))
    if header.personality and state.landing_pads:
        module.referenced.add(header.personality)
        function.attributes["llvm.personality"] = SymbolRefAttr(header.personality)
    if header.location and (location := module.metadata.location(header.location)):
        function.location = location
    return function


def _reached(blocks: list[Block]) -> list[Block]:
    """The blocks that are reached from the first; the others are erased."""
    reached = {blocks[0]}
    pending = [blocks[0]]
    while pending:
        terminator = pending.pop().last_op
        for successor in terminator.successors if terminator is not None else ():
            if successor not in reached:
                reached.add(successor)
                pending.append(successor)
    unreached = [block for block in blocks if block not in reached]
    for block in unreached:
        block.drop_all_references()
    for block in unreached:
        block.erase(safe_erase=False)
    return [block for block in blocks if block in reached]


_CONTINUATION = " " * 10
"""What the second line of an instruction starts with; those of a `switch` look different."""


def _split_blocks(header: Header, lines: list[str]) -> dict[str, list[str]]:
    """The instructions of each block, by its name with sigil."""
    unnamed = sum(parameter.name[1:].isdecimal() for parameter in header.parameters)
    current: list[str] = []
    blocks: dict[str, list[str]] = {}
    name = f"%{unnamed}"  # the number that the first block has if it has no name
    in_switch = False
    for line in lines:
        if in_switch:
            current[-1] += " " + line
            in_switch = not line.lstrip().startswith("]")
        elif not line or line.isspace() or line.lstrip().startswith((";", RECORD_PREFIX)):
            continue
        elif line.startswith(_CONTINUATION):
            current[-1] += " " + line.lstrip()
        elif (match := BLOCK_HEADER.match(line)) is not None:
            name = f"%{match[1]}"
            current = blocks[name] = []
        else:
            if not blocks:
                blocks[name] = current
            current.append(line)
            in_switch = line.endswith("[") and line.lstrip().startswith("switch ")
    return blocks


def _reverse_post_order(blocks: dict[str, list[str]]) -> list[str]:
    """The blocks that are reached, each before those that it dominates."""
    if not blocks:
        raise ReadError("cannot read LLVM IR", why="a function has a body without instructions")
    entry = next(iter(blocks))
    post_order: list[str] = []
    seen = {entry}
    stack = [(entry, iter(_successors(blocks[entry])))]
    while stack:
        name, successors = stack[-1]
        for successor in successors:
            if successor not in blocks:
                raise ReadError(f"there is no block '{successor}'", where=blocks[name][-1].strip())
            if successor not in seen:
                seen.add(successor)
                stack.append((successor, iter(_successors(blocks[successor]))))
                break
        else:
            post_order.append(name)
            stack.pop()
    return post_order[::-1]


def _successors(lines: list[str]) -> list[str]:
    return LABEL.findall(lines[-1])


def _make_block(state: FunctionState, name: str, lines: list[str]) -> int:
    """Makes the block with an argument per phi, and one for its landing pad; returns how many there are."""
    inputs = state.incoming[name] = []
    names: list[str] = []
    types: list[Attribute] = []
    for line in lines:
        is_phi = " = phi " in line
        if not is_phi and " = landingpad " not in line:
            break
        cursor = _start_instruction(state, line)
        tokens = cursor.tokens
        cursor.position = 3
        names.append(tokens[0])
        if is_phi:
            inputs.append(read_phi(state, cursor))
            types.append(inputs[-1].type)
        else:
            state.landing_pads[name] = read_landing_pad(state, cursor)
            types.append(LANDING_PAD)
            break
    block = state.blocks[name] = Block(arg_types=types)
    for argument_name, argument in zip(names, block.args, strict=True):
        state.values[argument_name] = argument
        set_name_hint(argument_name, argument)
    return len(names)


def _start_instruction(state: FunctionState, line: str) -> Cursor:
    """The tokens of an instruction, whose metadata becomes that of the state."""
    tokens = tokenize(line)
    attachments = state.attachments = detach_metadata(tokens)
    location = attachments.get("!dbg")
    state.location = state.module.metadata.location(location) if location else None
    return Cursor(tokens, line)


def _read_instruction(state: FunctionState, line: str) -> None:
    cursor = _start_instruction(state, line)
    tokens = cursor.tokens
    result = ""
    if tokens[1] == "=":
        result = tokens[0]
        cursor.position = 2
    opcode = cursor.next()
    handler = HANDLERS.get(opcode)
    if handler is None:
        why, hint = REASONS.get(opcode, (f"the instruction '{opcode}' is not supported", None))
        raise state.error(cursor, why, hint)
    try:
        value = handler(state, cursor)
    except MALFORMED as error:
        raise state.error(cursor, f"this is not as LLVM prints it ({error})") from error
    if result and value is not None:
        state.values[result] = value
        # A value that was there before, such as a shared constant, keeps its name.
        if state.ops and value.owner is state.ops[-1]:
            set_name_hint(result, value)


def _erase_unused(op: Operation) -> bool:
    """Erases a constant that turned out to be read for nothing, such as a flag of an intrinsic."""
    if op.results[0].first_use is not None:
        return False
    op.erase()
    return True


def _build_function(header: Header, body: Region, visibility: str | None = None) -> FuncOp:
    signature = header.signature
    properties: dict[str, Attribute] = {
        "sym_name": StringAttr(header.name),
        "function_type": FunctionType.from_lists(signature.inputs, signature.outputs),
    }
    if visibility is not None:
        properties["sym_visibility"] = StringAttr(visibility)
    if any(parameter.attributes for parameter in header.parameters):
        properties["arg_attrs"] = ArrayAttr(
            [prefixed(parameter.attributes) for parameter in header.parameters]
        )
    if header.result_attributes and signature.outputs:
        properties["res_attrs"] = ArrayAttr([prefixed(header.result_attributes)])
    attributes: dict[str, Attribute] = {}
    if header.linkage != "external":
        attributes["llvm.linkage"] = StringAttr(header.linkage)
    if header.convention:
        attributes[CALLING_CONVENTION] = StringAttr(header.convention)
    if signature.variadic:
        attributes[VARIADIC] = UnitAttr()
    if signature.attributes:
        attributes["llvm.attributes"] = DictionaryAttr(signature.attributes)
    return FuncOp.create(regions=[body], properties=properties, attributes=attributes)
