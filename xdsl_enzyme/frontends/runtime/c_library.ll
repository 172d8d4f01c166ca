; Made of c_library.c, as is said there.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

; Function Attrs: uwtable
define linkonce_odr void @qsort(ptr noundef nonnull %base, i64 noundef %count, i64 noundef %size, ptr noundef nonnull readonly captures(none) %compare) local_unnamed_addr #0 {
entry:
  %cmp = icmp ult i64 %count, 2
  br i1 %cmp, label %return, label %if.end

if.end:                                           ; preds = %entry
  %mul1 = shl i64 %count, 4
  %call = tail call noalias ptr @malloc(i64 noundef %mul1) #9
  br label %for.body

for.cond7.preheader.preheader:                    ; preds = %for.body
  %add.ptr = getelementptr inbounds nuw i64, ptr %call, i64 %count
  br label %for.cond7.preheader

for.body:                                         ; preds = %if.end, %for.body
  %i.0135 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %arrayidx = getelementptr inbounds nuw i64, ptr %call, i64 %i.0135
  store i64 %i.0135, ptr %arrayidx, align 8
  %inc = add nuw i64 %i.0135, 1
  %exitcond.not = icmp eq i64 %inc, %count
  br i1 %exitcond.not, label %for.cond7.preheader.preheader, label %for.body

for.cond7.preheader:                              ; preds = %for.cond7.preheader.preheader, %for.cond.cleanup9
  %from.0144 = phi ptr [ %to.0143, %for.cond.cleanup9 ], [ %call, %for.cond7.preheader.preheader ]
  %to.0143 = phi ptr [ %from.0144, %for.cond.cleanup9 ], [ %add.ptr, %for.cond7.preheader.preheader ]
  %width.0142 = phi i64 [ %mul57, %for.cond.cleanup9 ], [ 1, %for.cond7.preheader.preheader ]
  %mul52 = shl i64 %width.0142, 1
  br label %for.body10

for.cond.cleanup5:                                ; preds = %for.cond.cleanup9
  %mul59 = mul i64 %size, %count
  %call60 = tail call noalias ptr @malloc(i64 noundef %mul59) #9
  br label %for.body66

for.cond.cleanup9:                                ; preds = %for.cond.cleanup23
  %mul57 = shl i64 %width.0142, 1
  %cmp4 = icmp ult i64 %mul57, %count
  br i1 %cmp4, label %for.cond7.preheader, label %for.cond.cleanup5

for.body10:                                       ; preds = %for.cond7.preheader, %for.cond.cleanup23
  %indvars.iv = phi i64 [ %width.0142, %for.cond7.preheader ], [ %indvars.iv.next, %for.cond.cleanup23 ]
  %start.0140 = phi i64 [ 0, %for.cond7.preheader ], [ %add53, %for.cond.cleanup23 ]
  %umin = tail call i64 @llvm.umin.i64(i64 %count, i64 %indvars.iv)
  %0 = add i64 %width.0142, %umin
  %umin146 = tail call i64 @llvm.umin.i64(i64 %count, i64 %0)
  %add = add i64 %start.0140, %width.0142
  %cond = tail call i64 @llvm.umin.i64(i64 %add, i64 %count)
  %add13 = add i64 %cond, %width.0142
  %cond19 = tail call i64 @llvm.umin.i64(i64 %add13, i64 %count)
  %cmp22136 = icmp ult i64 %start.0140, %cond19
  br i1 %cmp22136, label %for.body24, label %for.cond.cleanup23

for.cond.cleanup23:                               ; preds = %if.end38, %for.body10
  %add53 = add i64 %start.0140, %mul52
  %cmp8 = icmp ult i64 %add53, %count
  %indvars.iv.next = add i64 %indvars.iv, %mul52
  br i1 %cmp8, label %for.body10, label %for.cond.cleanup9

for.body24:                                       ; preds = %for.body10, %if.end38
  %i20.0139 = phi i64 [ %inc49, %if.end38 ], [ %start.0140, %for.body10 ]
  %right.0138 = phi i64 [ %right.1, %if.end38 ], [ %cond, %for.body10 ]
  %left.0137 = phi i64 [ %left.1, %if.end38 ], [ %start.0140, %for.body10 ]
  %cmp25 = icmp ult i64 %left.0137, %cond
  %cmp26 = icmp ult i64 %right.0138, %cond19
  %or.cond = select i1 %cmp25, i1 %cmp26, i1 false
  br i1 %or.cond, label %if.then28, label %if.end38

