"""A C++ exception must not leave compiled code for the interpreter, which would end: LLVM IR text -> LLVM IR text.

::

    define void @f_reverse(ptr %x)
    -->
    define i32 @f_reverse.guarded(ptr %x, ptr %message)         0, or 1 if an exception was thrown; what it says is at %message then

Only for modules that may throw, in a process that has the C++ library.
"""

from __future__ import annotations

import re

from llvmlite import binding

from xdsl_enzyme.lowering.guards import MESSAGE_SIZE, guarded, with_declarations

_MAY_THROW = re.compile(r"@(?:__cxa_throw|__gxx_personality_v0|_Z)")
_PERSONALITY, _EXCEPTION = "__gxx_personality_v0", "_ZTISt9exception"


def guard_exceptions(llvm_ir: str, name: str) -> tuple[str, str | None]:
    """The module with a guard for the function `name`, and the name of the guard; None if it needs none."""
    inner = guarded(llvm_ir, name, None)
    if inner is None or not _MAY_THROW.search(llvm_ir):
        return llvm_ir, None
    if any(binding.address_of_symbol(one) is None for one in (_PERSONALITY, _EXCEPTION)):
        return llvm_ir, None
    guard = f"{name}.guarded"
    text = _GUARD.format(
        guard=guard, name=name, parameters=inner.parameters, takes=inner.takes, size=MESSAGE_SIZE
    )
    return with_declarations(llvm_ir, *_DECLARATIONS) + "\n" + text, guard


_DECLARATIONS = (
    "@_ZTISt9exception = external constant ptr",
    "declare i32 @__gxx_personality_v0(...)",
    "declare ptr @__cxa_begin_catch(ptr)",
    "declare void @__cxa_end_catch()",
    "declare ptr @strncpy(ptr, ptr, i64)",
    "declare i32 @llvm.eh.typeid.for.p0(ptr)",
)

_GUARD = """\
define i32 @"{guard}"({takes}) personality ptr @__gxx_personality_v0 {{
  invoke void @"{name}"({parameters}) to label %returned unwind label %thrown
returned:
  ret i32 0
thrown:
  %pad = landingpad {{ ptr, i32 }} catch ptr @_ZTISt9exception catch ptr null
  %exception = extractvalue {{ ptr, i32 }} %pad, 0
  %number = extractvalue {{ ptr, i32 }} %pad, 1
  %expected = call i32 @llvm.eh.typeid.for.p0(ptr @_ZTISt9exception)
  %object = call ptr @__cxa_begin_catch(ptr %exception)
  %is.standard = icmp eq i32 %number, %expected
  br i1 %is.standard, label %standard, label %caught
standard:
  %table = load ptr, ptr %object
  %slot = getelementptr i8, ptr %table, i64 16
  %what = load ptr, ptr %slot
  %text = call ptr %what(ptr %object)
  %copied = call ptr @strncpy(ptr %xdsl_enzyme.message, ptr %text, i64 {size})
  br label %caught
caught:
  call void @__cxa_end_catch()
  ret i32 1
}}
"""
