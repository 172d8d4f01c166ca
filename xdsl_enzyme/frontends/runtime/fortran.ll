; Made of fortran.c, as is said there.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

%struct.Dimension = type { i64, i64, i64 }

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr noundef double @_FortranAModReal8(double noundef %a, double noundef %p, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #0 {
entry:
  %fmod = frem double %a, %p
  ret double %fmod
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr noundef float @_FortranAModReal4(float noundef %a, float noundef %p, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #0 {
entry:
  %fmod = frem float %a, %p
  ret float %fmod
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr noundef double @_FortranAModuloReal8(double noundef %a, double noundef %p, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #0 {
entry:
  %fmod = frem double %a, %p
  %cmp = fcmp une double %fmod, 0.000000e+00
  br i1 %cmp, label %land.lhs.true, label %cond.end

land.lhs.true:                                    ; preds = %entry
  %cmp1 = fcmp olt double %fmod, 0.000000e+00
  %0 = fcmp uge double %p, 0.000000e+00
  %cmp4.not = xor i1 %0, %cmp1
  br i1 %cmp4.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %land.lhs.true
  %add = fadd double %p, %fmod
  br label %cond.end

cond.end:                                         ; preds = %entry, %land.lhs.true, %cond.true
  %cond = phi double [ %add, %cond.true ], [ %fmod, %land.lhs.true ], [ %fmod, %entry ]
  ret double %cond
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #1

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr noundef float @_FortranAModuloReal4(float noundef %a, float noundef %p, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #0 {
entry:
  %fmod = frem float %a, %p
  %cmp = fcmp une float %fmod, 0.000000e+00
  br i1 %cmp, label %land.lhs.true, label %cond.end

land.lhs.true:                                    ; preds = %entry
  %cmp1 = fcmp olt float %fmod, 0.000000e+00
  %0 = fcmp uge float %p, 0.000000e+00
  %cmp4.not = xor i1 %0, %cmp1
  br i1 %cmp4.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %land.lhs.true
  %add = fadd float %p, %fmod
  br label %cond.end

cond.end:                                         ; preds = %entry, %land.lhs.true, %cond.true
  %cond = phi float [ %add, %cond.true ], [ %fmod, %land.lhs.true ], [ %fmod, %entry ]
  ret float %cond
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr double @_FortranAFraction8(double noundef %x) local_unnamed_addr #0 {
entry:
  %exponent = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %exponent) #14
  %call = call double @frexp(double noundef %x, ptr noundef nonnull %exponent) #14
  call void @llvm.lifetime.end.p0(ptr nonnull %exponent) #14
  ret double %call
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare double @frexp(double noundef, ptr noundef captures(none)) local_unnamed_addr #2

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr double @_FortranAScale8(double noundef %x, i64 noundef %power) local_unnamed_addr #0 {
entry:
  %conv = trunc i64 %power to i32
  %call = tail call double @ldexp(double noundef %x, i32 noundef %conv) #15
  ret double %call
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare double @ldexp(double noundef, i32 noundef) local_unnamed_addr #3

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) 
define linkonce_odr double @_FortranASetExponent8(double noundef %x, i64 noundef %power) local_unnamed_addr #0 {
entry:
  %exponent = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %exponent) #14
  %call = call double @frexp(double noundef %x, ptr noundef nonnull %exponent) #14
  %conv = trunc i64 %power to i32
  %call1 = tail call double @ldexp(double noundef %call, i32 noundef %conv) #15
  call void @llvm.lifetime.end.p0(ptr nonnull %exponent) #14
  ret double %call1
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) 
define linkonce_odr double @_FortranANorm2_8(ptr noundef readonly captures(none) %array, ptr noundef readnone captures(none) %file, i32 noundef %line, i32 noundef %dimension) local_unnamed_addr #4 {
entry:
  %rank.i = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank.i, align 4
  %cmp6.i = icmp sgt i8 %0, 0
  br i1 %cmp6.i, label %for.body.preheader.i, label %elements.exit