if.then28:                                        ; preds = %for.body24
  %arrayidx29 = getelementptr inbounds nuw i64, ptr %from.0144, i64 %left.0137
  %1 = load i64, ptr %arrayidx29, align 8
  %mul30 = mul i64 %1, %size
  %add.ptr31 = getelementptr inbounds nuw i8, ptr %base, i64 %mul30
  %arrayidx32 = getelementptr inbounds nuw i64, ptr %from.0144, i64 %right.0138
  %2 = load i64, ptr %arrayidx32, align 8
  %mul33 = mul i64 %2, %size
  %add.ptr34 = getelementptr inbounds nuw i8, ptr %base, i64 %mul33
  %call35 = tail call i32 %compare(ptr noundef nonnull %add.ptr31, ptr noundef nonnull %add.ptr34)
  %cmp36 = icmp slt i32 %call35, 1
  br label %if.end38

if.end38:                                         ; preds = %if.then28, %for.body24
  %take_left.0.in = phi i1 [ %cmp36, %if.then28 ], [ %cmp25, %for.body24 ]
  %inc41 = zext i1 %take_left.0.in to i64
  %left.1 = add i64 %left.0137, %inc41
  %not.take_left.0.in = xor i1 %take_left.0.in, true
  %inc43 = zext i1 %not.take_left.0.in to i64
  %right.1 = add i64 %right.0138, %inc43
  %cond45 = select i1 %take_left.0.in, i64 %left.0137, i64 %right.0138
  %arrayidx46 = getelementptr inbounds nuw i64, ptr %from.0144, i64 %cond45
  %3 = load i64, ptr %arrayidx46, align 8
  %arrayidx47 = getelementptr inbounds nuw i64, ptr %to.0143, i64 %i20.0139
  store i64 %3, ptr %arrayidx47, align 8
  %inc49 = add nuw i64 %i20.0139, 1
  %exitcond147.not = icmp eq i64 %inc49, %umin146
  br i1 %exitcond147.not, label %for.cond.cleanup23, label %for.body24

for.cond.cleanup65:                               ; preds = %for.body66
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %base, ptr align 1 %call60, i64 %mul59, i1 false)
  tail call void @free(ptr noundef %call60) #10
  tail call void @free(ptr noundef %call) #10
  br label %return

for.body66:                                       ; preds = %for.cond.cleanup5, %for.body66
  %i61.0145 = phi i64 [ 0, %for.cond.cleanup5 ], [ %inc73, %for.body66 ]
  %mul67 = mul i64 %i61.0145, %size
  %add.ptr68 = getelementptr inbounds nuw i8, ptr %call60, i64 %mul67
  %arrayidx69 = getelementptr inbounds nuw i64, ptr %to.0143, i64 %i61.0145
  %4 = load i64, ptr %arrayidx69, align 8
  %mul70 = mul i64 %4, %size
  %add.ptr71 = getelementptr inbounds nuw i8, ptr %base, i64 %mul70
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %add.ptr68, ptr nonnull align 1 %add.ptr71, i64 %size, i1 false)
  %inc73 = add nuw i64 %i61.0145, 1
  %exitcond148.not = icmp eq i64 %inc73, %count
  br i1 %exitcond148.not, label %for.cond.cleanup65, label %for.body66

return:                                           ; preds = %entry, %for.cond.cleanup65
  ret void
}

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @malloc(i64 noundef) local_unnamed_addr #1

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #2

; Function Attrs: mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @free(ptr allocptr noundef captures(none)) local_unnamed_addr #3

; Function Attrs: uwtable
define linkonce_odr void @qsort_r(ptr noundef nonnull %base, i64 noundef %count, i64 noundef %size, ptr noundef nonnull readonly captures(none) %compare, ptr noundef %data) local_unnamed_addr #0 {
entry:
  %cmp = icmp ult i64 %count, 2
  br i1 %cmp, label %return, label %if.end

if.end:                                           ; preds = %entry
  %mul1 = shl i64 %count, 4
  %call = tail call noalias ptr @malloc(i64 noundef %mul1) #9
  br label %for.body

for.cond7.preheader.preheader:                    ; preds = %for.body
  %add.ptr = getelementptr inbounds nuw i64, ptr %call, i64 %count
  br label %for.cond7.preheader

