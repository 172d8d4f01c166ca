"""A limit for what a derivative keeps, as long as one call of it runs: LLVM IR text -> LLVM IR text.

Derivatives with a limit allocate by `enzyme.limited_malloc` and its kin, which are defined here. They keep a list of what they have
given out, and do not return if it would become too much::

    define void @f_reverse(ptr %x)
    -->
    define i32 @f_reverse.limited(ptr %x, ptr %message)         0, or 2 if the limit was exceeded; %message says by what then

All that was given out is freed in that case. What the program itself has allocated is not.
"""

from __future__ import annotations

import re

from xdsl_enzyme.lowering.guards import MESSAGE_SIZE, guarded, with_declarations

EXCEEDED = 2
"""What the guard returns if the limit was exceeded."""


def guard_memory(llvm_ir: str, name: str, limit: int, guard: str | None) -> tuple[str, str]:
    """
    The module with a guard for the function `name`, and the name of that. `guard` is one that it has already, which takes a
    place for a message, too.
    """
    inner = guarded(llvm_ir, name, guard)
    assert inner is not None
    limited = f"{name}.limited"
    text = _GUARD.format(
        limited=limited,
        takes=inner.takes,
        run=inner.call,
        outcome=inner.outcome,
        size=MESSAGE_SIZE,
        exceeded=EXCEEDED,
        limit=limit,
    )
    return with_limited_allocator(llvm_ir, limit) + text, limited


def with_limited_allocator(llvm_ir: str, limit: int) -> str:
    """The module with the functions that allocate up to a limit, which end the program beyond it where there is no guard."""
    kept = re.sub(r'^declare [^\n]*@"?enzyme\.limited_\w+"?\([^\n]*\n', "", llvm_ir, flags=re.M)
    return with_declarations(kept, *_DECLARATIONS) + "\n" + _ALLOCATOR.format(limit=limit)


_DECLARATIONS = (
    "declare ptr @malloc(i64)",
    "declare void @free(ptr)",
    "declare void @abort()",
    "declare i32 @_setjmp(ptr) returns_twice",
    "declare void @longjmp(ptr, i32) noreturn",
    "declare i32 @snprintf(ptr, i64, ptr, ...)",
    "declare ptr @llvm.threadlocal.address.p0(ptr)",
    "declare ptr @memset(ptr, i32, i64)",
    "declare ptr @memcpy(ptr, ptr, i64)",
)