for.body.preheader.i:                             ; preds = %entry
  %conv.i = zext nneg i8 %0 to i64
  br label %for.body.i

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i
  %indvars.iv.i = phi i64 [ 0, %for.body.preheader.i ], [ %indvars.iv.next.i, %for.body.i ]
  %count.07.i = phi i64 [ 1, %for.body.preheader.i ], [ %mul.i, %for.body.i ]
  %arrayidx.i = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %indvars.iv.i
  %extent.i = getelementptr inbounds nuw i8, ptr %arrayidx.i, i64 32
  %1 = load i64, ptr %extent.i, align 8
  %mul.i = mul nsw i64 %1, %count.07.i
  %indvars.iv.next.i = add nuw nsw i64 %indvars.iv.i, 1
  %exitcond.not.i = icmp eq i64 %indvars.iv.next.i, %conv.i
  br i1 %exitcond.not.i, label %elements.exit, label %for.body.i

elements.exit:                                    ; preds = %for.body.i, %entry
  %count.0.lcssa.i = phi i64 [ 1, %entry ], [ %mul.i, %for.body.i ]
  %cmp16 = icmp sgt i64 %count.0.lcssa.i, 0
  br i1 %cmp16, label %for.body.lr.ph, label %for.cond.cleanup

for.body.lr.ph:                                   ; preds = %elements.exit
  %2 = load ptr, ptr %array, align 8
  %conv.i9 = zext nneg i8 %0 to i64
  %dimensions.i = getelementptr inbounds nuw i8, ptr %array, i64 24
  br label %for.body

for.cond.cleanup.loopexit:                        ; preds = %place.exit
  %3 = tail call double @llvm.sqrt.f64(double %add)
  br label %for.cond.cleanup

for.cond.cleanup:                                 ; preds = %for.cond.cleanup.loopexit, %elements.exit
  %sum.0.lcssa = phi double [ 0.000000e+00, %elements.exit ], [ %3, %for.cond.cleanup.loopexit ]
  ret double %sum.0.lcssa

for.body:                                         ; preds = %for.body.lr.ph, %place.exit
  %sum.018 = phi double [ 0.000000e+00, %for.body.lr.ph ], [ %add, %place.exit ]
  %i.017 = phi i64 [ 0, %for.body.lr.ph ], [ %inc, %place.exit ]
  br i1 %cmp6.i, label %for.body.i10, label %place.exit

for.body.i10:                                     ; preds = %for.body, %for.body.i10
  %indvars.iv.i11 = phi i64 [ %indvars.iv.next.i14, %for.body.i10 ], [ 0, %for.body ]
  %number.addr.017.i = phi i64 [ %div.i, %for.body.i10 ], [ %i.017, %for.body ]
  %bytes.015.i = phi i64 [ %add.i, %for.body.i10 ], [ 0, %for.body ]
  %arrayidx.i12 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions.i, i64 %indvars.iv.i11
  %extent2.i = getelementptr inbounds nuw i8, ptr %arrayidx.i12, i64 8
  %4 = load i64, ptr %extent2.i, align 8
  %rem.i = srem i64 %number.addr.017.i, %4
  %stride.i = getelementptr inbounds nuw i8, ptr %arrayidx.i12, i64 16
  %5 = load i64, ptr %stride.i, align 8
  %mul.i13 = mul nsw i64 %5, %rem.i
  %add.i = add nsw i64 %mul.i13, %bytes.015.i
  %div.i = sdiv i64 %number.addr.017.i, %4
  %indvars.iv.next.i14 = add nuw nsw i64 %indvars.iv.i11, 1
  %exitcond.not.i15 = icmp eq i64 %indvars.iv.next.i14, %conv.i9
  br i1 %exitcond.not.i15, label %place.exit, label %for.body.i10

place.exit:                                       ; preds = %for.body.i10, %for.body
  %bytes.0.lcssa.i = phi i64 [ 0, %for.body ], [ %add.i, %for.body.i10 ]
  %add.ptr = getelementptr inbounds i8, ptr %2, i64 %bytes.0.lcssa.i
  %6 = load double, ptr %add.ptr, align 8
  %mul = fmul double %6, %6
  %add = fadd double %sum.018, %mul
  %inc = add nuw nsw i64 %i.017, 1
  %exitcond.not = icmp eq i64 %inc, %count.0.lcssa.i
  br i1 %exitcond.not, label %for.cond.cleanup.loopexit, label %for.body
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.sqrt.f64(double) #5

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) 
define linkonce_odr float @_FortranANorm2_4(ptr noundef readonly captures(none) %array, ptr noundef readnone captures(none) %file, i32 noundef %line, i32 noundef %dimension) local_unnamed_addr #4 {
entry:
  %rank.i = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank.i, align 4
  %cmp6.i = icmp sgt i8 %0, 0
  br i1 %cmp6.i, label %for.body.preheader.i, label %elements.exit

