"""A fault of the machine must not end the interpreter: LLVM IR text -> LLVM IR text.

A null pointer that is followed, an integer division by zero, a recursion that needs more stack than there is::

    define void @f_reverse(ptr %x)
    -->
    define i32 @f_reverse.watched(ptr %x, ptr %message)         0, or one of `FAULTS` if the machine could not go on

The way out is the one of POSIX: a handler of signals, which leaves for the guard that is active in the thread that has the signal
(`siglongjmp(3)`; Stevens and Rago, Advanced Programming in the UNIX Environment, section 10.15). There is one handler for the process, on a stack of its own. It
takes only faults after which one can go on: they happen in compiled code itself, not in a library, which may hold a lock (the allocator's, say); and
their addresses are below all that is ever mapped, or between the guard's frame and the end of the stack. All others, and faults outside of guards, go to
whoever has handled them before; from then on the signal is theirs.

On Linux on x86-64; elsewhere a fault ends the process as ever.
"""

from __future__ import annotations

import ctypes
import platform
import signal
import sys
from functools import cache

from llvmlite import binding

from xdsl_enzyme.lowering.guards import guarded, with_declarations
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module
from xdsl_enzyme.lowering.stack_probes import AHEAD, probe_stack

NULL, DIVISION, OVERFLOW = 5, 6, 7
FAULTS = {
    NULL: (
        "it followed a null pointer",
        "call the function itself with these arguments; if it returns, its derivative lacks a shadow, which is our mistake: please report it",
    ),
    DIVISION: ("it divided an integer by zero, or the least one by -1", None),
    OVERFLOW: (
        "it needed more stack than there is",
        "derivatives need more than the function: raise the limit ('ulimit -s'), or write the recursion as a loop",
    ),
}
"""What the guard returns, what it means, and what to do about it."""


def guard_faults(llvm_ir: str, name: str, guard: str | None) -> tuple[str, str | None]:
    """
    The module with a guard for the function `name`, and the name of that; as it was where faults can't be caught. `guard` is one that it has
    already, which takes a place for a message, too.
    """
    inner = guarded(llvm_ir, name, guard)
    if inner is None or not can_catch_faults():
        return llvm_ir, guard
    watched = f"{name}.watched"
    text = _GUARD.format(watched=watched, takes=inner.takes, run=inner.call, outcome=inner.outcome)
    return with_declarations(probe_stack(llvm_ir), *_DECLARATIONS) + text, watched


@cache
def can_catch_faults() -> bool:
    """Whether this is a system whose signals we know, with a glibc that tells from within a handler whose code it is (2.35)."""
    return (
        sys.platform == "linux"
        and platform.machine() == "x86_64"
        and hasattr(ctypes.CDLL(None), "_dl_find_object")
    )


@cache
def catch_faults() -> None:
    """Set up what guards need, once for the process: before code with guards is loaded."""
    if can_catch_faults():
        _handler()


class _Action(ctypes.Structure):
    """`struct sigaction` of glibc."""

    _fields_ = (
        ("handler", ctypes.c_void_p),
        ("mask", ctypes.c_ulong * 16),
        ("flags", ctypes.c_int),
        ("restorer", ctypes.c_void_p),
    )


_ON_OWN_STACK, _WITH_INFO, _NOT_DEFERRED = 0x08000000, 0x4, 0x40000000
_SIGNALS = (signal.SIGSEGV, signal.SIGFPE)
"""In the order of the table that the handler has of the actions before it."""


@cache
def _handler() -> tuple[CompiledModule, ctypes.Array[_Action]]:
    """The code of the handler and the actions that it passes on to: both have to stay."""
    code = compile_module(_HANDLER, level=0)
    for name in ("enzyme.watch", "enzyme.unwatch"):
        binding.add_symbol(name, code.address(name))
    earlier = (_Action * len(_SIGNALS))()
    begin = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(code.address("enzyme.begin_watching"))
    begin(ctypes.addressof(earlier))
    process = ctypes.CDLL(None)
    for number, before in zip(_SIGNALS, earlier, strict=True):
        ours = _Action(
            handler=code.address("enzyme.on_fault"),
            flags=_ON_OWN_STACK | _WITH_INFO | _NOT_DEFERRED,
        )
        process.sigaction(number, ctypes.byref(ours), ctypes.byref(before))
    return code, earlier