for.body:                                         ; preds = %if.end, %for.body
  %i.0135 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %arrayidx = getelementptr inbounds nuw i64, ptr %call, i64 %i.0135
  store i64 %i.0135, ptr %arrayidx, align 8
  %inc = add nuw i64 %i.0135, 1
  %exitcond.not = icmp eq i64 %inc, %count
  br i1 %exitcond.not, label %for.cond7.preheader.preheader, label %for.body

for.cond7.preheader:                              ; preds = %for.cond7.preheader.preheader, %for.cond.cleanup9
  %from.0144 = phi ptr [ %to.0143, %for.cond.cleanup9 ], [ %call, %for.cond7.preheader.preheader ]
  %to.0143 = phi ptr [ %from.0144, %for.cond.cleanup9 ], [ %add.ptr, %for.cond7.preheader.preheader ]
  %width.0142 = phi i64 [ %mul57, %for.cond.cleanup9 ], [ 1, %for.cond7.preheader.preheader ]
  %mul52 = shl i64 %width.0142, 1
  br label %for.body10

for.cond.cleanup5:                                ; preds = %for.cond.cleanup9
  %mul59 = mul i64 %size, %count
  %call60 = tail call noalias ptr @malloc(i64 noundef %mul59) #9
  br label %for.body66

for.cond.cleanup9:                                ; preds = %for.cond.cleanup23
  %mul57 = shl i64 %width.0142, 1
  %cmp4 = icmp ult i64 %mul57, %count
  br i1 %cmp4, label %for.cond7.preheader, label %for.cond.cleanup5

for.body10:                                       ; preds = %for.cond7.preheader, %for.cond.cleanup23
  %indvars.iv = phi i64 [ %width.0142, %for.cond7.preheader ], [ %indvars.iv.next, %for.cond.cleanup23 ]
  %start.0140 = phi i64 [ 0, %for.cond7.preheader ], [ %add53, %for.cond.cleanup23 ]
  %umin = tail call i64 @llvm.umin.i64(i64 %count, i64 %indvars.iv)
  %0 = add i64 %width.0142, %umin
  %umin146 = tail call i64 @llvm.umin.i64(i64 %count, i64 %0)
  %add = add i64 %start.0140, %width.0142
  %cond = tail call i64 @llvm.umin.i64(i64 %add, i64 %count)
  %add13 = add i64 %cond, %width.0142
  %cond19 = tail call i64 @llvm.umin.i64(i64 %add13, i64 %count)
  %cmp22136 = icmp ult i64 %start.0140, %cond19
  br i1 %cmp22136, label %for.body24, label %for.cond.cleanup23

for.cond.cleanup23:                               ; preds = %if.end38, %for.body10
  %add53 = add i64 %start.0140, %mul52
  %cmp8 = icmp ult i64 %add53, %count
  %indvars.iv.next = add i64 %indvars.iv, %mul52
  br i1 %cmp8, label %for.body10, label %for.cond.cleanup9

for.body24:                                       ; preds = %for.body10, %if.end38
  %i20.0139 = phi i64 [ %inc49, %if.end38 ], [ %start.0140, %for.body10 ]
  %right.0138 = phi i64 [ %right.1, %if.end38 ], [ %cond, %for.body10 ]
  %left.0137 = phi i64 [ %left.1, %if.end38 ], [ %start.0140, %for.body10 ]
  %cmp25 = icmp ult i64 %left.0137, %cond
  %cmp26 = icmp ult i64 %right.0138, %cond19
  %or.cond = select i1 %cmp25, i1 %cmp26, i1 false
  br i1 %or.cond, label %if.then28, label %if.end38

if.then28:                                        ; preds = %for.body24
  %arrayidx29 = getelementptr inbounds nuw i64, ptr %from.0144, i64 %left.0137
  %1 = load i64, ptr %arrayidx29, align 8
  %mul30 = mul i64 %1, %size
  %add.ptr31 = getelementptr inbounds nuw i8, ptr %base, i64 %mul30
  %arrayidx32 = getelementptr inbounds nuw i64, ptr %from.0144, i64 %right.0138
  %2 = load i64, ptr %arrayidx32, align 8
  %mul33 = mul i64 %2, %size
  %add.ptr34 = getelementptr inbounds nuw i8, ptr %base, i64 %mul33
  %call35 = tail call i32 %compare(ptr noundef nonnull %add.ptr31, ptr noundef nonnull %add.ptr34, ptr noundef %data)
  %cmp36 = icmp slt i32 %call35, 1
  br label %if.end38