for.body.preheader.i:                             ; preds = %entry
  %conv.i = zext nneg i8 %0 to i64
  br label %for.body.i

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i
  %indvars.iv.i = phi i64 [ 0, %for.body.preheader.i ], [ %indvars.iv.next.i, %for.body.i ]
  %count.07.i = phi i64 [ 1, %for.body.preheader.i ], [ %mul.i, %for.body.i ]
  %arrayidx.i = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %indvars.iv.i
  %extent.i = getelementptr inbounds nuw i8, ptr %arrayidx.i, i64 32
  %1 = load i64, ptr %extent.i, align 8
  %mul.i = mul nsw i64 %1, %count.07.i
  %indvars.iv.next.i = add nuw nsw i64 %indvars.iv.i, 1
  %exitcond.not.i = icmp eq i64 %indvars.iv.next.i, %conv.i
  br i1 %exitcond.not.i, label %elements.exit, label %for.body.i

elements.exit:                                    ; preds = %for.body.i, %entry
  %count.0.lcssa.i = phi i64 [ 1, %entry ], [ %mul.i, %for.body.i ]
  %cmp16 = icmp sgt i64 %count.0.lcssa.i, 0
  br i1 %cmp16, label %for.body.lr.ph, label %for.cond.cleanup

for.body.lr.ph:                                   ; preds = %elements.exit
  %2 = load ptr, ptr %array, align 8
  %conv.i9 = zext nneg i8 %0 to i64
  %dimensions.i = getelementptr inbounds nuw i8, ptr %array, i64 24
  br label %for.body

for.cond.cleanup.loopexit:                        ; preds = %place.exit
  %3 = tail call float @llvm.sqrt.f32(float %add)
  br label %for.cond.cleanup

for.cond.cleanup:                                 ; preds = %for.cond.cleanup.loopexit, %elements.exit
  %sum.0.lcssa = phi float [ 0.000000e+00, %elements.exit ], [ %3, %for.cond.cleanup.loopexit ]
  ret float %sum.0.lcssa

for.body:                                         ; preds = %for.body.lr.ph, %place.exit
  %sum.018 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add, %place.exit ]
  %i.017 = phi i64 [ 0, %for.body.lr.ph ], [ %inc, %place.exit ]
  br i1 %cmp6.i, label %for.body.i10, label %place.exit

for.body.i10:                                     ; preds = %for.body, %for.body.i10
  %indvars.iv.i11 = phi i64 [ %indvars.iv.next.i14, %for.body.i10 ], [ 0, %for.body ]
  %number.addr.017.i = phi i64 [ %div.i, %for.body.i10 ], [ %i.017, %for.body ]
  %bytes.015.i = phi i64 [ %add.i, %for.body.i10 ], [ 0, %for.body ]
  %arrayidx.i12 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions.i, i64 %indvars.iv.i11
  %extent2.i = getelementptr inbounds nuw i8, ptr %arrayidx.i12, i64 8
  %4 = load i64, ptr %extent2.i, align 8
  %rem.i = srem i64 %number.addr.017.i, %4
  %stride.i = getelementptr inbounds nuw i8, ptr %arrayidx.i12, i64 16
  %5 = load i64, ptr %stride.i, align 8
  %mul.i13 = mul nsw i64 %5, %rem.i
  %add.i = add nsw i64 %mul.i13, %bytes.015.i
  %div.i = sdiv i64 %number.addr.017.i, %4
  %indvars.iv.next.i14 = add nuw nsw i64 %indvars.iv.i11, 1
  %exitcond.not.i15 = icmp eq i64 %indvars.iv.next.i14, %conv.i9
  br i1 %exitcond.not.i15, label %place.exit, label %for.body.i10