_DECLARATIONS = (
    "declare i32 @_setjmp(ptr) returns_twice",
    "declare ptr @enzyme.watch(ptr)",
    "declare void @enzyme.unwatch(ptr)",
)

_GUARD = """
define i32 @"{watched}"({takes}) noinline {{
  %buffer = alloca [512 x i8], align 16
  %outer = call ptr @enzyme.watch(ptr %buffer)
  %fault = call i32 @_setjmp(ptr %buffer) returns_twice
  %is.first = icmp eq i32 %fault, 0
  br i1 %is.first, label %run, label %left
run:
{run}
  call void @enzyme.unwatch(ptr %outer)
  ret i32 {outcome}
left:
  call void @enzyme.unwatch(ptr %outer)
  ret i32 %fault
}}
"""

# By thread: where to leave for, whether it has our stack for signals, and that stack. `stack_t` is a pointer, flags and a size; of
# `siginfo_t`, the cause is at byte 8 and the address at byte 16; of `ucontext_t`, the stack pointer is at byte 160, the address of the instruction at 168.
_STACK_SIZE = 1 << 16
_NEVER_MAPPED = 1 << 22
"""Programs begin at this address at the lowest."""
_BELOW = AHEAD + (1 << 16)
"""How far below the stack pointer code may look for its next frame."""
_HANDLER = f"""
declare i32 @pthread_key_create(ptr, ptr)
declare ptr @pthread_getspecific(i32)
declare i32 @pthread_setspecific(i32, ptr)
declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare void @abort()
declare i32 @sigaltstack(ptr, ptr)
declare i32 @sigaction(i32, ptr, ptr)
declare i32 @raise(i32)
declare i32 @_dl_find_object(ptr, ptr)
declare void @longjmp(ptr, i32) noreturn

%thread = type {{ ptr, i64, [{_STACK_SIZE} x i8] }}
%stack = type {{ ptr, i32, i64 }}

@key = internal global i32 0
@earlier = internal global ptr null

define i32 @enzyme.begin_watching(ptr %actions) {{
  store ptr %actions, ptr @earlier
  %failed = call i32 @pthread_key_create(ptr @key, ptr @end_of_thread)
  ret i32 %failed
}}

define ptr @enzyme.watch(ptr %buffer) {{
  %key = load i32, ptr @key
  %known = call ptr @pthread_getspecific(i32 %key)
  %is.known = icmp ne ptr %known, null
  br i1 %is.known, label %enter, label %new
new:
  %size = ptrtoint ptr getelementptr (%thread, ptr null, i64 1) to i64
  %made = call ptr @calloc(i64 1, i64 %size)
  %none = icmp eq ptr %made, null
  br i1 %none, label %no.memory, label %keep
no.memory:
  call void @abort()
  unreachable
keep:
  %kept = call i32 @pthread_setspecific(i32 %key, ptr %made)
  %current = alloca %stack
  %asked = call i32 @sigaltstack(ptr null, ptr %current)
  %flags.place = getelementptr %stack, ptr %current, i64 0, i32 1
  %flags = load i32, ptr %flags.place
  %disabled = and i32 %flags, 2
  %has.one = icmp eq i32 %disabled, 0
  br i1 %has.one, label %enter, label %give
give:
  %bytes = getelementptr %thread, ptr %made, i64 0, i32 2
  store ptr %bytes, ptr %current
  store i32 0, ptr %flags.place
  %size.place = getelementptr %stack, ptr %current, i64 0, i32 2
  store i64 {_STACK_SIZE}, ptr %size.place
  %given = call i32 @sigaltstack(ptr %current, ptr null)
  %ours = getelementptr %thread, ptr %made, i64 0, i32 1
  store i64 1, ptr %ours
  br label %enter
enter:
  %thread = phi ptr [ %known, %0 ], [ %made, %keep ], [ %made, %give ]
  %outer = load ptr, ptr %thread
  store ptr %buffer, ptr %thread
  ret ptr %outer
}}

define void @enzyme.unwatch(ptr %outer) {{
  %key = load i32, ptr @key
  %thread = call ptr @pthread_getspecific(i32 %key)
  store ptr %outer, ptr %thread
  ret void
}}

define internal void @end_of_thread(ptr %thread) {{
  %place = getelementptr %thread, ptr %thread, i64 0, i32 1
  %ours = load i64, ptr %place
  %is.ours = icmp ne i64 %ours, 0
  br i1 %is.ours, label %take, label %done
take:
  %none = alloca %stack
  store %stack {{ ptr null, i32 2, i64 0 }}, ptr %none
  %taken = call i32 @sigaltstack(ptr %none, ptr null)
  br label %done
done:
  call void @free(ptr %thread)
  ret void
}}

define void @enzyme.on_fault(i32 %signal, ptr %info, ptr %context) {{
  %cause.place = getelementptr i8, ptr %info, i64 8
  %cause = load i32, ptr %cause.place
  %address.place = getelementptr i8, ptr %info, i64 16
  %address = load i64, ptr %address.place
  %key = load i32, ptr @key
  %thread = call ptr @pthread_getspecific(i32 %key)
  %unknown = icmp eq ptr %thread, null
  br i1 %unknown, label %pass.on, label %look
look:
  %out = load ptr, ptr %thread
  %unwatched = icmp eq ptr %out, null
  br i1 %unwatched, label %pass.on, label %where
where:
  %instruction.place = getelementptr i8, ptr %context, i64 168
  %instruction = load ptr, ptr %instruction.place
  %object = alloca [128 x i8], align 16
  %not.found = call i32 @_dl_find_object(ptr %instruction, ptr %object)
  %in.library = icmp eq i32 %not.found, 0
  br i1 %in.library, label %pass.on, label %watched
watched:
  %is.division = icmp eq i32 %signal, {signal.SIGFPE:d}
  br i1 %is.division, label %division, label %access
division:
  %by.integer = icmp eq i32 %cause, 1
  br i1 %by.integer, label %leave, label %pass.on
access:
  %is.unmapped = icmp eq i32 %cause, 1
  %is.low = icmp ult i64 %address, {_NEVER_MAPPED}
  %is.null = and i1 %is.unmapped, %is.low
  br i1 %is.null, label %leave, label %stack
stack:
  %is.forbidden = icmp eq i32 %cause, 2
  %is.access = or i1 %is.unmapped, %is.forbidden
  %stack.pointer.place = getelementptr i8, ptr %context, i64 160
  %stack.pointer = load i64, ptr %stack.pointer.place
  %lowest = sub i64 %stack.pointer, {_BELOW}
  %frame = ptrtoint ptr %out to i64
  %above = icmp uge i64 %address, %lowest
  %below = icmp ult i64 %address, %frame
  %within = and i1 %above, %below
  %is.overflow = and i1 %within, %is.access
  br i1 %is.overflow, label %leave, label %pass.on
leave:
  %fault = phi i32 [ {DIVISION}, %division ], [ {NULL}, %access ], [ {OVERFLOW}, %stack ]
  call void @longjmp(ptr %out, i32 %fault)
  unreachable
pass.on:
  %table = load ptr, ptr @earlier
  %is.first = icmp eq i32 %signal, {signal.SIGSEGV:d}
  %index = select i1 %is.first, i64 0, i64 1
  %action = getelementptr {{ ptr, [16 x i64], i32, ptr }}, ptr %table, i64 %index
  %restored = call i32 @sigaction(i32 %signal, ptr %action, ptr null)
  %by.kernel = icmp sgt i32 %cause, 0
  br i1 %by.kernel, label %again, label %sent
sent:
  %raised = call i32 @raise(i32 %signal)
  br label %again
again:
  ret void
}}
"""