if.end38:                                         ; preds = %if.then28, %for.body24
  %take_left.0.in = phi i1 [ %cmp36, %if.then28 ], [ %cmp25, %for.body24 ]
  %inc41 = zext i1 %take_left.0.in to i64
  %left.1 = add i64 %left.0137, %inc41
  %not.take_left.0.in = xor i1 %take_left.0.in, true
  %inc43 = zext i1 %not.take_left.0.in to i64
  %right.1 = add i64 %right.0138, %inc43
  %cond45 = select i1 %take_left.0.in, i64 %left.0137, i64 %right.0138
  %arrayidx46 = getelementptr inbounds nuw i64, ptr %from.0144, i64 %cond45
  %3 = load i64, ptr %arrayidx46, align 8
  %arrayidx47 = getelementptr inbounds nuw i64, ptr %to.0143, i64 %i20.0139
  store i64 %3, ptr %arrayidx47, align 8
  %inc49 = add nuw i64 %i20.0139, 1
  %exitcond147.not = icmp eq i64 %inc49, %umin146
  br i1 %exitcond147.not, label %for.cond.cleanup23, label %for.body24

for.cond.cleanup65:                               ; preds = %for.body66
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %base, ptr align 1 %call60, i64 %mul59, i1 false)
  tail call void @free(ptr noundef %call60) #10
  tail call void @free(ptr noundef %call) #10
  br label %return

for.body66:                                       ; preds = %for.cond.cleanup5, %for.body66
  %i61.0145 = phi i64 [ 0, %for.cond.cleanup5 ], [ %inc73, %for.body66 ]
  %mul67 = mul i64 %i61.0145, %size
  %add.ptr68 = getelementptr inbounds nuw i8, ptr %call60, i64 %mul67
  %arrayidx69 = getelementptr inbounds nuw i64, ptr %to.0143, i64 %i61.0145
  %4 = load i64, ptr %arrayidx69, align 8
  %mul70 = mul i64 %4, %size
  %add.ptr71 = getelementptr inbounds nuw i8, ptr %base, i64 %mul70
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %add.ptr68, ptr nonnull align 1 %add.ptr71, i64 %size, i1 false)
  %inc73 = add nuw i64 %i61.0145, 1
  %exitcond148.not = icmp eq i64 %inc73, %count
  br i1 %exitcond148.not, label %for.cond.cleanup65, label %for.body66

return:                                           ; preds = %entry, %for.cond.cleanup65
  ret void
}

; Function Attrs: inlinehint uwtable
define linkonce_odr ptr @bsearch(ptr noundef nonnull %key, ptr noundef nonnull %base, i64 noundef %count, i64 noundef %size, ptr noundef nonnull readonly captures(none) %compare) local_unnamed_addr #4 {
entry:
  br label %while.cond

while.cond:                                       ; preds = %while.body, %entry
  %high.0 = phi i64 [ %count, %entry ], [ %high.2, %while.body ]
  %low.0 = phi i64 [ 0, %entry ], [ %low.2, %while.body ]
  %retval.0 = phi ptr [ undef, %entry ], [ %retval.1, %while.body ]
  %cmp = icmp ult i64 %low.0, %high.0
  br i1 %cmp, label %while.body, label %cleanup8

while.body:                                       ; preds = %while.cond
  %sub = sub nuw i64 %high.0, %low.0
  %div17 = lshr i64 %sub, 1
  %add = add i64 %div17, %low.0
  %mul = mul i64 %add, %size
  %add.ptr = getelementptr inbounds nuw i8, ptr %base, i64 %mul
  %call = tail call i32 %compare(ptr noundef nonnull %key, ptr noundef nonnull %add.ptr)
  %cmp1.not = icmp eq i32 %call, 0
  %cmp2 = icmp slt i32 %call, 0
  %add4 = add i64 %add, 1
  %high.1 = select i1 %cmp2, i64 %add, i64 %high.0
  %high.2 = select i1 %cmp1.not, i64 %high.0, i64 %high.1
  %0 = icmp slt i32 %call, 1
  %low.2 = select i1 %0, i64 %low.0, i64 %add4
  %retval.1 = select i1 %cmp1.not, ptr %add.ptr, ptr %retval.0
  br i1 %cmp1.not, label %cleanup8, label %while.cond