place.exit:                                       ; preds = %for.body.i10, %for.body
  %bytes.0.lcssa.i = phi i64 [ 0, %for.body ], [ %add.i, %for.body.i10 ]
  %add.ptr = getelementptr inbounds i8, ptr %2, i64 %bytes.0.lcssa.i
  %6 = load float, ptr %add.ptr, align 4
  %mul = fmul float %6, %6
  %add = fadd float %sum.018, %mul
  %inc = add nuw nsw i64 %i.017, 1
  %exitcond.not = icmp eq i64 %inc, %count.0.lcssa.i
  br i1 %exitcond.not, label %for.cond.cleanup.loopexit, label %for.body
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.sqrt.f32(float) #5

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite) 
define linkonce_odr void @_FortranAAllocatableSetBounds(ptr noundef captures(none) %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper) local_unnamed_addr #6 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8
  %cmp26 = icmp sgt i32 %dimension, 0
  br i1 %cmp26, label %for.body.preheader, label %for.cond.cleanup

for.body.preheader:                               ; preds = %entry
  %wide.trip.count = zext nneg i32 %dimension to i64
  br label %for.body

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %bytes.0.lcssa = phi i64 [ %0, %entry ], [ %mul, %for.body ]
  %dimensions1 = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom2 = sext i32 %dimension to i64
  %arrayidx3 = getelementptr inbounds %struct.Dimension, ptr %dimensions1, i64 %idxprom2
  store i64 %lower, ptr %arrayidx3, align 8
  %cmp5.not = icmp slt i64 %upper, %lower
  %reass.sub = sub i64 %upper, %lower
  %add = add i64 %reass.sub, 1
  %cond = select i1 %cmp5.not, i64 0, i64 %add
  %extent9 = getelementptr inbounds nuw i8, ptr %arrayidx3, i64 8
  store i64 %cond, ptr %extent9, align 8
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx3, i64 16
  store i64 %bytes.0.lcssa, ptr %stride, align 8
  ret void

for.body:                                         ; preds = %for.body.preheader, %for.body
  %indvars.iv = phi i64 [ 0, %for.body.preheader ], [ %indvars.iv.next, %for.body ]
  %bytes.027 = phi i64 [ %0, %for.body.preheader ], [ %mul, %for.body ]
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %indvars.iv
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %1 = load i64, ptr %extent, align 8
  %mul = mul nsw i64 %1, %bytes.027
  %indvars.iv.next = add nuw nsw i64 %indvars.iv, 1
  %exitcond.not = icmp eq i64 %indvars.iv.next, %wide.trip.count
  br i1 %exitcond.not, label %for.cond.cleanup, label %for.body
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite) 
define linkonce_odr void @_FortranAPointerSetBounds(ptr noundef captures(none) %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper) local_unnamed_addr #6 {
entry:
  %element_size.i = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size.i, align 8
  %cmp26.i = icmp sgt i32 %dimension, 0
  br i1 %cmp26.i, label %for.body.preheader.i, label %_FortranAAllocatableSetBounds.exit

for.body.preheader.i:                             ; preds = %entry
  %wide.trip.count.i = zext nneg i32 %dimension to i64
  br label %for.body.i

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i
  %indvars.iv.i = phi i64 [ 0, %for.body.preheader.i ], [ %indvars.iv.next.i, %for.body.i ]
  %bytes.027.i = phi i64 [ %0, %for.body.preheader.i ], [ %mul.i, %for.body.i ]
  %arrayidx.i = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %indvars.iv.i
  %extent.i = getelementptr inbounds nuw i8, ptr %arrayidx.i, i64 32
  %1 = load i64, ptr %extent.i, align 8
  %mul.i = mul nsw i64 %1, %bytes.027.i
  %indvars.iv.next.i = add nuw nsw i64 %indvars.iv.i, 1
  %exitcond.not.i = icmp eq i64 %indvars.iv.next.i, %wide.trip.count.i
  br i1 %exitcond.not.i, label %_FortranAAllocatableSetBounds.exit, label %for.body.i

_FortranAAllocatableSetBounds.exit:               ; preds = %for.body.i, %entry
  %bytes.0.lcssa.i = phi i64 [ %0, %entry ], [ %mul.i, %for.body.i ]
  %dimensions1.i = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom2.i = sext i32 %dimension to i64
  %arrayidx3.i = getelementptr inbounds %struct.Dimension, ptr %dimensions1.i, i64 %idxprom2.i
  store i64 %lower, ptr %arrayidx3.i, align 8
  %cmp5.not.i = icmp slt i64 %upper, %lower
  %reass.sub = sub i64 %upper, %lower
  %add.i = add i64 %reass.sub, 1
  %cond.i = select i1 %cmp5.not.i, i64 0, i64 %add.i
  %extent9.i = getelementptr inbounds nuw i8, ptr %arrayidx3.i, i64 8
  store i64 %cond.i, ptr %extent9.i, align 8
  %stride.i = getelementptr inbounds nuw i8, ptr %arrayidx3.i, i64 16
  store i64 %bytes.0.lcssa.i, ptr %stride.i, align 8
  ret void
}

