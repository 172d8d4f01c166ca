"""Pointers to internal procedures: LLVM IR of flang -> LLVM IR.

A procedure that sees the variables of its host is handed on as a trampoline, a piece of code that is written when the program runs and knows
where these variables are. Derivatives can't see through it. So what it is handed to is inlined, after which LLVM calls the procedure itself::

    call void @llvm.init.trampoline(ptr %t, ptr @wave, ptr %host)
    %f = call ptr @llvm.adjust.trampoline(ptr %t)
    call double @integrate(ptr %f, …)                                -->     … call double @wave(ptr nest %host, ptr %x) …

Programs without trampolines stay as they are. What is recursive is not inlined: it is refused later, where it is differentiated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llvmlite import binding

from xdsl_enzyme.frontends.fortran_runtime import simplify_functions
from xdsl_enzyme.frontends.optimise import parse, target_machine

DEEPEST = 4
"""Functions that hand a procedure on to the next one."""

_FUNCTION = re.compile(
    r'^define [^@\n]*@(?P<name>"[^"]*"|[-\w$.]+)\(.*?^\}$', re.MULTILINE | re.DOTALL
)
_ADJUSTED = re.compile(r"^  (%\S+) = (?:tail )?call ptr @llvm\.adjust\.trampoline", re.MULTILINE)
_CALL = re.compile(r'call [^@\n]*@(?P<callee>"[^"]*"|[-\w$.]+)\((?P<arguments>.*)$', re.MULTILINE)
_POINTER = re.compile(r"(%[^ ,)]+)(?=[,)])")


def without_trampolines(llvm_ir: str) -> str:
    """The program with functions inlined that are given trampolines; the same text if there are none."""
    for _ in range(DEEPEST):
        handed = list(_handed_on(llvm_ir)) if "@llvm.adjust.trampoline" in llvm_ir else []
        if not handed:
            break
        module = parse(llvm_ir)
        defined = {one.name: one for one in module.functions if not one.is_declaration}
        for _, callee in handed:
            if callee in defined:
                defined[callee].add_function_attribute("alwaysinline")
        builder = binding.create_pass_builder(
            target_machine(module, 0), binding.create_pipeline_tuning_options(speed_level=0)
        )
        with binding.create_new_module_pass_manager() as inliner:
            inliner.add_always_inliner_pass()
            inliner.run(module, builder)
        simplify_functions(module, frozenset(caller for caller, _ in handed))
        llvm_ir = str(module)
    return llvm_ir


def _handed_on(llvm_ir: str) -> Iterator[tuple[str, str]]:
    """Pairs of a function that has a trampoline, and one that it gives it to."""
    for function in _FUNCTION.finditer(llvm_ir):
        trampolines = set(_ADJUSTED.findall(function[0]))
        if not trampolines:
            continue
        for call in _CALL.finditer(function[0]):
            if not trampolines.isdisjoint(_POINTER.findall(call["arguments"])):
                yield function["name"].strip('"'), call["callee"].strip('"')
