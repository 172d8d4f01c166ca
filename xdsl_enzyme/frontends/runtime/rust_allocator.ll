; The functions of Rust's global allocator, as `std::alloc::System` has them: what malloc returns is aligned well enough for nearly all types.

define linkonce_odr ptr @__rust_alloc(i64 %size, i64 %alignment) alwaysinline nounwind {
  %is_usual = icmp ule i64 %alignment, 16
  br i1 %is_usual, label %usual, label %other
usual:
  %allocated = call ptr @malloc(i64 %size)
  ret ptr %allocated
other:
  %aligned = call ptr @aligned_alloc(i64 %alignment, i64 %size)
  ret ptr %aligned
}

define linkonce_odr ptr @__rust_alloc_zeroed(i64 %size, i64 %alignment) alwaysinline nounwind {
  %is_usual = icmp ule i64 %alignment, 16
  br i1 %is_usual, label %usual, label %other
usual:
  %allocated = call ptr @calloc(i64 1, i64 %size)
  ret ptr %allocated
other:
  %aligned = call ptr @aligned_alloc(i64 %alignment, i64 %size)
  call void @llvm.memset.p0.i64(ptr %aligned, i8 0, i64 %size, i1 false)
  ret ptr %aligned
}

define linkonce_odr void @__rust_dealloc(ptr %memory, i64 %size, i64 %alignment) alwaysinline nounwind {
  call void @free(ptr %memory)
  ret void
}

define linkonce_odr ptr @__rust_realloc(ptr %memory, i64 %old, i64 %alignment, i64 %size) alwaysinline nounwind {
  %is_usual = icmp ule i64 %alignment, 16
  br i1 %is_usual, label %usual, label %other
usual:
  %reallocated = call ptr @realloc(ptr %memory, i64 %size)
  ret ptr %reallocated
other:
  %aligned = call ptr @aligned_alloc(i64 %alignment, i64 %size)
  %is_shorter = icmp ult i64 %size, %old
  %kept = select i1 %is_shorter, i64 %size, i64 %old
  call void @llvm.memcpy.p0.p0.i64(ptr %aligned, ptr %memory, i64 %kept, i1 false)
  call void @free(ptr %memory)
  ret ptr %aligned
}

define linkonce_odr void @__rust_no_alloc_shim_is_unstable_v2() alwaysinline nounwind {
  ret void
}

declare noalias ptr @malloc(i64) nounwind allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @calloc(i64, i64) nounwind allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @aligned_alloc(i64 allocalign, i64) nounwind allockind("alloc,uninitialized,aligned") allocsize(1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @realloc(ptr allocptr, i64) nounwind allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc"
declare void @free(ptr allocptr) nounwind allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc"
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1 immarg)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1 immarg)