; Function Attrs: nofree nounwind memory(argmem: readwrite, inaccessiblemem: readwrite) 
define linkonce_odr noundef i32 @_FortranAAllocatableAllocate(ptr noundef captures(none) %array, ptr noundef readnone captures(none) %stream, i1 noundef zeroext %has_stat, ptr noundef readnone captures(none) %message, ptr noundef readnone captures(none) %file, i32 noundef %line, ptr noundef readnone captures(none) %more) local_unnamed_addr #7 {
entry:
  %rank.i = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank.i, align 4
  %cmp6.i = icmp sgt i8 %0, 0
  br i1 %cmp6.i, label %for.body.preheader.i, label %elements.exit

for.body.preheader.i:                             ; preds = %entry
  %conv.i = zext nneg i8 %0 to i64
  br label %for.body.i

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i
  %indvars.iv.i = phi i64 [ 0, %for.body.preheader.i ], [ %indvars.iv.next.i, %for.body.i ]
  %count.07.i = phi i64 [ 1, %for.body.preheader.i ], [ %mul.i, %for.body.i ]
  %arrayidx.i = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %indvars.iv.i
  %extent.i = getelementptr inbounds nuw i8, ptr %arrayidx.i, i64 32
  %1 = load i64, ptr %extent.i, align 8
  %mul.i = mul nsw i64 %1, %count.07.i
  %indvars.iv.next.i = add nuw nsw i64 %indvars.iv.i, 1
  %exitcond.not.i = icmp eq i64 %indvars.iv.next.i, %conv.i
  br i1 %exitcond.not.i, label %elements.exit, label %for.body.i

elements.exit:                                    ; preds = %for.body.i, %entry
  %count.0.lcssa.i = phi i64 [ 1, %entry ], [ %mul.i, %for.body.i ]
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %2 = load i64, ptr %element_size, align 8
  %mul = mul nsw i64 %2, %count.0.lcssa.i
  %cond = tail call i64 @llvm.smax.i64(i64 %mul, i64 1)
  %call1 = tail call noalias ptr @malloc(i64 noundef %cond) #16
  store ptr %call1, ptr %array, align 8
  ret i32 0
}

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @malloc(i64 noundef) local_unnamed_addr #8

; Function Attrs: nofree nounwind memory(argmem: readwrite, inaccessiblemem: readwrite) 
define linkonce_odr noundef i32 @_FortranAPointerAllocate(ptr noundef captures(none) %array, i1 noundef zeroext %has_stat, ptr noundef readnone captures(none) %message, ptr noundef readnone captures(none) %file, i32 noundef %line, ptr noundef readnone captures(none) %more) local_unnamed_addr #7 {
entry:
  %rank.i = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank.i, align 4
  %cmp6.i = icmp sgt i8 %0, 0
  br i1 %cmp6.i, label %for.body.preheader.i, label %elements.exit

for.body.preheader.i:                             ; preds = %entry
  %conv.i = zext nneg i8 %0 to i64
  br label %for.body.i

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i
  %indvars.iv.i = phi i64 [ 0, %for.body.preheader.i ], [ %indvars.iv.next.i, %for.body.i ]
  %count.07.i = phi i64 [ 1, %for.body.preheader.i ], [ %mul.i, %for.body.i ]
  %arrayidx.i = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %indvars.iv.i
  %extent.i = getelementptr inbounds nuw i8, ptr %arrayidx.i, i64 32
  %1 = load i64, ptr %extent.i, align 8
  %mul.i = mul nsw i64 %1, %count.07.i
  %indvars.iv.next.i = add nuw nsw i64 %indvars.iv.i, 1
  %exitcond.not.i = icmp eq i64 %indvars.iv.next.i, %conv.i
  br i1 %exitcond.not.i, label %elements.exit, label %for.body.i

