; Masked memory, gather, scatter, expand and compress with masks that depend on data, and atomic updates.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

define double @masked(ptr %x, ptr %y) {
  %v = load <4 x double>, ptr %x, align 8
  %positive = fcmp ogt <4 x double> %v, zeroinitializer
  %squares = fmul <4 x double> %v, %v
  %x4 = getelementptr double, ptr %x, i64 4
  %read = call <4 x double> @llvm.masked.load.v4f64.p0(ptr align 8 %x4, <4 x i1> %positive, <4 x double> %squares)
  %cubes = fmul <4 x double> %read, %squares
  call void @llvm.masked.store.v4f64.p0(<4 x double> %cubes, ptr align 8 %y, <4 x i1> %positive)
  %places = getelementptr double, ptr %x, <4 x i64> <i64 1, i64 3, i64 1, i64 7>
  %gathered = call <4 x double> @llvm.masked.gather.v4f64.v4p0(<4 x ptr> align 8 %places, <4 x i1> <i1 true, i1 true, i1 true, i1 false>, <4 x double> %v)
  %targets = getelementptr double, ptr %y, <4 x i64> <i64 6, i64 2, i64 5, i64 2>
  call void @llvm.masked.scatter.v4f64.v4p0(<4 x double> %gathered, <4 x ptr> align 8 %targets, <4 x i1> %positive)
  %packed = call <4 x double> @llvm.masked.expandload.v4f64(ptr align 8 %y, <4 x i1> %positive, <4 x double> %gathered)
  %sum = fmul <4 x double> %packed, %gathered
  %y3 = getelementptr double, ptr %y, i64 3
  call void @llvm.masked.compressstore.v4f64(<4 x double> %sum, ptr align 8 %y3, <4 x i1> %positive)
  %r = call reassoc double @llvm.vector.reduce.fadd.v4f64(double 0.0, <4 x double> %sum)
  ret double %r
}

define double @atomic(ptr %x, ptr %y) {
  %a = load atomic double, ptr %x acquire, align 8
  %x1 = getelementptr double, ptr %x, i64 1
  %b = load double, ptr %x1, align 8
  %o1 = atomicrmw fadd ptr %y, double %a seq_cst
  %y1 = getelementptr double, ptr %y, i64 1
  %o2 = atomicrmw fsub ptr %y1, double %b monotonic
  %o3 = atomicrmw fmax ptr %y, double %b seq_cst
  %o4 = atomicrmw xchg ptr %y1, double %a acq_rel
  %y2 = getelementptr double, ptr %y, i64 2
  fence seq_cst
  %p = fmul double %o3, %o4
  store atomic double %p, ptr %y2 release, align 8
  %o5 = atomicrmw fmin ptr %y2, double %b seq_cst
  %s1 = fmul double %o1, %o2
  %s2 = fmul double %o3, %o5
  %r = fadd double %s1, %s2
  ret double %r
}