cleanup8:                                         ; preds = %while.cond, %while.body
  %retval.2 = phi ptr [ %retval.1, %while.body ], [ null, %while.cond ]
  ret ptr %retval.2
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr noundef nonnull ptr @strcpy(ptr noundef nonnull returned writeonly captures(ret: address, provenance) %to, ptr noundef nonnull readonly captures(none) %from) local_unnamed_addr #5 {
entry:
  %call = tail call i64 @strlen(ptr noundef nonnull dereferenceable(1) %from) #11
  %add = add i64 %call, 1
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull align 1 %from, i64 %add, i1 false)
  ret ptr %to
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: read)
declare i64 @strlen(ptr noundef captures(none)) local_unnamed_addr #6

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @stpcpy(ptr noundef nonnull writeonly captures(ret: address, provenance) %to, ptr noundef nonnull readonly captures(none) %from) local_unnamed_addr #5 {
entry:
  %call = tail call i64 @strlen(ptr noundef nonnull dereferenceable(1) %from) #11
  %add = add i64 %call, 1
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull align 1 %from, i64 %add, i1 false)
  %add.ptr = getelementptr inbounds nuw i8, ptr %to, i64 %call
  ret ptr %add.ptr
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @stpncpy(ptr noundef nonnull writeonly captures(ret: address, provenance) %to, ptr noundef nonnull readonly captures(none) %from, i64 noundef %size) local_unnamed_addr #5 {
entry:
  %call = tail call i64 @strnlen(ptr noundef nonnull %from, i64 noundef %size) #11
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull align 1 %from, i64 %call, i1 false)
  %add.ptr = getelementptr inbounds nuw i8, ptr %to, i64 %call
  %sub = sub i64 %size, %call
  tail call void @llvm.memset.p0.i64(ptr nonnull align 1 %add.ptr, i8 0, i64 %sub, i1 false)
  ret ptr %add.ptr
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: read)
declare i64 @strnlen(ptr noundef captures(none), i64 noundef) local_unnamed_addr #6

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #7

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr noundef nonnull ptr @strncpy(ptr noundef nonnull returned writeonly captures(ret: address, provenance) %to, ptr noundef nonnull readonly captures(none) %from, i64 noundef %size) local_unnamed_addr #5 {
entry:
  %call.i = tail call i64 @strnlen(ptr noundef nonnull readonly %from, i64 noundef %size) #11
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull readonly align 1 %from, i64 %call.i, i1 false)
  %add.ptr.i = getelementptr inbounds nuw i8, ptr %to, i64 %call.i
  %sub.i = sub i64 %size, %call.i
  tail call void @llvm.memset.p0.i64(ptr nonnull align 1 %add.ptr.i, i8 0, i64 %sub.i, i1 false)
  ret ptr %to
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr noundef nonnull ptr @strcat(ptr noundef nonnull returned captures(ret: address, provenance) %to, ptr noundef nonnull readonly captures(none) %from) local_unnamed_addr #5 {
entry:
  %call = tail call i64 @strlen(ptr noundef nonnull dereferenceable(1) %to) #11
  %add.ptr = getelementptr inbounds nuw i8, ptr %to, i64 %call
  %call.i = tail call i64 @strlen(ptr noundef nonnull readonly dereferenceable(1) %from) #11
  %add.i = add i64 %call.i, 1
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 dereferenceable(1) %add.ptr, ptr nonnull readonly align 1 dereferenceable(1) %from, i64 %add.i, i1 false)
  ret ptr %to
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr noundef nonnull ptr @strncat(ptr noundef nonnull returned captures(ret: address, provenance) %to, ptr noundef nonnull readonly captures(none) %from, i64 noundef %size) local_unnamed_addr #5 {
entry:
  %call = tail call i64 @strlen(ptr noundef nonnull dereferenceable(1) %to) #11
  %call1 = tail call i64 @strnlen(ptr noundef nonnull %from, i64 noundef %size) #11
  %add.ptr = getelementptr i8, ptr %to, i64 %call
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %add.ptr, ptr nonnull align 1 %from, i64 %call1, i1 false)
  %arrayidx = getelementptr i8, ptr %add.ptr, i64 %call1
  store i8 0, ptr %arrayidx, align 1
  ret ptr %to
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @__strcpy_chk(ptr noundef returned writeonly captures(ret: address, provenance) %to, ptr noundef readonly captures(none) %from, i64 noundef %room) local_unnamed_addr #5 {
entry:
  %call.i = tail call i64 @strlen(ptr noundef nonnull readonly dereferenceable(1) %from) #11
  %add.i = add i64 %call.i, 1
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 dereferenceable(1) %to, ptr nonnull readonly align 1 dereferenceable(1) %from, i64 %add.i, i1 false)
  ret ptr %to
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @__stpcpy_chk(ptr noundef writeonly captures(ret: address, provenance) %to, ptr noundef readonly captures(none) %from, i64 noundef %room) local_unnamed_addr #5 {
entry:
  %call.i = tail call i64 @strlen(ptr noundef nonnull readonly dereferenceable(1) %from) #11
  %add.i = add i64 %call.i, 1
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull readonly align 1 %from, i64 %add.i, i1 false)
  %add.ptr.i = getelementptr inbounds nuw i8, ptr %to, i64 %call.i
  ret ptr %add.ptr.i
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @__strncpy_chk(ptr noundef returned writeonly captures(ret: address, provenance) %to, ptr noundef readonly captures(none) %from, i64 noundef %size, i64 noundef %room) local_unnamed_addr #5 {
entry:
  %call.i.i = tail call i64 @strnlen(ptr noundef nonnull readonly %from, i64 noundef %size) #11
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull readonly align 1 %from, i64 %call.i.i, i1 false)
  %add.ptr.i.i = getelementptr inbounds nuw i8, ptr %to, i64 %call.i.i
  %sub.i.i = sub i64 %size, %call.i.i
  tail call void @llvm.memset.p0.i64(ptr nonnull align 1 %add.ptr.i.i, i8 0, i64 %sub.i.i, i1 false)
  ret ptr %to
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @__stpncpy_chk(ptr noundef writeonly captures(ret: address, provenance) %to, ptr noundef readonly captures(none) %from, i64 noundef %size, i64 noundef %room) local_unnamed_addr #5 {
entry:
  %call.i = tail call i64 @strnlen(ptr noundef nonnull readonly %from, i64 noundef %size) #11
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %to, ptr nonnull readonly align 1 %from, i64 %call.i, i1 false)
  %add.ptr.i = getelementptr inbounds nuw i8, ptr %to, i64 %call.i
  %sub.i = sub i64 %size, %call.i
  tail call void @llvm.memset.p0.i64(ptr nonnull align 1 %add.ptr.i, i8 0, i64 %sub.i, i1 false)
  ret ptr %add.ptr.i
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @__strcat_chk(ptr noundef returned captures(ret: address, provenance) %to, ptr noundef readonly captures(none) %from, i64 noundef %room) local_unnamed_addr #5 {
entry:
  %call.i = tail call i64 @strlen(ptr noundef nonnull dereferenceable(1) %to) #11
  %add.ptr.i = getelementptr inbounds nuw i8, ptr %to, i64 %call.i
  %call.i.i = tail call i64 @strlen(ptr noundef nonnull readonly dereferenceable(1) %from) #11
  %add.i.i = add i64 %call.i.i, 1
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 dereferenceable(1) %add.ptr.i, ptr nonnull readonly align 1 dereferenceable(1) %from, i64 %add.i.i, i1 false)
  ret ptr %to
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable
define linkonce_odr nonnull ptr @__strncat_chk(ptr noundef returned captures(ret: address, provenance) %to, ptr noundef readonly captures(none) %from, i64 noundef %size, i64 noundef %room) local_unnamed_addr #5 {
entry:
  %call.i = tail call i64 @strlen(ptr noundef nonnull dereferenceable(1) %to) #11
  %call1.i = tail call i64 @strnlen(ptr noundef nonnull readonly %from, i64 noundef %size) #11
  %add.ptr.i = getelementptr i8, ptr %to, i64 %call.i
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %add.ptr.i, ptr nonnull readonly align 1 %from, i64 %call1.i, i1 false)
  %arrayidx.i = getelementptr i8, ptr %add.ptr.i, i64 %call1.i
  store i8 0, ptr %arrayidx.i, align 1
  ret ptr %to
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #8

attributes #0 = { uwtable }
attributes #1 = { mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #2 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #4 = { inlinehint uwtable }
attributes #5 = { mustprogress nofree norecurse nounwind willreturn memory(argmem: readwrite) uwtable }
attributes #6 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: read) }
attributes #7 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #8 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #9 = { nounwind allocsize(0) }
attributes #10 = { nounwind }
attributes #11 = { nounwind willreturn memory(read) }