elements.exit:                                    ; preds = %for.body.i, %entry
  %count.0.lcssa.i = phi i64 [ 1, %entry ], [ %mul.i, %for.body.i ]
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %2 = load i64, ptr %element_size, align 8
  %mul = mul nsw i64 %2, %count.0.lcssa.i
  %cond = tail call i64 @llvm.smax.i64(i64 %mul, i64 1)
  %call1 = tail call noalias ptr @malloc(i64 noundef %cond) #16
  store ptr %call1, ptr %array, align 8
  ret i32 0
}

; Function Attrs: mustprogress nounwind willreturn memory(readwrite, target_mem0: none, target_mem1: none) 
define linkonce_odr noundef i32 @_FortranAAllocatableDeallocate(ptr noundef captures(none) %array, i1 noundef zeroext %has_stat, ptr noundef readnone captures(none) %message, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #9 {
entry:
  %0 = load ptr, ptr %array, align 8
  tail call void @free(ptr noundef %0) #14
  store ptr null, ptr %array, align 8
  ret i32 0
}

; Function Attrs: mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @free(ptr allocptr noundef captures(none)) local_unnamed_addr #10

; Function Attrs: mustprogress nounwind willreturn memory(readwrite, target_mem0: none, target_mem1: none) 
define linkonce_odr noundef i32 @_FortranAPointerDeallocate(ptr noundef captures(none) %array, i1 noundef zeroext %has_stat, ptr noundef readnone captures(none) %message, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #9 {
entry:
  %0 = load ptr, ptr %array, align 8
  tail call void @free(ptr noundef %0) #14
  store ptr null, ptr %array, align 8
  ret i32 0
}

; Function Attrs: nounwind memory(readwrite, target_mem0: none, target_mem1: none) 
define linkonce_odr noundef i32 @_FortranAMoveAlloc(ptr noundef captures(none) %to, ptr noundef captures(none) %from, ptr noundef readnone captures(none) %type, i1 noundef zeroext %has_stat, ptr noundef readnone captures(none) %message, ptr noundef readnone captures(none) %file, i32 noundef %line) local_unnamed_addr #11 {
entry:
  %0 = load ptr, ptr %to, align 8
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  tail call void @free(ptr noundef %0) #14
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  %1 = load ptr, ptr %from, align 8
  store ptr %1, ptr %to, align 8
  %rank = getelementptr inbounds nuw i8, ptr %from, i64 20
  %2 = load i8, ptr %rank, align 4
  %cmp19 = icmp sgt i8 %2, 0
  br i1 %cmp19, label %for.body.lr.ph, label %for.cond.cleanup

for.body.lr.ph:                                   ; preds = %if.end
  %dimensions = getelementptr inbounds nuw i8, ptr %to, i64 24
  %dimensions5 = getelementptr inbounds nuw i8, ptr %from, i64 24
  br label %for.body

for.cond.cleanup:                                 ; preds = %for.body, %if.end
  store ptr null, ptr %from, align 8
  ret i32 0

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %indvars.iv = phi i64 [ 0, %for.body.lr.ph ], [ %indvars.iv.next, %for.body ]
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %indvars.iv
  %arrayidx7 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions5, i64 %indvars.iv
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %arrayidx, ptr noundef nonnull align 8 dereferenceable(24) %arrayidx7, i64 24, i1 false)
  %indvars.iv.next = add nuw nsw i64 %indvars.iv, 1
  %3 = load i8, ptr %rank, align 4
  %4 = sext i8 %3 to i64
  %cmp = icmp slt i64 %indvars.iv.next, %4
  br i1 %cmp, label %for.body, label %for.cond.cleanup
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #12

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smax.i64(i64, i64) #13

attributes #0 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) }
attributes #1 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #3 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }
attributes #4 = { nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) }
attributes #5 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #6 = { nofree norecurse nosync nounwind memory(argmem: readwrite) }
attributes #7 = { nofree nounwind memory(argmem: readwrite, inaccessiblemem: readwrite) }
attributes #8 = { mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #9 = { mustprogress nounwind willreturn memory(readwrite, target_mem0: none, target_mem1: none) }
attributes #10 = { mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #11 = { nounwind memory(readwrite, target_mem0: none, target_mem1: none) }
attributes #12 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #13 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #14 = { nounwind }
attributes #15 = { nounwind willreturn memory(none) }
attributes #16 = { nounwind allocsize(0) }