# By thread: the bytes that are given out, the list of blocks, what did not fit, where to go then. Before each block: the next one and the previous one on the list, and how many bytes it has.
_ALLOCATOR = """
@enzyme.kept = internal thread_local global {{ i64, ptr, i64, ptr }} zeroinitializer

define internal noalias ptr @"enzyme.limited_malloc"(i64 %size) noinline {{
  %live = call ptr @llvm.threadlocal.address.p0(ptr @enzyme.kept)
  %blocks = getelementptr i8, ptr %live, i64 8
  %wanted = getelementptr i8, ptr %live, i64 16
  %way.out = getelementptr i8, ptr %live, i64 24
  %before = load i64, ptr %live
  %after = add i64 %before, %size
  %fits = icmp ule i64 %after, {limit}
  br i1 %fits, label %allocate, label %exceeded
exceeded:
  store i64 %size, ptr %wanted
  %out = load ptr, ptr %way.out
  %none = icmp eq ptr %out, null
  br i1 %none, label %end, label %leave
leave:
  call void @longjmp(ptr %out, i32 1)
  unreachable
allocate:
  %more = add i64 %size, 32
  %block = call ptr @malloc(i64 %more)
  %failed = icmp eq ptr %block, null
  br i1 %failed, label %end, label %enter
end:
  call void @abort()
  unreachable
enter:
  store i64 %after, ptr %live
  %first = load ptr, ptr %blocks
  store ptr %first, ptr %block
  %previous = getelementptr i8, ptr %block, i64 8
  store ptr null, ptr %previous
  %bytes = getelementptr i8, ptr %block, i64 16
  store i64 %size, ptr %bytes
  store ptr %block, ptr %blocks
  %alone = icmp eq ptr %first, null
  br i1 %alone, label %done, label %link
link:
  %back = getelementptr i8, ptr %first, i64 8
  store ptr %block, ptr %back
  br label %done
done:
  %data = getelementptr i8, ptr %block, i64 32
  ret ptr %data
}}

define internal void @"enzyme.limited_free"(ptr %data) noinline {{
  %live = call ptr @llvm.threadlocal.address.p0(ptr @enzyme.kept)
  %blocks = getelementptr i8, ptr %live, i64 8
  %wanted = getelementptr i8, ptr %live, i64 16
  %way.out = getelementptr i8, ptr %live, i64 24
  %none = icmp eq ptr %data, null
  br i1 %none, label %done, label %unlink
unlink:
  %block = getelementptr i8, ptr %data, i64 -32
  %next = load ptr, ptr %block
  %back = getelementptr i8, ptr %block, i64 8
  %previous = load ptr, ptr %back
  %is.first = icmp eq ptr %previous, null
  %place = select i1 %is.first, ptr %blocks, ptr %previous
  store ptr %next, ptr %place
  %is.last = icmp eq ptr %next, null
  br i1 %is.last, label %release, label %link
link:
  %its.back = getelementptr i8, ptr %next, i64 8
  store ptr %previous, ptr %its.back
  br label %release
release:
  %bytes = getelementptr i8, ptr %block, i64 16
  %size = load i64, ptr %bytes
  %before = load i64, ptr %live
  %after = sub i64 %before, %size
  store i64 %after, ptr %live
  call void @free(ptr %block)
  br label %done
done:
  ret void
}}

define internal noalias ptr @"enzyme.limited_calloc"(i64 %count, i64 %each) noinline {{
  %size = mul i64 %count, %each
  %data = call ptr @"enzyme.limited_malloc"(i64 %size)
  %same = call ptr @memset(ptr %data, i32 0, i64 %size)
  ret ptr %data
}}

define internal ptr @"enzyme.limited_realloc"(ptr %known, i64 %size) noinline {{
  %data = call ptr @"enzyme.limited_malloc"(i64 %size)
  %none = icmp eq ptr %known, null
  br i1 %none, label %done, label %copy
copy:
  %bytes = getelementptr i8, ptr %known, i64 -16
  %old = load i64, ptr %bytes
  %shorter = icmp ult i64 %old, %size
  %length = select i1 %shorter, i64 %old, i64 %size
  %same = call ptr @memcpy(ptr %data, ptr %known, i64 %length)
  call void @"enzyme.limited_free"(ptr %known)
  br label %done
done:
  ret ptr %data
}}
"""

_GUARD = """
@"enzyme.exceeded" = internal constant [64 x i8] c"%lld bytes are kept already, and %lld more do not fit into %lld\\00"

define i32 @"{limited}"({takes}) noinline {{
  %live = call ptr @llvm.threadlocal.address.p0(ptr @enzyme.kept)
  %blocks = getelementptr i8, ptr %live, i64 8
  %wanted = getelementptr i8, ptr %live, i64 16
  %way.out = getelementptr i8, ptr %live, i64 24
  %buffer = alloca [512 x i8], align 16
  %outer = load ptr, ptr %way.out
  store ptr %buffer, ptr %way.out
  store i64 0, ptr %live
  store ptr null, ptr %blocks
  %again = call i32 @_setjmp(ptr %buffer) returns_twice
  %is.first = icmp eq i32 %again, 0
  br i1 %is.first, label %run, label %exceeded
run:
{run}
  ret i32 {outcome}
exceeded:
  store ptr null, ptr %way.out
  %bytes = load i64, ptr %live
  %more = load i64, ptr %wanted
  %written = call i32 (ptr, i64, ptr, ...) @snprintf(ptr %xdsl_enzyme.message, i64 {size}, ptr @"enzyme.exceeded", i64 %bytes, i64 %more, i64 {limit})
  br label %release
release:
  %block = load ptr, ptr %blocks
  %none = icmp eq ptr %block, null
  br i1 %none, label %done, label %one
one:
  %data = getelementptr i8, ptr %block, i64 32
  call void @"enzyme.limited_free"(ptr %data)
  br label %release
done:
  ret i32 {exceeded}
}}
"""
