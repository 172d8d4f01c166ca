; Made of fortran/*.c by make_fortran.py.
%struct.Layers = type { i64, i64, i64 }
%struct.Dimension = type { i64, i64, i64 }
%struct.Descriptor = type { ptr, i64, i32, i8, i8, i8, i8, [15 x %struct.Dimension] }
%struct.Complex8 = type { double, double }
%struct.Complex4 = type { float, float }
%struct.Entry = type { %struct.Descriptor, [2 x ptr] }

@.str = private unnamed_addr constant [48 x i8] c"an array is allocated that is allocated already\00", align 1
@.str.1 = private unnamed_addr constant [36 x i8] c"move_alloc has the same array twice\00", align 1
@.str.2 = private unnamed_addr constant [39 x i8] c"repeat has a negative number of copies\00", align 1
@.str.4 = private unnamed_addr constant [33 x i8] c"pack has a mask of another shape\00", align 1
@.str.5 = private unnamed_addr constant [36 x i8] c"pack has a vector that is too short\00", align 1
@.str.6 = private unnamed_addr constant [38 x i8] c"unpack has a vector that is too short\00", align 1
@.str.7 = private unnamed_addr constant [53 x i8] c"spread has a dimension that its result does not have\00", align 1
@.str.8 = private unnamed_addr constant [29 x i8] c"reshape has too few elements\00", align 1
@.str.9 = private unnamed_addr constant [52 x i8] c"cshift has a dimension that its array does not have\00", align 1
@.str.10 = private unnamed_addr constant [53 x i8] c"eoshift has a dimension that its array does not have\00", align 1
@.str.11 = private unnamed_addr constant [53 x i8] c"an array is allocated with a source of another shape\00", align 1
@.str.12 = private unnamed_addr constant [46 x i8] c"an array is deallocated that is not allocated\00", align 1
@.str.13 = private unnamed_addr constant [52 x i8] c"arrays of different size are assigned to each other\00", align 1
@.str.14 = private unnamed_addr constant [52 x i8] c"an array that is not allocated is assigned a scalar\00", align 1
@.str.15 = private unnamed_addr constant [99 x i8] c"components of objects are assigned as an array, which is not supported if they have a derived type\00", align 1
@.str.16 = private unnamed_addr constant [71 x i8] c"places of elements of this kind are looked for, which is not supported\00", align 1
@.str.17 = private unnamed_addr constant [60 x i8] c"an array is reduced along a dimension that it does not have\00", align 1
@.str.18 = private unnamed_addr constant [75 x i8] c"an array of this kind is reduced along a dimension, which is not supported\00", align 1
@__const.layers.found = private unnamed_addr constant %struct.Layers { i64 1, i64 1, i64 1 }, align 8

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAllocatableInitIntrinsicForAllocate(ptr noundef %array, i32 noundef %category, i32 noundef %kind, i32 noundef %rank, i32 noundef %corank) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  %call = call i64 @kind_size(i32 noundef %category, i32 noundef %kind)
  %call1 = call signext i8 @type_code(i32 noundef %category, i32 noundef %kind)
  call void @describe(ptr noundef nonnull %array, i64 noundef %call, i8 noundef signext %call1, i32 noundef %rank, i8 noundef signext 2)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @describe(ptr noundef %array, i64 noundef %size, i8 noundef signext %type, i32 noundef %rank, i8 noundef signext %attribute) #1 {
entry:
  store ptr null, ptr %array, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  store i64 %size, ptr %element_size, align 8, !tbaa !14
  %type1 = getelementptr inbounds nuw i8, ptr %array, i64 21
  store i8 %type, ptr %type1, align 1, !tbaa !15
  %conv = trunc i32 %rank to i8
  %rank2 = getelementptr inbounds nuw i8, ptr %array, i64 20
  store i8 %conv, ptr %rank2, align 4, !tbaa !16
  %attribute3 = getelementptr inbounds nuw i8, ptr %array, i64 22
  store i8 %attribute, ptr %attribute3, align 2, !tbaa !17
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @kind_size(i32 noundef %category, i32 noundef %kind) #1 {
entry:
  %cmp = icmp eq i32 %category, 3
  %mul = zext i1 %cmp to i32
  %cond = shl nsw i32 %kind, %mul
  %conv = sext i32 %cond to i64
  ret i64 %conv
}

; Function Attrs: alwaysinline nounwind uwtable
define internal signext i8 @type_code(i32 noundef %category, i32 noundef %kind) #1 {
entry:
  switch i32 %category, label %sw.default [
    i32 0, label %sw.bb
    i32 2, label %sw.bb13
    i32 3, label %sw.bb42
    i32 4, label %sw.bb71
  ]

sw.bb:                                            ; preds = %entry
  %0 = call range(i32 0, 33) i32 @llvm.ctpop.i32(i32 %kind)
  %1 = icmp eq i32 %0, 1
  br i1 %1, label %sw.bb.split, label %cond.false6

sw.bb.split:                                      ; preds = %sw.bb
  %2 = call range(i32 0, 33) i32 @llvm.cttz.i32(i32 %kind, i1 true)
  switch i32 %2, label %cond.false6 [
    i32 0, label %return
    i32 1, label %cond.end9
    i32 2, label %cond.end
    i32 3, label %switch.edge
  ]

switch.edge:                                      ; preds = %sw.bb.split
  br label %return

cond.false6:                                      ; preds = %sw.bb, %sw.bb.split
  br label %return

cond.end:                                         ; preds = %sw.bb.split
  br label %return

cond.end9:                                        ; preds = %sw.bb.split
  br label %return

sw.bb13:                                          ; preds = %entry
  switch i32 %kind, label %cond.false29 [
    i32 4, label %return
    i32 8, label %cond.end37
    i32 2, label %cond.end35
    i32 3, label %cond.end33
    i32 10, label %switch.edge19
  ]

switch.edge19:                                    ; preds = %sw.bb13
  br label %return

cond.false29:                                     ; preds = %sw.bb13
  br label %return

cond.end33:                                       ; preds = %sw.bb13
  br label %return

cond.end35:                                       ; preds = %sw.bb13
  br label %return

cond.end37:                                       ; preds = %sw.bb13
  br label %return

sw.bb42:                                          ; preds = %entry
  switch i32 %kind, label %cond.false58 [
    i32 4, label %return
    i32 8, label %cond.end66
    i32 2, label %cond.end64
    i32 3, label %cond.end62
    i32 10, label %switch.edge20
  ]

switch.edge20:                                    ; preds = %sw.bb42
  br label %return

cond.false58:                                     ; preds = %sw.bb42
  br label %return

cond.end62:                                       ; preds = %sw.bb42
  br label %return

cond.end64:                                       ; preds = %sw.bb42
  br label %return

cond.end66:                                       ; preds = %sw.bb42
  br label %return

sw.bb71:                                          ; preds = %entry
  %cmp72 = icmp eq i32 %kind, 1
  %cmp76 = icmp eq i32 %kind, 2
  %3 = select i1 %cmp76, i8 43, i8 44
  %conv81 = select i1 %cmp72, i8 40, i8 %3
  br label %return

sw.default:                                       ; preds = %entry
  switch i32 %kind, label %cond.false89 [
    i32 1, label %return
    i32 2, label %cond.end93
    i32 4, label %switch.edge21
  ]

switch.edge21:                                    ; preds = %sw.default
  br label %return

cond.false89:                                     ; preds = %sw.default
  br label %return

cond.end93:                                       ; preds = %sw.default
  br label %return

return:                                           ; preds = %cond.end93, %sw.default, %switch.edge21, %cond.false89, %cond.end66, %sw.bb42, %cond.end62, %switch.edge20, %cond.false58, %cond.end64, %cond.end37, %sw.bb13, %cond.end33, %switch.edge19, %cond.false29, %cond.end35, %cond.end9, %sw.bb.split, %cond.false6, %switch.edge, %cond.end, %sw.bb71
  %retval.0 = phi i8 [ 35, %cond.end66 ], [ %conv81, %sw.bb71 ], [ 8, %cond.end9 ], [ 28, %cond.end37 ], [ 7, %sw.bb.split ], [ 11, %cond.false6 ], [ 10, %switch.edge ], [ 9, %cond.end ], [ 27, %sw.bb13 ], [ 31, %cond.false29 ], [ 29, %switch.edge19 ], [ 26, %cond.end33 ], [ 25, %cond.end35 ], [ 34, %sw.bb42 ], [ 38, %cond.false58 ], [ 36, %switch.edge20 ], [ 33, %cond.end62 ], [ 32, %cond.end64 ], [ 39, %sw.default ], [ 15, %cond.false89 ], [ 14, %switch.edge21 ], [ 13, %cond.end93 ]
  ret i8 %retval.0
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAllocatableInitCharacterForAllocate(ptr noundef %array, i64 noundef %length, i32 noundef %kind, i32 noundef %rank, i32 noundef %corank) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  %conv = sext i32 %kind to i64
  %mul = mul nsw i64 %length, %conv
  %call = call signext i8 @type_code(i32 noundef 4, i32 noundef %kind)
  call void @describe(ptr noundef nonnull %array, i64 noundef %mul, i8 noundef signext %call, i32 noundef %rank, i8 noundef signext 2)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAllocatableInitDerivedForAllocate(ptr noundef %array, ptr noundef %type, i32 noundef %rank, i32 noundef %corank) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.end, label %return

if.end:                                           ; preds = %entry
  %call = call i64 @type_size(ptr noundef %type)
  call void @describe(ptr noundef nonnull %array, i64 noundef %call, i8 noundef signext 42, i32 noundef %rank, i8 noundef signext 2)
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %1 = load i8, ptr %extra, align 1, !tbaa !18
  %2 = or i8 %1, 1
  store i8 %2, ptr %extra, align 1, !tbaa !18
  %call2 = call ptr @type_slot(ptr noundef nonnull %array)
  store ptr %type, ptr %call2, align 8, !tbaa !19
  br label %return

return:                                           ; preds = %entry, %if.end
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @type_size(ptr noundef %type) #1 {
entry:
  %add.ptr = getelementptr inbounds nuw i8, ptr %type, i64 88
  %0 = load i64, ptr %add.ptr, align 8, !tbaa !21
  ret i64 %0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @type_slot(ptr noundef %array) #1 {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %call = call ptr @type_slot_of_rank(ptr noundef %array, i32 noundef %conv)
  ret ptr %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPointerNullifyIntrinsic(ptr noundef %array, i32 noundef %category, i32 noundef %kind, i32 noundef %rank, i32 noundef %corank) #0 alwaysinline {
entry:
  %call = call i64 @kind_size(i32 noundef %category, i32 noundef %kind)
  %call1 = call signext i8 @type_code(i32 noundef %category, i32 noundef %kind)
  call void @describe(ptr noundef %array, i64 noundef %call, i8 noundef signext %call1, i32 noundef %rank, i8 noundef signext 1)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPointerNullifyDerived(ptr noundef %array, ptr noundef %type, i32 noundef %rank, i32 noundef %corank) #0 alwaysinline {
entry:
  %call = call i64 @type_size(ptr noundef %type)
  call void @describe(ptr noundef %array, i64 noundef %call, i8 noundef signext 42, i32 noundef %rank, i8 noundef signext 1)
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %0 = load i8, ptr %extra, align 1, !tbaa !18
  %1 = or i8 %0, 1
  store i8 %1, ptr %extra, align 1, !tbaa !18
  %call2 = call ptr @type_slot(ptr noundef %array)
  store ptr %type, ptr %call2, align 8, !tbaa !19
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAllocatableSetBounds(ptr noundef %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @set_bounds(ptr noundef nonnull %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @set_bounds(ptr noundef %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper) #1 {
entry:
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dimension to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  store i64 %lower, ptr %arrayidx, align 8, !tbaa !22
  %cmp.not = icmp slt i64 %upper, %lower
  %sub = sub nsw i64 %upper, %lower
  %add = add nsw i64 %sub, 1
  %cond = select i1 %cmp.not, i64 0, i64 %add
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  store i64 %cond, ptr %extent, align 8, !tbaa !24
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPointerSetBounds(ptr noundef %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper) #0 alwaysinline {
entry:
  call void @set_bounds(ptr noundef %array, i32 noundef %dimension, i64 noundef %lower, i64 noundef %upper)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAllocatableApplyMold(ptr noundef %array, ptr noundef %mold, i32 noundef %rank) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @apply_mold(ptr noundef nonnull %array, ptr noundef %mold, i32 noundef %rank)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @apply_mold(ptr noundef %array, ptr noundef %mold, i32 noundef %rank) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %mold, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size1 = getelementptr inbounds nuw i8, ptr %array, i64 8
  store i64 %0, ptr %element_size1, align 8, !tbaa !14
  %type = getelementptr inbounds nuw i8, ptr %mold, i64 21
  %1 = load i8, ptr %type, align 1, !tbaa !15
  %type2 = getelementptr inbounds nuw i8, ptr %array, i64 21
  store i8 %1, ptr %type2, align 1, !tbaa !15
  %conv = trunc i32 %rank to i8
  %rank3 = getelementptr inbounds nuw i8, ptr %array, i64 20
  store i8 %conv, ptr %rank3, align 4, !tbaa !16
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %2 = load i8, ptr %extra, align 1, !tbaa !18
  %3 = and i8 %2, 1
  %tobool.not = icmp eq i8 %3, 0
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call ptr @type_of(ptr noundef %mold)
  %call5 = call ptr @type_slot(ptr noundef %array)
  store ptr %call, ptr %call5, align 8, !tbaa !19
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  %rank6 = getelementptr inbounds nuw i8, ptr %mold, i64 20
  %4 = load i8, ptr %rank6, align 4, !tbaa !16
  %conv7 = sext i8 %4 to i32
  %cmp = icmp eq i32 %rank, %conv7
  br i1 %cmp, label %for.cond, label %if.end23

for.cond:                                         ; preds = %if.end, %for.body
  %i.0 = phi i32 [ %inc, %for.body ], [ 0, %if.end ]
  %cmp10 = icmp slt i32 %i.0, %rank
  br i1 %cmp10, label %for.body, label %if.end23

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %mold, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %5 = load i64, ptr %arrayidx, align 8, !tbaa !22
  %dimensions12 = getelementptr inbounds nuw i8, ptr %array, i64 24
  %arrayidx14 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions12, i64 %idxprom
  store i64 %5, ptr %arrayidx14, align 8, !tbaa !22
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %6 = load i64, ptr %extent, align 8, !tbaa !24
  %extent22 = getelementptr inbounds nuw i8, ptr %arrayidx14, i64 8
  store i64 %6, ptr %extent22, align 8, !tbaa !24
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !25

if.end23:                                         ; preds = %for.cond, %if.end
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPointerApplyMold(ptr noundef %array, ptr noundef %mold, i32 noundef %rank) #0 alwaysinline {
entry:
  call void @apply_mold(ptr noundef %array, ptr noundef %mold, i32 noundef %rank)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAAllocatableAllocate(ptr noundef %array, ptr noundef %stream, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line, ptr noundef %more) #0 alwaysinline {
entry:
  %tmp = alloca %struct.Descriptor, align 8
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call i32 @status(i32 noundef 12, i1 noundef zeroext %has_status, ptr noundef nonnull @.str, ptr noundef %file, i32 noundef %line)
  br label %return

if.end:                                           ; preds = %entry
  call void @llvm.lifetime.start.p0(ptr nonnull %tmp) #17
  call void @allocate_and_initialise(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %tmp, ptr noundef nonnull %array)
  call void @llvm.lifetime.end.p0(ptr nonnull %tmp) #17
  br label %return

return:                                           ; preds = %if.end, %if.then
  %retval.0 = phi i32 [ %call, %if.then ], [ 0, %if.end ]
  ret i32 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i32 @status(i32 noundef %code, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #1 {
entry:
  br i1 %has_status, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  call void @_FortranAReportFatalUserError(ptr noundef %message, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %entry
  ret i32 %code
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @allocate_and_initialise(ptr dead_on_unwind noalias writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %array) #1 {
entry:
  call void @copied(ptr dead_on_unwind writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %array)
  call void @allocate_contents(ptr noundef %agg.result)
  %0 = load ptr, ptr %agg.result, align 8, !tbaa !9
  store ptr %0, ptr %array, align 8, !tbaa !9
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %rank = getelementptr inbounds nuw i8, ptr %agg.result, i64 20
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %1 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %agg.result, i64 %idxprom
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 40
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %arrayidx5 = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %idxprom
  %stride6 = getelementptr inbounds nuw i8, ptr %arrayidx5, i64 40
  store i64 %2, ptr %stride6, align 8, !tbaa !28
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !29

for.end:                                          ; preds = %for.cond
  call void @initialise_elements(ptr noundef nonnull %agg.result)
  ret void
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #2

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAPointerAllocate(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line, ptr noundef %more) #0 alwaysinline {
entry:
  %tmp = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %tmp) #17
  call void @allocate_and_initialise(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %tmp, ptr noundef %array)
  call void @llvm.lifetime.end.p0(ptr nonnull %tmp) #17
  ret i32 0
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAAllocatableAllocateSource(ptr noundef %array, ptr noundef %source, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call i32 @status(i32 noundef 12, i1 noundef zeroext %has_status, ptr noundef nonnull @.str, ptr noundef %file, i32 noundef %line)
  br label %return

if.end:                                           ; preds = %entry
  %call2 = call i32 @fill(ptr noundef nonnull %array, ptr noundef %source, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line)
  br label %return

return:                                           ; preds = %if.end, %if.then
  %retval.0 = phi i32 [ %call, %if.then ], [ %call2, %if.end ]
  ret i32 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i32 @fill(ptr noundef %allocated, ptr noundef %given, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line) #1 {
entry:
  %described = alloca %struct.Descriptor, align 8
  %filled = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %described) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %described, ptr noundef %given)
  call void @llvm.lifetime.start.p0(ptr nonnull %filled) #17
  call void @allocate_and_initialise(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %filled, ptr noundef %allocated)
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.inc ]
  %rank = getelementptr inbounds nuw i8, ptr %described, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp.not = icmp slt i32 %i.0, %conv
  br i1 %cmp.not, label %for.body, label %cleanup

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %filled, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %arrayidx4 = getelementptr inbounds nuw %struct.Dimension, ptr %described, i64 %idxprom
  %extent5 = getelementptr inbounds nuw i8, ptr %arrayidx4, i64 32
  %2 = load i64, ptr %extent5, align 8, !tbaa !24
  %cmp6.not = icmp eq i64 %1, %2
  br i1 %cmp6.not, label %for.inc, label %if.then

if.then:                                          ; preds = %for.body
  %call = call i32 @status(i32 noundef 17, i1 noundef zeroext %has_status, ptr noundef nonnull @.str.11, ptr noundef %file, i32 noundef %line)
  br label %cleanup

for.inc:                                          ; preds = %for.body
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !30

cleanup:                                          ; preds = %for.cond, %if.then
  %retval.0 = phi i32 [ %call, %if.then ], [ undef, %for.cond ]
  br i1 %cmp.not, label %cleanup22, label %for.end

for.end:                                          ; preds = %cleanup
  %call8 = call i64 @elements(ptr noundef nonnull %filled)
  br label %for.cond10

for.cond10:                                       ; preds = %for.body14, %for.end
  %i9.0 = phi i64 [ 0, %for.end ], [ %inc18, %for.body14 ]
  %cmp11 = icmp slt i64 %i9.0, %call8
  br i1 %cmp11, label %for.body14, label %cleanup22

for.body14:                                       ; preds = %for.cond10
  %call15 = call ptr @element(ptr noundef nonnull %filled, i64 noundef %i9.0)
  %call16 = call ptr @element(ptr noundef nonnull %described, i64 noundef %i9.0)
  call void @assign_element(ptr noundef %call15, ptr noundef %call16, ptr noundef nonnull %described)
  %inc18 = add nuw nsw i64 %i9.0, 1
  br label %for.cond10, !llvm.loop !31

cleanup22:                                        ; preds = %for.cond10, %cleanup
  %retval.1 = phi i32 [ %retval.0, %cleanup ], [ 0, %for.cond10 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %filled) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %described) #17
  ret i32 %retval.1
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAPointerAllocateSource(ptr noundef %array, ptr noundef %source, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i32 @fill(ptr noundef %array, ptr noundef %source, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line)
  ret i32 %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAAllocatableDeallocate(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i32 @release(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line)
  ret i32 %call
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i32 @release(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line) #1 {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  %call = call i32 @status(i32 noundef 11, i1 noundef zeroext %has_status, ptr noundef nonnull @.str.12, ptr noundef %file, i32 noundef %line)
  br label %return

if.end:                                           ; preds = %entry
  call void @destroy_elements(ptr noundef nonnull %array)
  %1 = load ptr, ptr %array, align 8, !tbaa !9
  call void @free(ptr noundef %1) #17
  store ptr null, ptr %array, align 8, !tbaa !9
  br label %return

return:                                           ; preds = %if.end, %if.then
  %retval.0 = phi i32 [ 0, %if.end ], [ %call, %if.then ]
  ret i32 %retval.0
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAllocatableDeallocateNoFinal(ptr noundef %array, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i32 @release(ptr noundef %array, i1 noundef zeroext false, ptr noundef %file, i32 noundef %line)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAPointerDeallocate(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i32 @release(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line)
  ret i32 %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAAllocatableDeallocatePolymorphic(ptr noundef %array, ptr noundef %declared, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i32 @release(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line)
  %tobool.not = icmp eq i32 %call, 0
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @forget_type(ptr noundef %array, ptr noundef %declared)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret i32 %call
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @forget_type(ptr noundef %array, ptr noundef %declared) #1 {
entry:
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %0 = load i8, ptr %extra, align 1, !tbaa !18
  %1 = and i8 %0, 1
  %tobool.not = icmp eq i8 %1, 0
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call ptr @type_slot(ptr noundef %array)
  store ptr %declared, ptr %call, align 8, !tbaa !19
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  %tobool1.not = icmp eq ptr %declared, null
  %conv2 = select i1 %tobool1.not, i8 -1, i8 42
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  store i8 %conv2, ptr %type, align 1, !tbaa !15
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAPointerDeallocatePolymorphic(ptr noundef %array, ptr noundef %declared, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i32 @release(ptr noundef %array, i1 noundef zeroext %has_status, ptr noundef %file, i32 noundef %line)
  %tobool.not = icmp eq i32 %call, 0
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @forget_type(ptr noundef %array, ptr noundef %declared)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret i32 %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr i32 @_FortranAMoveAlloc(ptr noundef %to, ptr noundef %from, ptr noundef %declared, i1 noundef zeroext %has_status, ptr noundef %message, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %from, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.end, label %land.lhs.true

land.lhs.true:                                    ; preds = %entry
  %1 = load ptr, ptr %to, align 8, !tbaa !9
  %cmp = icmp eq ptr %0, %1
  br i1 %cmp, label %if.then, label %if.end

if.then:                                          ; preds = %land.lhs.true
  %call = call i32 @status(i32 noundef 109, i1 noundef zeroext %has_status, ptr noundef nonnull @.str.1, ptr noundef %file, i32 noundef %line)
  br label %return

if.end:                                           ; preds = %land.lhs.true, %entry
  %2 = load ptr, ptr %to, align 8, !tbaa !9
  %tobool4.not = icmp eq ptr %2, null
  br i1 %tobool4.not, label %if.end8, label %if.then5

if.then5:                                         ; preds = %if.end
  call void @destroy_elements(ptr noundef nonnull %to)
  %3 = load ptr, ptr %to, align 8, !tbaa !9
  call void @free(ptr noundef %3) #17
  store ptr null, ptr %to, align 8, !tbaa !9
  br label %if.end8

if.end8:                                          ; preds = %if.then5, %if.end
  %4 = load ptr, ptr %from, align 8, !tbaa !9
  %tobool10.not = icmp eq ptr %4, null
  br i1 %tobool10.not, label %return, label %if.end12

if.end12:                                         ; preds = %if.end8
  store ptr %4, ptr %to, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %from, i64 8
  %5 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size15 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store i64 %5, ptr %element_size15, align 8, !tbaa !14
  %type = getelementptr inbounds nuw i8, ptr %from, i64 21
  %6 = load i8, ptr %type, align 1, !tbaa !15
  %type16 = getelementptr inbounds nuw i8, ptr %to, i64 21
  store i8 %6, ptr %type16, align 1, !tbaa !15
  %rank = getelementptr inbounds nuw i8, ptr %from, i64 20
  %7 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %7 to i32
  call void @copy_dimensions(ptr noundef nonnull %to, ptr noundef nonnull %from, i32 noundef %conv)
  %extra = getelementptr inbounds nuw i8, ptr %to, i64 23
  %8 = load i8, ptr %extra, align 1, !tbaa !18
  %extra18 = getelementptr inbounds nuw i8, ptr %from, i64 23
  %9 = load i8, ptr %extra18, align 1, !tbaa !18
  %and24 = and i8 %8, %9
  %10 = and i8 %and24, 1
  %tobool21.not = icmp eq i8 %10, 0
  br i1 %tobool21.not, label %if.end25, label %if.then22

if.then22:                                        ; preds = %if.end12
  %call23 = call ptr @type_of(ptr noundef nonnull %from)
  %call24 = call ptr @type_slot(ptr noundef nonnull %to)
  store ptr %call23, ptr %call24, align 8, !tbaa !19
  br label %if.end25

if.end25:                                         ; preds = %if.then22, %if.end12
  store ptr null, ptr %from, align 8, !tbaa !9
  %tobool27.not = icmp eq ptr %declared, null
  br i1 %tobool27.not, label %return, label %land.lhs.true28

land.lhs.true28:                                  ; preds = %if.end25
  %11 = load i8, ptr %extra18, align 1, !tbaa !18
  %12 = and i8 %11, 1
  %tobool32.not = icmp eq i8 %12, 0
  br i1 %tobool32.not, label %return, label %if.then33

if.then33:                                        ; preds = %land.lhs.true28
  %call34 = call ptr @type_slot(ptr noundef nonnull %from)
  store ptr %declared, ptr %call34, align 8, !tbaa !19
  br label %return

return:                                           ; preds = %if.end25, %land.lhs.true28, %if.then33, %if.end8, %if.then
  %retval.0 = phi i32 [ %call, %if.then ], [ 0, %if.end8 ], [ 0, %if.then33 ], [ 0, %land.lhs.true28 ], [ 0, %if.end25 ]
  ret i32 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @destroy_elements(ptr noundef %elements_of) #1 {
entry:
  %array = alloca %struct.Descriptor, align 8
  %call = call ptr @type_of(ptr noundef %elements_of)
  %tobool.not = icmp eq ptr %call, null
  br i1 %tobool.not, label %return, label %if.end

if.end:                                           ; preds = %entry
  call void @llvm.lifetime.start.p0(ptr nonnull %array) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %array, ptr noundef %elements_of)
  %call1 = call ptr @type_of(ptr noundef nonnull %array)
  %call2 = call i64 @elements(ptr noundef nonnull %array)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %if.end
  %i.0 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %call2
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call3 = call ptr @element(ptr noundef nonnull %array, i64 noundef %i.0)
  call void @xdsl_enzyme_destroy(ptr noundef %call3, ptr noundef %call1) #17
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !33

for.end:                                          ; preds = %for.cond
  call void @llvm.lifetime.end.p0(ptr nonnull %array) #17
  br label %return

return:                                           ; preds = %entry, %for.end
  ret void
}

; Function Attrs: mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @free(ptr allocptr noundef captures(none)) #3

; Function Attrs: alwaysinline nounwind uwtable
define internal void @copy_dimensions(ptr noundef %to, ptr noundef %from, i32 noundef %rank) #1 {
entry:
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i32 %i.0, %rank
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %from, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %0 = load i64, ptr %arrayidx, align 8, !tbaa !22
  %dimensions1 = getelementptr inbounds nuw i8, ptr %to, i64 24
  %arrayidx3 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions1, i64 %idxprom
  store i64 %0, ptr %arrayidx3, align 8, !tbaa !22
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %extent11 = getelementptr inbounds nuw i8, ptr %arrayidx3, i64 8
  store i64 %1, ptr %extent11, align 8, !tbaa !24
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %stride18 = getelementptr inbounds nuw i8, ptr %arrayidx3, i64 16
  store i64 %2, ptr %stride18, align 8, !tbaa !28
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !34

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @type_of(ptr noundef %array) #1 {
entry:
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %0 = load i8, ptr %extra, align 1, !tbaa !18
  %1 = and i8 %0, 1
  %tobool.not = icmp eq i8 %1, 0
  br i1 %tobool.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %entry
  %call = call ptr @type_slot(ptr noundef %array)
  %2 = load ptr, ptr %call, align 8, !tbaa !19
  br label %cond.end

cond.end:                                         ; preds = %entry, %cond.true
  %cond = phi ptr [ %2, %cond.true ], [ null, %entry ]
  ret ptr %cond
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAssign(ptr noundef %to, ptr noundef %from, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %attribute = getelementptr inbounds nuw i8, ptr %to, i64 22
  %0 = load i8, ptr %attribute, align 2, !tbaa !17
  %cmp = icmp eq i8 %0, 2
  call void @assign(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %cmp, i1 noundef zeroext false, i1 noundef zeroext false, i1 noundef zeroext true, ptr noundef %file, i32 noundef %line)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %is_allocatable, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length, i1 noundef zeroext %may_overlap, ptr noundef %file, i32 noundef %line) #1 {
entry:
  %target = alloca %struct.Descriptor, align 8
  %source = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %target) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %target, ptr noundef %to)
  call void @llvm.lifetime.start.p0(ptr nonnull %source) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %source, ptr noundef %from)
  %call = call zeroext i1 @assign_described(ptr noundef nonnull %target, ptr noundef nonnull %source, i1 noundef zeroext %is_allocatable, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length, i1 noundef zeroext %may_overlap, ptr noundef %file, i32 noundef %line)
  br i1 %call, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @give_back(ptr noundef %to, ptr noundef nonnull %target, i1 noundef zeroext %is_polymorphic)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  call void @llvm.lifetime.end.p0(ptr nonnull %source) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %target) #17
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAssignExplicitLengthCharacter(ptr noundef %to, ptr noundef %from, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %attribute = getelementptr inbounds nuw i8, ptr %to, i64 22
  %0 = load i8, ptr %attribute, align 2, !tbaa !17
  %cmp = icmp eq i8 %0, 2
  call void @assign(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %cmp, i1 noundef zeroext false, i1 noundef zeroext true, i1 noundef zeroext true, ptr noundef %file, i32 noundef %line)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAssignPolymorphic(ptr noundef %to, ptr noundef %from, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %attribute = getelementptr inbounds nuw i8, ptr %to, i64 22
  %0 = load i8, ptr %attribute, align 2, !tbaa !17
  %cmp = icmp eq i8 %0, 2
  call void @assign(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %cmp, i1 noundef zeroext true, i1 noundef zeroext false, i1 noundef zeroext true, ptr noundef %file, i32 noundef %line)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @xdsl_enzyme_destroy_component(ptr noundef %component, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived) #0 alwaysinline {
entry:
  %old = alloca %struct.Descriptor, align 8
  %0 = load ptr, ptr %component, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %return, label %if.end

if.end:                                           ; preds = %entry
  call void @llvm.lifetime.start.p0(ptr nonnull %old) #17
  call void @known(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %old, ptr noundef nonnull %component, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived)
  call void @destroy_elements(ptr noundef nonnull %old)
  %1 = load ptr, ptr %old, align 8, !tbaa !9
  call void @free(ptr noundef %1) #17
  store ptr null, ptr %component, align 8, !tbaa !9
  call void @llvm.lifetime.end.p0(ptr nonnull %old) #17
  br label %return

return:                                           ; preds = %entry, %if.end
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @known(ptr dead_on_unwind noalias writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %component, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived) #1 {
entry:
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(384) %agg.result, i8 0, i64 384, i1 false)
  %0 = load ptr, ptr %component, align 8, !tbaa !9
  store ptr %0, ptr %agg.result, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %agg.result, i64 8
  store i64 %size, ptr %element_size, align 8, !tbaa !14
  %rank2 = getelementptr inbounds nuw i8, ptr %agg.result, i64 20
  %conv = trunc i32 %rank to i8
  store i8 %conv, ptr %rank2, align 4, !tbaa !16
  %type3 = getelementptr inbounds nuw i8, ptr %agg.result, i64 21
  %conv4 = trunc i32 %type to i8
  store i8 %conv4, ptr %type3, align 1, !tbaa !15
  %tobool.not = icmp eq i64 %size, 0
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  %element_size5 = getelementptr inbounds nuw i8, ptr %component, i64 8
  %1 = load i64, ptr %element_size5, align 8, !tbaa !14
  store i64 %1, ptr %element_size, align 8, !tbaa !14
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  call void @copy_dimensions(ptr noundef nonnull %agg.result, ptr noundef nonnull %component, i32 noundef %rank)
  switch i32 %type, label %if.end22 [
    i32 42, label %if.then8
    i32 -1, label %if.then14
  ]

if.then8:                                         ; preds = %if.end
  %extra9 = getelementptr inbounds nuw i8, ptr %agg.result, i64 23
  store i8 1, ptr %extra9, align 1, !tbaa !18
  %tobool10.not = icmp eq ptr %derived, null
  br i1 %tobool10.not, label %cond.false, label %cond.end

cond.false:                                       ; preds = %if.then8
  %call = call ptr @type_slot_of_rank(ptr noundef nonnull %component, i32 noundef %rank)
  %2 = load ptr, ptr %call, align 8, !tbaa !19
  br label %cond.end

cond.end:                                         ; preds = %if.then8, %cond.false
  %cond = phi ptr [ %2, %cond.false ], [ %derived, %if.then8 ]
  %call11 = call ptr @type_slot(ptr noundef nonnull %agg.result)
  store ptr %cond, ptr %call11, align 8, !tbaa !19
  br label %if.end22

if.then14:                                        ; preds = %if.end
  %type15 = getelementptr inbounds nuw i8, ptr %component, i64 21
  %3 = load i8, ptr %type15, align 1, !tbaa !15
  store i8 %3, ptr %type3, align 1, !tbaa !15
  %extra17 = getelementptr inbounds nuw i8, ptr %component, i64 23
  %4 = load i8, ptr %extra17, align 1, !tbaa !18
  %extra18 = getelementptr inbounds nuw i8, ptr %agg.result, i64 23
  store i8 %4, ptr %extra18, align 1, !tbaa !18
  %call19 = call ptr @type_of(ptr noundef nonnull %component)
  %call20 = call ptr @type_slot(ptr noundef nonnull %agg.result)
  store ptr %call19, ptr %call20, align 8, !tbaa !19
  br label %if.end22

if.end22:                                         ; preds = %if.then14, %if.end, %cond.end
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @xdsl_enzyme_assign_component(ptr noundef %to, ptr noundef %from, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived) #0 alwaysinline {
entry:
  %target = alloca %struct.Descriptor, align 8
  %source = alloca %struct.Descriptor, align 8
  %0 = load ptr, ptr %from, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.else, label %if.then

if.then:                                          ; preds = %entry
  call void @llvm.lifetime.start.p0(ptr nonnull %target) #17
  call void @known(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %target, ptr noundef %to, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived)
  call void @llvm.lifetime.start.p0(ptr nonnull %source) #17
  call void @known(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %source, ptr noundef nonnull %from, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived)
  switch i32 %type, label %land.end [
    i32 42, label %land.rhs
    i32 -1, label %land.rhs
  ]

land.rhs:                                         ; preds = %if.then, %if.then
  %tobool2.not = icmp eq ptr %derived, null
  br label %land.end

land.end:                                         ; preds = %if.then, %land.rhs
  %1 = phi i1 [ false, %if.then ], [ %tobool2.not, %land.rhs ]
  %call = call zeroext i1 @assign_described(ptr noundef nonnull %target, ptr noundef nonnull %source, i1 noundef zeroext true, i1 noundef zeroext %1, i1 noundef zeroext false, i1 noundef zeroext false, ptr noundef null, i32 noundef 0)
  br i1 %call, label %if.then3, label %if.end

if.then3:                                         ; preds = %land.end
  call void @give_back(ptr noundef %to, ptr noundef nonnull %target, i1 noundef zeroext %1)
  br label %if.end

if.end:                                           ; preds = %if.then3, %land.end
  call void @llvm.lifetime.end.p0(ptr nonnull %source) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %target) #17
  br label %if.end5

if.else:                                          ; preds = %entry
  call void @xdsl_enzyme_destroy_component(ptr noundef %to, i32 noundef %rank, i32 noundef %type, i64 noundef %size, ptr noundef %derived)
  br label %if.end5

if.end5:                                          ; preds = %if.else, %if.end
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @assign_described(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %is_allocatable, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length, i1 noundef zeroext %may_overlap, ptr noundef %file, i32 noundef %line) #1 {
entry:
  br i1 %is_allocatable, label %land.lhs.true, label %if.end18

land.lhs.true:                                    ; preds = %entry
  %call = call zeroext i1 @must_allocate(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length)
  br i1 %call, label %if.then, label %if.end18

if.then:                                          ; preds = %land.lhs.true
  %0 = load ptr, ptr %to, align 8, !tbaa !9
  br i1 %is_polymorphic, label %cond.true, label %cond.false

cond.true:                                        ; preds = %if.then
  %call7 = call ptr @type_of(ptr noundef nonnull %to)
  br label %cond.end

cond.false:                                       ; preds = %if.then
  %call8 = call ptr @type_of(ptr noundef %from)
  br label %cond.end

cond.end:                                         ; preds = %cond.false, %cond.true
  %cond = phi ptr [ %call7, %cond.true ], [ %call8, %cond.false ]
  %call9 = call i32 @common_rank(ptr noundef nonnull %to, ptr noundef %from)
  %call10 = call i64 @elements_of_rank(ptr noundef nonnull %to, i32 noundef %call9)
  %element_size = getelementptr inbounds nuw i8, ptr %to, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  call void @allocate_like(ptr noundef nonnull %to, ptr noundef %from, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length, ptr noundef %file, i32 noundef %line)
  %call13 = call i64 @elements_of_rank(ptr noundef nonnull %to, i32 noundef %call9)
  call void @assign_elements(ptr noundef nonnull %to, ptr noundef %from, i64 noundef %call13)
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %return, label %if.then14

if.then14:                                        ; preds = %cond.end
  %tobool15.not = icmp eq ptr %cond, null
  br i1 %tobool15.not, label %if.end, label %for.cond

for.cond:                                         ; preds = %if.then14, %for.body
  %i.0 = phi i64 [ %inc, %for.body ], [ 0, %if.then14 ]
  %cmp = icmp slt i64 %i.0, %call10
  br i1 %cmp, label %for.body, label %if.end

for.body:                                         ; preds = %for.cond
  %mul = mul nsw i64 %i.0, %1
  %add.ptr = getelementptr inbounds i8, ptr %0, i64 %mul
  call void @xdsl_enzyme_destroy(ptr noundef nonnull %add.ptr, ptr noundef nonnull %cond) #17
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !35

if.end:                                           ; preds = %for.cond, %if.then14
  call void @free(ptr noundef %0) #17
  br label %return

if.end18:                                         ; preds = %land.lhs.true, %entry
  %rank20 = getelementptr inbounds nuw i8, ptr %from, i64 20
  %2 = load i8, ptr %rank20, align 4, !tbaa !16
  %tobool21.not = icmp eq i8 %2, 0
  br i1 %tobool21.not, label %cond.false24, label %cond.true22

cond.true22:                                      ; preds = %if.end18
  %call23 = call i64 @elements(ptr noundef %from)
  br label %cond.end26

cond.false24:                                     ; preds = %if.end18
  %call25 = call i64 @elements(ptr noundef %to)
  br label %cond.end26

cond.end26:                                       ; preds = %cond.false24, %cond.true22
  %cond27 = phi i64 [ %call23, %cond.true22 ], [ %call25, %cond.false24 ]
  %3 = load i8, ptr %rank20, align 4, !tbaa !16
  %tobool30.not = icmp eq i8 %3, 0
  br i1 %tobool30.not, label %if.end38, label %land.lhs.true31

land.lhs.true31:                                  ; preds = %cond.end26
  %conv29 = sext i8 %3 to i32
  %call34 = call i64 @elements_of_rank(ptr noundef %to, i32 noundef %conv29)
  %cmp35.not = icmp eq i64 %call34, %cond27
  br i1 %cmp35.not, label %if.end38, label %if.then37

if.then37:                                        ; preds = %land.lhs.true31
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.13, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end38:                                         ; preds = %land.lhs.true31, %cond.end26
  br i1 %may_overlap, label %if.then40, label %if.else

if.then40:                                        ; preds = %if.end38
  call void @assign_overlapping(ptr noundef %to, ptr noundef %from, i64 noundef %cond27)
  br label %return

if.else:                                          ; preds = %if.end38
  call void @assign_elements(ptr noundef %to, ptr noundef %from, i64 noundef %cond27)
  br label %return

return:                                           ; preds = %if.then40, %if.else, %cond.end, %if.end
  %retval.0 = phi i1 [ true, %cond.end ], [ true, %if.end ], [ false, %if.else ], [ false, %if.then40 ]
  ret i1 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @give_back(ptr noundef %to, ptr noundef %target, i1 noundef zeroext %is_polymorphic) #1 {
entry:
  %0 = load ptr, ptr %target, align 8, !tbaa !9
  store ptr %0, ptr %to, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %target, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size2 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store i64 %1, ptr %element_size2, align 8, !tbaa !14
  %rank = getelementptr inbounds nuw i8, ptr %target, i64 20
  %2 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %2 to i32
  call void @copy_dimensions(ptr noundef nonnull %to, ptr noundef nonnull %target, i32 noundef %conv)
  br i1 %is_polymorphic, label %if.then, label %if.end9

if.then:                                          ; preds = %entry
  %type = getelementptr inbounds nuw i8, ptr %target, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  %type3 = getelementptr inbounds nuw i8, ptr %to, i64 21
  store i8 %3, ptr %type3, align 1, !tbaa !15
  %extra = getelementptr inbounds nuw i8, ptr %target, i64 23
  %4 = load i8, ptr %extra, align 1, !tbaa !18
  %5 = and i8 %4, 1
  %tobool.not = icmp eq i8 %5, 0
  br i1 %tobool.not, label %if.end9, label %if.then5

if.then5:                                         ; preds = %if.then
  %call = call ptr @type_slot(ptr noundef nonnull %target)
  %6 = load ptr, ptr %call, align 8, !tbaa !19
  %7 = load i8, ptr %rank, align 4, !tbaa !16
  %conv7 = sext i8 %7 to i32
  %call8 = call ptr @type_slot_of_rank(ptr noundef nonnull %to, i32 noundef %conv7)
  store ptr %6, ptr %call8, align 8, !tbaa !19
  br label %if.end9

if.end9:                                          ; preds = %if.then, %if.then5, %entry
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAssignTemporary(ptr noundef %to, ptr noundef %from, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %to, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  call void @initialise_elements(ptr noundef nonnull %to)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  %attribute = getelementptr inbounds nuw i8, ptr %to, i64 22
  %1 = load i8, ptr %attribute, align 2, !tbaa !17
  %cmp = icmp eq i8 %1, 2
  call void @assign(ptr noundef nonnull %to, ptr noundef %from, i1 noundef zeroext %cmp, i1 noundef zeroext true, i1 noundef zeroext false, i1 noundef zeroext false, ptr noundef %file, i32 noundef %line)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @initialise_elements(ptr noundef %elements_of) #1 {
entry:
  %array = alloca %struct.Descriptor, align 8
  %call = call ptr @type_of(ptr noundef %elements_of)
  %tobool.not = icmp eq ptr %call, null
  br i1 %tobool.not, label %return, label %if.end

if.end:                                           ; preds = %entry
  call void @llvm.lifetime.start.p0(ptr nonnull %array) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %array, ptr noundef %elements_of)
  %call1 = call ptr @type_of(ptr noundef nonnull %array)
  %call2 = call i64 @elements(ptr noundef nonnull %array)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %if.end
  %i.0 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %call2
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call3 = call ptr @element(ptr noundef nonnull %array, i64 noundef %i.0)
  call void @xdsl_enzyme_initialise(ptr noundef %call3, ptr noundef %call1) #17
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !36

for.end:                                          ; preds = %for.cond
  call void @llvm.lifetime.end.p0(ptr nonnull %array) #17
  br label %return

return:                                           ; preds = %entry, %for.end
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranACopyInAssign(ptr noundef %copy, ptr noundef %array, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size1 = getelementptr inbounds nuw i8, ptr %copy, i64 8
  store i64 %0, ptr %element_size1, align 8, !tbaa !14
  %version = getelementptr inbounds nuw i8, ptr %array, i64 16
  %1 = load i32, ptr %version, align 8, !tbaa !37
  %version2 = getelementptr inbounds nuw i8, ptr %copy, i64 16
  store i32 %1, ptr %version2, align 8, !tbaa !37
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %2 = load i8, ptr %rank, align 4, !tbaa !16
  %rank3 = getelementptr inbounds nuw i8, ptr %copy, i64 20
  store i8 %2, ptr %rank3, align 4, !tbaa !16
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  %type4 = getelementptr inbounds nuw i8, ptr %copy, i64 21
  store i8 %3, ptr %type4, align 1, !tbaa !15
  %attribute = getelementptr inbounds nuw i8, ptr %copy, i64 22
  store i8 2, ptr %attribute, align 2, !tbaa !17
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %4 = load i8, ptr %extra, align 1, !tbaa !18
  %extra5 = getelementptr inbounds nuw i8, ptr %copy, i64 23
  store i8 %4, ptr %extra5, align 1, !tbaa !18
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %5 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %5 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %6 = load i64, ptr %arrayidx, align 8, !tbaa !22
  %dimensions8 = getelementptr inbounds nuw i8, ptr %copy, i64 24
  %arrayidx10 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions8, i64 %idxprom
  store i64 %6, ptr %arrayidx10, align 8, !tbaa !22
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %7 = load i64, ptr %extent, align 8, !tbaa !24
  %extent18 = getelementptr inbounds nuw i8, ptr %arrayidx10, i64 8
  store i64 %7, ptr %extent18, align 8, !tbaa !24
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !38

for.end:                                          ; preds = %for.cond
  %8 = load i8, ptr %extra, align 1, !tbaa !18
  %9 = and i8 %8, 1
  %tobool.not = icmp eq i8 %9, 0
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %for.end
  %call = call ptr @type_of(ptr noundef %array)
  %call21 = call ptr @type_slot(ptr noundef %copy)
  store ptr %call, ptr %call21, align 8, !tbaa !19
  br label %if.end

if.end:                                           ; preds = %if.then, %for.end
  call void @allocate_contents(ptr noundef %copy)
  call void @initialise_elements(ptr noundef %copy)
  %call22 = call i64 @elements(ptr noundef %array)
  call void @assign_elements(ptr noundef %copy, ptr noundef %array, i64 noundef %call22)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @allocate_contents(ptr noundef %array) #1 {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  call void @allocate_rank(ptr noundef %array, i32 noundef %conv)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign_elements(ptr noundef %to, ptr noundef %from, i64 noundef %count) #1 {
entry:
  %call = call i32 @common_rank(ptr noundef %to, ptr noundef %from)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %count
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call1 = call ptr @element_like(ptr noundef %to, ptr noundef %from, i32 noundef %call, i64 noundef %i.0)
  %call2 = call ptr @element(ptr noundef %from, i64 noundef %i.0)
  call void @assign_one(ptr noundef %call1, ptr noundef %call2, ptr noundef %to, ptr noundef %from)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !39

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @elements(ptr noundef %array) #1 {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %call = call i64 @elements_of_rank(ptr noundef %array, i32 noundef %conv)
  ret i64 %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranACopyOutAssign(ptr noundef %array, ptr noundef %copy, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %tobool.not = icmp eq ptr %array, null
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call i64 @elements(ptr noundef nonnull %array)
  call void @assign_elements(ptr noundef nonnull %array, ptr noundef %copy, i64 noundef %call)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  call void @destroy_elements(ptr noundef %copy)
  %0 = load ptr, ptr %copy, align 8, !tbaa !9
  call void @free(ptr noundef %0) #17
  store ptr null, ptr %copy, align 8, !tbaa !9
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAInitialize(ptr noundef %array, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  call void @initialise_elements(ptr noundef %array)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranADestroy(ptr noundef %array) #0 alwaysinline {
entry:
  call void @destroy_elements(ptr noundef %array)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranADestroyWithoutFinalization(ptr noundef %array) #0 alwaysinline {
entry:
  call void @destroy_elements(ptr noundef %array)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranATrim(ptr noundef %result, ptr noundef %string, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %string, align 8, !tbaa !9
  %call = call i64 @character_size(ptr noundef nonnull %string)
  %element_size = getelementptr inbounds nuw i8, ptr %string, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %call1 = call i64 @without_blanks(ptr noundef %0, i64 noundef %call, i64 noundef %1)
  %call2 = call ptr @begin_string(ptr noundef %result, ptr noundef nonnull %string, i64 noundef %call1)
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %call2, ptr align 1 %0, i64 %call1, i1 false)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @without_blanks(ptr noundef %string, i64 noundef %size, i64 noundef %bytes) #1 {
entry:
  br label %while.cond

while.cond:                                       ; preds = %while.body, %entry
  %bytes.addr.0 = phi i64 [ %bytes, %entry ], [ %sub, %while.body ]
  %cmp = icmp sgt i64 %bytes.addr.0, 0
  br i1 %cmp, label %land.rhs, label %while.end

land.rhs:                                         ; preds = %while.cond
  %add.ptr = getelementptr inbounds nuw i8, ptr %string, i64 %bytes.addr.0
  %idx.neg = sub i64 0, %size
  %add.ptr1 = getelementptr inbounds i8, ptr %add.ptr, i64 %idx.neg
  %call = call zeroext i1 @is_blank(ptr noundef nonnull %add.ptr1, i64 noundef %size)
  br i1 %call, label %while.body, label %while.end

while.body:                                       ; preds = %land.rhs
  %sub = sub nsw i64 %bytes.addr.0, %size
  br label %while.cond, !llvm.loop !40

while.end:                                        ; preds = %while.cond, %land.rhs
  ret i64 %bytes.addr.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @character_size(ptr noundef %string) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %string, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  %cmp = icmp eq i8 %0, 44
  %cmp4 = icmp eq i8 %0, 43
  %1 = select i1 %cmp4, i64 2, i64 1
  %conv7 = select i1 %cmp, i64 4, i64 %1
  ret i64 %conv7
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @begin_string(ptr noundef %result, ptr noundef %string, i64 noundef %bytes) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %result, i64 8
  store i64 %bytes, ptr %element_size, align 8, !tbaa !14
  %type = getelementptr inbounds nuw i8, ptr %string, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  %type1 = getelementptr inbounds nuw i8, ptr %result, i64 21
  store i8 %0, ptr %type1, align 1, !tbaa !15
  %rank = getelementptr inbounds nuw i8, ptr %result, i64 20
  store i8 0, ptr %rank, align 4, !tbaa !16
  %attribute = getelementptr inbounds nuw i8, ptr %result, i64 22
  store i8 2, ptr %attribute, align 2, !tbaa !17
  %call = call ptr @allocate(i64 noundef %bytes)
  store ptr %call, ptr %result, align 8, !tbaa !9
  ret ptr %call
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #4

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranARepeat(ptr noundef %result, ptr noundef %string, i64 noundef %copies, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %string, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %string, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %cmp = icmp slt i64 %copies, 0
  br i1 %cmp, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.2, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %entry
  %mul = mul nsw i64 %1, %copies
  %call = call ptr @begin_string(ptr noundef %result, ptr noundef nonnull %string, i64 noundef %mul)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %if.end
  %i.0 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %cmp1 = icmp slt i64 %i.0, %copies
  br i1 %cmp1, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %mul2 = mul nsw i64 %i.0, %1
  %add.ptr = getelementptr inbounds i8, ptr %call, i64 %mul2
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %add.ptr, ptr align 1 %0, i64 %1, i1 false)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !41

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: noreturn
declare void @_FortranAReportFatalUserError(ptr noundef, ptr noundef, i32 noundef) #5

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAdjustl(ptr noundef %result, ptr noundef %given, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %strings = alloca %struct.Descriptor, align 8
  %adjusted = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %strings) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %strings, ptr noundef %given)
  call void @llvm.lifetime.start.p0(ptr nonnull %adjusted) #17
  call void @begin_strings(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %adjusted, ptr noundef %result, ptr noundef nonnull %strings)
  %call = call i64 @character_size(ptr noundef nonnull %strings)
  %element_size = getelementptr inbounds nuw i8, ptr %strings, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %call1 = call i64 @elements(ptr noundef nonnull %strings)
  br label %for.cond

for.cond:                                         ; preds = %while.end, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %while.end ]
  %cmp = icmp slt i64 %i.0, %call1
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call2 = call ptr @element(ptr noundef nonnull %strings, i64 noundef %i.0)
  %rank = getelementptr inbounds nuw i8, ptr %strings, i64 20
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %1 to i32
  %call3 = call ptr @element_of_rank(ptr noundef nonnull %adjusted, i32 noundef %conv, i64 noundef %i.0)
  br label %while.cond

while.cond:                                       ; preds = %while.body, %for.body
  %blanks.0 = phi i64 [ 0, %for.body ], [ %add, %while.body ]
  %cmp4 = icmp slt i64 %blanks.0, %0
  br i1 %cmp4, label %land.rhs, label %while.end

land.rhs:                                         ; preds = %while.cond
  %add.ptr = getelementptr inbounds i8, ptr %call2, i64 %blanks.0
  %call6 = call zeroext i1 @is_blank(ptr noundef %add.ptr, i64 noundef %call)
  br i1 %call6, label %while.body, label %while.end

while.body:                                       ; preds = %land.rhs
  %add = add nsw i64 %blanks.0, %call
  br label %while.cond, !llvm.loop !42

while.end:                                        ; preds = %while.cond, %land.rhs
  %add.ptr8 = getelementptr inbounds i8, ptr %call2, i64 %blanks.0
  %sub = sub nsw i64 %0, %blanks.0
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %call3, ptr align 1 %add.ptr8, i64 %sub, i1 false)
  %add.ptr9 = getelementptr inbounds i8, ptr %call3, i64 %0
  %idx.neg = sub i64 0, %blanks.0
  %add.ptr10 = getelementptr inbounds i8, ptr %add.ptr9, i64 %idx.neg
  call void @put_blanks(ptr noundef %add.ptr10, i64 noundef %call, i64 noundef %blanks.0)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !43

for.end:                                          ; preds = %for.cond
  call void @llvm.lifetime.end.p0(ptr nonnull %adjusted) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %strings) #17
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @copied(ptr dead_on_unwind noalias writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %array) #1 {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  store ptr %0, ptr %agg.result, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size2 = getelementptr inbounds nuw i8, ptr %agg.result, i64 8
  store i64 %1, ptr %element_size2, align 8, !tbaa !14
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %2 = load i8, ptr %rank, align 4, !tbaa !16
  %rank3 = getelementptr inbounds nuw i8, ptr %agg.result, i64 20
  store i8 %2, ptr %rank3, align 4, !tbaa !16
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  %type4 = getelementptr inbounds nuw i8, ptr %agg.result, i64 21
  store i8 %3, ptr %type4, align 1, !tbaa !15
  %attribute = getelementptr inbounds nuw i8, ptr %array, i64 22
  %4 = load i8, ptr %attribute, align 2, !tbaa !17
  %attribute5 = getelementptr inbounds nuw i8, ptr %agg.result, i64 22
  store i8 %4, ptr %attribute5, align 2, !tbaa !17
  %extra = getelementptr inbounds nuw i8, ptr %array, i64 23
  %5 = load i8, ptr %extra, align 1, !tbaa !18
  %extra6 = getelementptr inbounds nuw i8, ptr %agg.result, i64 23
  store i8 %5, ptr %extra6, align 1, !tbaa !18
  %6 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %6 to i32
  call void @copy_dimensions(ptr noundef nonnull %agg.result, ptr noundef nonnull %array, i32 noundef %conv)
  %7 = load i8, ptr %extra, align 1, !tbaa !18
  %8 = and i8 %7, 1
  %tobool.not = icmp eq i8 %8, 0
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call ptr @type_slot(ptr noundef nonnull %array)
  %9 = load ptr, ptr %call, align 8, !tbaa !19
  %call10 = call ptr @type_slot(ptr noundef nonnull %agg.result)
  store ptr %9, ptr %call10, align 8, !tbaa !19
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @begin_strings(ptr dead_on_unwind noalias writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %result, ptr noundef %strings) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %strings, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size1 = getelementptr inbounds nuw i8, ptr %result, i64 8
  store i64 %0, ptr %element_size1, align 8, !tbaa !14
  %type = getelementptr inbounds nuw i8, ptr %strings, i64 21
  %1 = load i8, ptr %type, align 1, !tbaa !15
  %type2 = getelementptr inbounds nuw i8, ptr %result, i64 21
  store i8 %1, ptr %type2, align 1, !tbaa !15
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %rank = getelementptr inbounds nuw i8, ptr %strings, i64 20
  %2 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %2 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %strings, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %3 = load i64, ptr %extent, align 8, !tbaa !24
  call void @set_extent(ptr noundef %result, i32 noundef %i.0, i64 noundef %3)
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !44

for.end:                                          ; preds = %for.cond
  call void @allocate_rank(ptr noundef %result, i32 noundef %conv)
  call void @copied(ptr dead_on_unwind writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %result)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @element(ptr noundef %array, i64 noundef %number) #1 {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %call = call ptr @element_of_rank(ptr noundef %array, i32 noundef %conv, i64 noundef %number)
  ret ptr %call
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @element_of_rank(ptr noundef %array, i32 noundef %rank, i64 noundef %number) #1 {
entry:
  %call = call ptr @element_like(ptr noundef %array, ptr noundef %array, i32 noundef %rank, i64 noundef %number)
  ret ptr %call
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @is_blank(ptr noundef %at, i64 noundef %size) #1 {
entry:
  switch i64 %size, label %cond.false9 [
    i64 1, label %cond.true
    i64 2, label %cond.true5
  ]

cond.true:                                        ; preds = %entry
  %0 = load i8, ptr %at, align 1, !tbaa !45
  %cmp1 = icmp eq i8 %0, 32
  br label %cond.end12

cond.true5:                                       ; preds = %entry
  %1 = load i16, ptr %at, align 2, !tbaa !46
  %cmp7 = icmp eq i16 %1, 32
  br label %cond.end12

cond.false9:                                      ; preds = %entry
  %2 = load i32, ptr %at, align 4, !tbaa !5
  %cmp10 = icmp eq i32 %2, 32
  br label %cond.end12

cond.end12:                                       ; preds = %cond.true5, %cond.false9, %cond.true
  %cond13.in = phi i1 [ %cmp1, %cond.true ], [ %cmp7, %cond.true5 ], [ %cmp10, %cond.false9 ]
  ret i1 %cond13.in
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @put_blanks(ptr noundef %at, i64 noundef %size, i64 noundef %bytes) #1 {
entry:
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %add, %for.inc ]
  %cmp = icmp slt i64 %i.0, %bytes
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  switch i64 %size, label %if.else4 [
    i64 1, label %if.then
    i64 2, label %if.then3
  ]

if.then:                                          ; preds = %for.body
  %arrayidx = getelementptr inbounds i8, ptr %at, i64 %i.0
  store i8 32, ptr %arrayidx, align 1, !tbaa !45
  br label %for.inc

if.then3:                                         ; preds = %for.body
  %add.ptr = getelementptr inbounds i8, ptr %at, i64 %i.0
  store i16 32, ptr %add.ptr, align 2, !tbaa !46
  br label %for.inc

if.else4:                                         ; preds = %for.body
  %add.ptr5 = getelementptr inbounds i8, ptr %at, i64 %i.0
  store i32 32, ptr %add.ptr5, align 4, !tbaa !5
  br label %for.inc

for.inc:                                          ; preds = %if.then, %if.else4, %if.then3
  %add = add nsw i64 %i.0, %size
  br label %for.cond, !llvm.loop !48

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAAdjustr(ptr noundef %result, ptr noundef %given, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %strings = alloca %struct.Descriptor, align 8
  %adjusted = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %strings) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %strings, ptr noundef %given)
  call void @llvm.lifetime.start.p0(ptr nonnull %adjusted) #17
  call void @begin_strings(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %adjusted, ptr noundef %result, ptr noundef nonnull %strings)
  %call = call i64 @character_size(ptr noundef nonnull %strings)
  %element_size = getelementptr inbounds nuw i8, ptr %strings, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %call1 = call i64 @elements(ptr noundef nonnull %strings)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %call1
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call2 = call ptr @element(ptr noundef nonnull %strings, i64 noundef %i.0)
  %rank = getelementptr inbounds nuw i8, ptr %strings, i64 20
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %1 to i32
  %call3 = call ptr @element_of_rank(ptr noundef nonnull %adjusted, i32 noundef %conv, i64 noundef %i.0)
  %call4 = call i64 @without_blanks(ptr noundef %call2, i64 noundef %call, i64 noundef %0)
  %sub = sub nsw i64 %0, %call4
  call void @put_blanks(ptr noundef %call3, i64 noundef %call, i64 noundef %sub)
  %add.ptr = getelementptr inbounds i8, ptr %call3, i64 %0
  %idx.neg = sub i64 0, %call4
  %add.ptr5 = getelementptr inbounds i8, ptr %add.ptr, i64 %idx.neg
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %add.ptr5, ptr align 1 %call2, i64 %call4, i1 false)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !49

for.end:                                          ; preds = %for.cond
  call void @llvm.lifetime.end.p0(ptr nonnull %adjusted) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %strings) #17
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAInitArrayConstructorVector(ptr noundef %vector, ptr noundef %array, i1 noundef zeroext %has_length, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  store ptr %array, ptr %vector, align 8, !tbaa !50
  %count = getelementptr inbounds nuw i8, ptr %vector, i64 8
  store i64 0, ptr %count, align 8, !tbaa !52
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %entry
  %extent = getelementptr inbounds nuw i8, ptr %array, i64 32
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  br label %cond.end

cond.end:                                         ; preds = %entry, %cond.true
  %cond = phi i64 [ %1, %cond.true ], [ 0, %entry ]
  %capacity = getelementptr inbounds nuw i8, ptr %vector, i64 16
  store i64 %cond, ptr %capacity, align 8, !tbaa !53
  %2 = load ptr, ptr %array, align 8, !tbaa !9
  %tobool3.not = icmp eq ptr %2, null
  br i1 %tobool3.not, label %if.then, label %if.end

if.then:                                          ; preds = %cond.end
  call void @set_extent(ptr noundef nonnull %array, i32 noundef 0, i64 noundef 0)
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %3 = load i64, ptr %element_size, align 8, !tbaa !14
  %stride = getelementptr inbounds nuw i8, ptr %array, i64 40
  store i64 %3, ptr %stride, align 8, !tbaa !28
  br label %if.end

if.end:                                           ; preds = %if.then, %cond.end
  call void @describe_elements(ptr noundef nonnull %vector, ptr noundef nonnull %array)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @set_extent(ptr noundef %array, i32 noundef %dimension, i64 noundef %extent) #1 {
entry:
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dimension to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  store i64 1, ptr %arrayidx, align 8, !tbaa !22
  %extent4 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  store i64 %extent, ptr %extent4, align 8, !tbaa !24
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @describe_elements(ptr noundef %vector, ptr noundef %array) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size1 = getelementptr inbounds nuw i8, ptr %vector, i64 24
  store i64 %0, ptr %element_size1, align 8, !tbaa !54
  %call = call ptr @type_of(ptr noundef %array)
  %derived = getelementptr inbounds nuw i8, ptr %vector, i64 32
  store ptr %call, ptr %derived, align 8, !tbaa !55
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %1 = load i8, ptr %type, align 1, !tbaa !15
  %type2 = getelementptr inbounds nuw i8, ptr %vector, i64 40
  store i8 %1, ptr %type2, align 8, !tbaa !56
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPushArrayConstructorValue(ptr noundef %vector, ptr noundef %given) #0 alwaysinline {
entry:
  %values = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %values) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %values, ptr noundef %given)
  %0 = load ptr, ptr %vector, align 8, !tbaa !50
  %1 = load ptr, ptr %0, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %1, null
  br i1 %tobool.not, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  call void @take_element_type(ptr noundef nonnull %0, ptr noundef nonnull %values)
  %2 = load ptr, ptr %vector, align 8, !tbaa !50
  call void @describe_elements(ptr noundef nonnull %vector, ptr noundef %2)
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  %call = call i64 @elements(ptr noundef nonnull %values)
  %count3 = getelementptr inbounds nuw i8, ptr %vector, i64 8
  %3 = load i64, ptr %count3, align 8, !tbaa !52
  %add = add nsw i64 %3, %call
  call void @grow(ptr noundef nonnull %vector, i64 noundef %add)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %if.end
  %i.0 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %call
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call4 = call ptr @element(ptr noundef nonnull %values, i64 noundef %i.0)
  call void @push(ptr noundef nonnull %vector, ptr noundef %call4)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !57

for.end:                                          ; preds = %for.cond
  call void @set_length(ptr noundef nonnull %vector)
  call void @llvm.lifetime.end.p0(ptr nonnull %values) #17
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @take_element_type(ptr noundef %result, ptr noundef %source) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %0, label %if.end27 [
    i8 42, label %if.then
    i8 40, label %if.then
    i8 43, label %if.then
    i8 44, label %if.then
    i8 -1, label %if.then
  ]

if.then:                                          ; preds = %entry, %entry, %entry, %entry, %entry
  %type21 = getelementptr inbounds nuw i8, ptr %source, i64 21
  %1 = load i8, ptr %type21, align 1, !tbaa !15
  store i8 %1, ptr %type, align 1, !tbaa !15
  %element_size = getelementptr inbounds nuw i8, ptr %source, i64 8
  %2 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size23 = getelementptr inbounds nuw i8, ptr %result, i64 8
  store i64 %2, ptr %element_size23, align 8, !tbaa !14
  %extra = getelementptr inbounds nuw i8, ptr %result, i64 23
  %3 = load i8, ptr %extra, align 1, !tbaa !18
  %4 = and i8 %3, 1
  %tobool.not = icmp eq i8 %4, 0
  br i1 %tobool.not, label %if.end27, label %if.then25

if.then25:                                        ; preds = %if.then
  %call = call ptr @type_of(ptr noundef %source)
  %call26 = call ptr @type_slot(ptr noundef %result)
  store ptr %call, ptr %call26, align 8, !tbaa !19
  br label %if.end27

if.end27:                                         ; preds = %if.then, %if.then25, %entry
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @grow(ptr noundef %vector, i64 noundef %needed) #1 {
entry:
  %one = alloca %struct.Descriptor, align 8
  %capacity = getelementptr inbounds nuw i8, ptr %vector, i64 16
  %0 = load i64, ptr %capacity, align 8, !tbaa !53
  %cmp.not = icmp sgt i64 %needed, %0
  br i1 %cmp.not, label %if.end, label %return

if.end:                                           ; preds = %entry
  %1 = load ptr, ptr %vector, align 8, !tbaa !50
  %2 = load ptr, ptr %1, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %vector, i64 24
  %3 = load i64, ptr %element_size, align 8, !tbaa !54
  %count1 = getelementptr inbounds nuw i8, ptr %vector, i64 8
  %4 = load i64, ptr %count1, align 8, !tbaa !52
  %derived = getelementptr inbounds nuw i8, ptr %vector, i64 32
  %5 = load ptr, ptr %derived, align 8, !tbaa !55
  call void @llvm.lifetime.start.p0(ptr nonnull %one) #17
  call void @one_element(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %one, ptr noundef nonnull %vector)
  %6 = load i64, ptr %capacity, align 8, !tbaa !53
  %mul = shl nsw i64 %6, 1
  %call = call i64 @larger(i64 noundef %needed, i64 noundef %mul)
  store i64 %call, ptr %capacity, align 8, !tbaa !53
  %mul5 = mul nsw i64 %call, %3
  %call6 = call ptr @allocate(i64 noundef %mul5)
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %if.end
  %i.0 = phi i64 [ 0, %if.end ], [ %inc, %for.inc ]
  %cmp7 = icmp slt i64 %i.0, %4
  br i1 %cmp7, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %tobool.not = icmp eq ptr %5, null
  br i1 %tobool.not, label %if.end19.critedge, label %if.then8

if.then8:                                         ; preds = %for.body
  %mul9 = mul nsw i64 %i.0, %3
  %add.ptr = getelementptr inbounds i8, ptr %call6, i64 %mul9
  call void @xdsl_enzyme_initialise(ptr noundef %add.ptr, ptr noundef nonnull %5) #17
  %mul11 = mul nsw i64 %i.0, %3
  %add.ptr12 = getelementptr inbounds i8, ptr %call6, i64 %mul11
  %add.ptr14 = getelementptr inbounds i8, ptr %2, i64 %mul11
  call void @assign_element(ptr noundef %add.ptr12, ptr noundef %add.ptr14, ptr noundef nonnull %one)
  call void @xdsl_enzyme_destroy(ptr noundef %add.ptr14, ptr noundef nonnull %5) #17
  br label %for.inc

if.end19.critedge:                                ; preds = %for.body
  %mul11.c = mul nsw i64 %i.0, %3
  %add.ptr12.c = getelementptr inbounds i8, ptr %call6, i64 %mul11.c
  %add.ptr14.c = getelementptr inbounds i8, ptr %2, i64 %mul11.c
  call void @assign_element(ptr noundef %add.ptr12.c, ptr noundef %add.ptr14.c, ptr noundef nonnull %one)
  br label %for.inc

for.inc:                                          ; preds = %if.then8, %if.end19.critedge
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !58

for.end:                                          ; preds = %for.cond
  call void @free(ptr noundef %2) #17
  %7 = load ptr, ptr %vector, align 8, !tbaa !50
  store ptr %call6, ptr %7, align 8, !tbaa !9
  call void @llvm.lifetime.end.p0(ptr nonnull %one) #17
  br label %return

return:                                           ; preds = %entry, %for.end
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @push(ptr noundef %vector, ptr noundef %value) #1 {
entry:
  %one = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %one) #17
  call void @one_element(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %one, ptr noundef %vector)
  %0 = load ptr, ptr %vector, align 8, !tbaa !50
  %1 = load ptr, ptr %0, align 8, !tbaa !9
  %count = getelementptr inbounds nuw i8, ptr %vector, i64 8
  %2 = load i64, ptr %count, align 8, !tbaa !52
  %element_size = getelementptr inbounds nuw i8, ptr %vector, i64 24
  %3 = load i64, ptr %element_size, align 8, !tbaa !54
  %mul = mul nsw i64 %2, %3
  %add.ptr = getelementptr inbounds i8, ptr %1, i64 %mul
  %derived = getelementptr inbounds nuw i8, ptr %vector, i64 32
  %4 = load ptr, ptr %derived, align 8, !tbaa !55
  %tobool.not = icmp eq ptr %4, null
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  call void @xdsl_enzyme_initialise(ptr noundef %add.ptr, ptr noundef nonnull %4) #17
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  call void @assign_element(ptr noundef %add.ptr, ptr noundef %value, ptr noundef nonnull %one)
  %5 = load i64, ptr %count, align 8, !tbaa !52
  %inc = add nsw i64 %5, 1
  store i64 %inc, ptr %count, align 8, !tbaa !52
  call void @llvm.lifetime.end.p0(ptr nonnull %one) #17
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @set_length(ptr noundef %vector) #1 {
entry:
  %0 = load ptr, ptr %vector, align 8, !tbaa !50
  %extent = getelementptr inbounds nuw i8, ptr %0, i64 32
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %count = getelementptr inbounds nuw i8, ptr %vector, i64 8
  %2 = load i64, ptr %count, align 8, !tbaa !52
  %call = call i64 @larger(i64 noundef %1, i64 noundef %2)
  store i64 %call, ptr %extent, align 8, !tbaa !24
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPushArrayConstructorSimpleScalar(ptr noundef %vector, ptr noundef %value) #0 alwaysinline {
entry:
  %count = getelementptr inbounds nuw i8, ptr %vector, i64 8
  %0 = load i64, ptr %count, align 8, !tbaa !52
  %add = add nsw i64 %0, 1
  call void @grow(ptr noundef %vector, i64 noundef %add)
  call void @push(ptr noundef %vector, ptr noundef %value)
  call void @set_length(ptr noundef %vector)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr zeroext i1 @_FortranAClassIs(ptr noundef %object, ptr noundef %type) #0 alwaysinline {
entry:
  %call = call ptr @type_of(ptr noundef %object)
  %tobool.not = icmp eq ptr %call, null
  br i1 %tobool.not, label %land.end, label %land.rhs

land.rhs:                                         ; preds = %entry
  %call1 = call zeroext i1 @xdsl_enzyme_extends(ptr noundef nonnull %call, ptr noundef %type) #17
  br label %land.end

land.end:                                         ; preds = %land.rhs, %entry
  %0 = phi i1 [ false, %entry ], [ %call1, %land.rhs ]
  ret i1 %0
}

declare zeroext i1 @xdsl_enzyme_extends(ptr noundef, ptr noundef) #6

; Function Attrs: nounwind uwtable
define linkonce_odr zeroext i1 @_FortranASameTypeAs(ptr noundef %object, ptr noundef %other) #0 alwaysinline {
entry:
  %call = call zeroext i1 @has_intrinsic_type(ptr noundef %object)
  br i1 %call, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %entry
  %call1 = call zeroext i1 @has_intrinsic_type(ptr noundef %other)
  br i1 %call1, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %entry
  %type = getelementptr inbounds nuw i8, ptr %object, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  %type2 = getelementptr inbounds nuw i8, ptr %other, i64 21
  %1 = load i8, ptr %type2, align 1, !tbaa !15
  %cmp = icmp eq i8 %0, %1
  br label %return

if.end:                                           ; preds = %lor.lhs.false
  %call5 = call ptr @type_of(ptr noundef %object)
  %tobool.not = icmp eq ptr %call5, null
  br i1 %tobool.not, label %return, label %land.rhs

land.rhs:                                         ; preds = %if.end
  %call6 = call ptr @type_of(ptr noundef %object)
  %call7 = call ptr @type_of(ptr noundef %other)
  %cmp8 = icmp eq ptr %call6, %call7
  br label %return

return:                                           ; preds = %if.end, %land.rhs, %if.then
  %retval.0 = phi i1 [ %cmp, %if.then ], [ false, %if.end ], [ %cmp8, %land.rhs ]
  ret i1 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @has_intrinsic_type(ptr noundef %object) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %object, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  %cmp = icmp ne i8 %0, 42
  %cmp4 = icmp ne i8 %0, -1
  %spec.select = and i1 %cmp, %cmp4
  ret i1 %spec.select
}

; Function Attrs: nounwind uwtable
define linkonce_odr zeroext i1 @_FortranAExtendsTypeOf(ptr noundef %object, ptr noundef %mold) #0 alwaysinline {
entry:
  %call = call zeroext i1 @has_intrinsic_type(ptr noundef %object)
  br i1 %call, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %entry
  %call1 = call zeroext i1 @has_intrinsic_type(ptr noundef %mold)
  br i1 %call1, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %entry
  %type = getelementptr inbounds nuw i8, ptr %object, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  %type2 = getelementptr inbounds nuw i8, ptr %mold, i64 21
  %1 = load i8, ptr %type2, align 1, !tbaa !15
  %cmp = icmp eq i8 %0, %1
  br label %return

if.end:                                           ; preds = %lor.lhs.false
  %call5 = call ptr @type_of(ptr noundef %mold)
  %tobool.not = icmp eq ptr %call5, null
  br i1 %tobool.not, label %return, label %if.end7

if.end7:                                          ; preds = %if.end
  %call8 = call ptr @type_of(ptr noundef %object)
  %tobool9.not = icmp eq ptr %call8, null
  br i1 %tobool9.not, label %return, label %land.rhs

land.rhs:                                         ; preds = %if.end7
  %call10 = call ptr @type_of(ptr noundef %object)
  %call11 = call ptr @type_of(ptr noundef %mold)
  %call12 = call zeroext i1 @xdsl_enzyme_extends(ptr noundef %call10, ptr noundef %call11) #17
  br label %return

return:                                           ; preds = %if.end7, %land.rhs, %if.end, %if.then
  %retval.0 = phi i1 [ %cmp, %if.then ], [ true, %if.end ], [ false, %if.end7 ], [ %call12, %land.rhs ]
  ret i1 %retval.0
}

; Function Attrs: nounwind uwtable
define linkonce_odr double @_FortranAModReal8(double noundef %a, double noundef %p, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %fmod = frem double %a, %p
  ret double %fmod
}

; Function Attrs: nounwind uwtable
define linkonce_odr float @_FortranAModReal4(float noundef %a, float noundef %p, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %fmod = frem float %a, %p
  ret float %fmod
}

; Function Attrs: nounwind uwtable
define linkonce_odr double @_FortranAModuloReal8(double noundef %a, double noundef %p, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %fmod = frem double %a, %p
  %cmp = fcmp une double %fmod, 0.000000e+00
  br i1 %cmp, label %land.lhs.true, label %cond.end

land.lhs.true:                                    ; preds = %entry
  %cmp1 = fcmp olt double %fmod, 0.000000e+00
  %0 = fcmp uge double %p, 0.000000e+00
  %cmp4.not = xor i1 %cmp1, %0
  br i1 %cmp4.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %land.lhs.true
  %add = fadd double %fmod, %p
  br label %cond.end

cond.end:                                         ; preds = %entry, %land.lhs.true, %cond.true
  %cond = phi double [ %add, %cond.true ], [ %fmod, %land.lhs.true ], [ %fmod, %entry ]
  ret double %cond
}

; Function Attrs: nounwind uwtable
define linkonce_odr float @_FortranAModuloReal4(float noundef %a, float noundef %p, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %fmod = frem float %a, %p
  %cmp = fcmp une float %fmod, 0.000000e+00
  br i1 %cmp, label %land.lhs.true, label %cond.end

land.lhs.true:                                    ; preds = %entry
  %cmp1 = fcmp olt float %fmod, 0.000000e+00
  %0 = fcmp uge float %p, 0.000000e+00
  %cmp4.not = xor i1 %cmp1, %0
  br i1 %cmp4.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %land.lhs.true
  %add = fadd float %fmod, %p
  br label %cond.end

cond.end:                                         ; preds = %entry, %land.lhs.true, %cond.true
  %cond = phi float [ %add, %cond.true ], [ %fmod, %land.lhs.true ], [ %fmod, %entry ]
  ret float %cond
}

; Function Attrs: nounwind uwtable
define linkonce_odr double @_FortranAFraction8(double noundef %x) #0 alwaysinline {
entry:
  %exponent = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %exponent) #17
  %call = call double @frexp(double noundef %x, ptr noundef nonnull %exponent) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %exponent) #17
  ret double %call
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare double @frexp(double noundef, ptr noundef captures(none)) #7

; Function Attrs: nounwind uwtable
define linkonce_odr double @_FortranAScale8(double noundef %x, i64 noundef %power) #0 alwaysinline {
entry:
  %conv = trunc i64 %power to i32
  %call = call double @ldexp(double noundef %x, i32 noundef %conv) #19
  ret double %call
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare double @ldexp(double noundef, i32 noundef) #8

; Function Attrs: nounwind uwtable
define linkonce_odr double @_FortranASetExponent8(double noundef %x, i64 noundef %power) #0 alwaysinline {
entry:
  %exponent = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %exponent) #17
  %call = call double @frexp(double noundef %x, ptr noundef nonnull %exponent) #17
  %conv = trunc i64 %power to i32
  %call1 = call double @ldexp(double noundef %call, i32 noundef %conv) #19
  call void @llvm.lifetime.end.p0(ptr nonnull %exponent) #17
  ret double %call1
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMaxlocDim(ptr noundef %result, ptr noundef %array, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_along(ptr noundef %result, ptr noundef %array, i32 noundef 0, double noundef 0.000000e+00, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @place_along(ptr noundef %result, ptr noundef %array, i32 noundef %goal, double noundef %target, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #1 {
entry:
  %dec = add nsw i32 %dimension, -1
  call void @check_kind(ptr noundef %array, ptr noundef %file, i32 noundef %line)
  call void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dec, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %sub = add nsw i32 %conv, -1
  %call = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %sub)
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dec to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %stride5 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride5, align 8, !tbaa !28
  br label %for.cond

for.cond:                                         ; preds = %for.end, %entry
  %number.0 = phi i64 [ 0, %entry ], [ %inc22, %for.end ]
  %cmp = icmp slt i64 %number.0, %call
  br i1 %cmp, label %for.body, label %for.end23

for.body:                                         ; preds = %for.cond
  %call7 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number.0)
  br label %for.cond8

for.cond8:                                        ; preds = %for.inc, %for.body
  %place.0 = phi i64 [ 0, %for.body ], [ %place.1, %for.inc ]
  %best.0 = phi double [ %target, %for.body ], [ %best.1, %for.inc ]
  %i.0 = phi i64 [ 0, %for.body ], [ %inc, %for.inc ]
  %cmp9 = icmp slt i64 %i.0, %1
  br i1 %cmp9, label %for.body12, label %for.end

for.body12:                                       ; preds = %for.cond8
  %call13 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number.0, i64 noundef %i.0)
  br i1 %call13, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body12
  %mul = mul nsw i64 %i.0, %2
  %add.ptr = getelementptr inbounds i8, ptr %call7, i64 %mul
  %call14 = call double @real_at(ptr noundef %array, ptr noundef %add.ptr)
  %tobool.not = icmp eq i64 %place.0, 0
  %call15 = call zeroext i1 @is_better(i32 noundef %goal, double noundef %call14, double noundef %best.0, i1 noundef zeroext %tobool.not, i1 noundef zeroext %back)
  %add = add nuw nsw i64 %i.0, 1
  %place.2 = select i1 %call15, i64 %add, i64 %place.0
  %best.2 = select i1 %call15, double %call14, double %best.0
  br label %for.inc

for.inc:                                          ; preds = %for.body12, %if.end
  %place.1 = phi i64 [ %place.2, %if.end ], [ %place.0, %for.body12 ]
  %best.1 = phi double [ %best.2, %if.end ], [ %best.0, %for.body12 ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond8, !llvm.loop !59

for.end:                                          ; preds = %for.cond8
  %3 = load ptr, ptr %result, align 8, !tbaa !9
  %conv18 = sext i32 %kind to i64
  %mul19 = mul nsw i64 %number.0, %conv18
  %add.ptr20 = getelementptr inbounds i8, ptr %3, i64 %mul19
  call void @store_integer(ptr noundef %add.ptr20, i32 noundef %kind, i64 noundef %place.0)
  %inc22 = add nuw nsw i64 %number.0, 1
  br label %for.cond, !llvm.loop !60

for.end23:                                        ; preds = %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMaxlocReal8(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 0, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef %goal, double noundef %target, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #1 {
entry:
  call void @check_kind(ptr noundef %array, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i64
  call void @set_extent(ptr noundef %result, i32 noundef 0, i64 noundef %conv)
  call void @allocate_rank(ptr noundef %result, i32 noundef 1)
  %call = call i64 @elements(ptr noundef %array)
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
  %best.0 = phi double [ %target, %entry ], [ %best.1, %for.inc ]
  %place.0 = phi i64 [ 0, %entry ], [ %place.1, %for.inc ]
  %cmp = icmp slt i64 %i.0, %call
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %tobool.not = icmp eq ptr %mask, null
  br i1 %tobool.not, label %if.end, label %land.lhs.true

land.lhs.true:                                    ; preds = %for.body
  %call2 = call zeroext i1 @is_true(ptr noundef nonnull %mask, i64 noundef %i.0)
  br i1 %call2, label %if.end, label %for.inc

if.end:                                           ; preds = %land.lhs.true, %for.body
  %call3 = call ptr @element(ptr noundef %array, i64 noundef %i.0)
  %call4 = call double @real_at(ptr noundef %array, ptr noundef %call3)
  %tobool5.not = icmp eq i64 %place.0, 0
  %call6 = call zeroext i1 @is_better(i32 noundef %goal, double noundef %call4, double noundef %best.0, i1 noundef zeroext %tobool5.not, i1 noundef zeroext %back)
  %add = add nuw nsw i64 %i.0, 1
  %best.2 = select i1 %call6, double %call4, double %best.0
  %place.2 = select i1 %call6, i64 %add, i64 %place.0
  br label %for.inc

for.inc:                                          ; preds = %land.lhs.true, %if.end
  %best.1 = phi double [ %best.2, %if.end ], [ %best.0, %land.lhs.true ]
  %place.1 = phi i64 [ %place.2, %if.end ], [ %place.0, %land.lhs.true ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !61

for.end:                                          ; preds = %for.cond
  %sub = add nsw i64 %place.0, -1
  br label %for.cond10

for.cond10:                                       ; preds = %cond.end, %for.end
  %rest.0 = phi i64 [ %sub, %for.end ], [ %div, %cond.end ]
  %i9.0 = phi i32 [ 0, %for.end ], [ %inc26, %cond.end ]
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv12 = sext i8 %1 to i32
  %cmp13 = icmp slt i32 %i9.0, %conv12
  br i1 %cmp13, label %for.body16, label %for.end27

for.body16:                                       ; preds = %for.cond10
  %idxprom = zext nneg i32 %i9.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %idxprom
  %extent17 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %2 = load i64, ptr %extent17, align 8, !tbaa !24
  %3 = load ptr, ptr %result, align 8, !tbaa !9
  %mul = mul nsw i32 %i9.0, %kind
  %idx.ext = sext i32 %mul to i64
  %add.ptr = getelementptr inbounds i8, ptr %3, i64 %idx.ext
  %tobool18.not = icmp eq i64 %place.0, 0
  br i1 %tobool18.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %for.body16
  %rem = srem i64 %rest.0, %2
  %add19 = add nsw i64 %rem, 1
  br label %cond.end

cond.end:                                         ; preds = %for.body16, %cond.true
  %cond = phi i64 [ %add19, %cond.true ], [ 0, %for.body16 ]
  call void @store_integer(ptr noundef %add.ptr, i32 noundef %kind, i64 noundef %cond)
  %. = call i64 @llvm.umax.i64(i64 %2, i64 1)
  %div = sdiv i64 %rest.0, %.
  %inc26 = add nuw nsw i32 %i9.0, 1
  br label %for.cond10, !llvm.loop !62

for.end27:                                        ; preds = %for.cond10
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMaxlocReal4(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 0, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMaxlocInteger4(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 0, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMaxlocInteger8(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 0, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMinlocDim(ptr noundef %result, ptr noundef %array, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_along(ptr noundef %result, ptr noundef %array, i32 noundef 1, double noundef 0.000000e+00, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMinlocReal8(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 1, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMinlocReal4(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 1, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMinlocInteger4(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 1, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMinlocInteger8(ptr noundef %result, ptr noundef %array, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 1, double noundef 0.000000e+00, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAFindlocDim(ptr noundef %result, ptr noundef %array, ptr noundef %target, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @check_kind(ptr noundef %target, ptr noundef %file, i32 noundef %line)
  %0 = load ptr, ptr %target, align 8, !tbaa !9
  %call = call double @real_at(ptr noundef nonnull %target, ptr noundef %0)
  call void @place_along(ptr noundef %result, ptr noundef %array, i32 noundef 2, double noundef %call, i32 noundef %kind, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @check_kind(ptr noundef %array, ptr noundef %file, i32 noundef %line) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %0, label %land.lhs.true6 [
    i8 28, label %if.end
    i8 27, label %if.end
  ]

land.lhs.true6:                                   ; preds = %entry
  %cmp9 = icmp sgt i8 %0, 10
  br i1 %cmp9, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %land.lhs.true6
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %cmp11 = icmp sgt i64 %1, 8
  br i1 %cmp11, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %land.lhs.true6
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.16, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %entry, %entry, %lor.lhs.false
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal double @real_at(ptr noundef %array, ptr noundef %at) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %0, label %sw.epilog [
    i8 28, label %sw.bb
    i8 27, label %sw.bb1
  ]

sw.bb:                                            ; preds = %entry
  %1 = load double, ptr %at, align 8, !tbaa !63
  br label %return

sw.bb1:                                           ; preds = %entry
  %2 = load float, ptr %at, align 4, !tbaa !65
  %conv2 = fpext float %2 to double
  br label %return

sw.epilog:                                        ; preds = %entry
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %3 = load i64, ptr %element_size, align 8, !tbaa !14
  switch i64 %3, label %sw.default9 [
    i64 1, label %sw.bb3
    i64 2, label %sw.bb5
    i64 4, label %sw.bb7
  ]

sw.bb3:                                           ; preds = %sw.epilog
  %4 = load i8, ptr %at, align 1, !tbaa !45
  %conv4 = sitofp i8 %4 to double
  br label %return

sw.bb5:                                           ; preds = %sw.epilog
  %5 = load i16, ptr %at, align 2, !tbaa !46
  %conv6 = sitofp i16 %5 to double
  br label %return

sw.bb7:                                           ; preds = %sw.epilog
  %6 = load i32, ptr %at, align 4, !tbaa !5
  %conv8 = sitofp i32 %6 to double
  br label %return

sw.default9:                                      ; preds = %sw.epilog
  %7 = load i64, ptr %at, align 8, !tbaa !21
  %conv10 = sitofp i64 %7 to double
  br label %return

return:                                           ; preds = %sw.default9, %sw.bb7, %sw.bb5, %sw.bb3, %sw.bb1, %sw.bb
  %retval.0 = phi double [ %conv10, %sw.default9 ], [ %conv4, %sw.bb3 ], [ %conv6, %sw.bb5 ], [ %conv8, %sw.bb7 ], [ %1, %sw.bb ], [ %conv2, %sw.bb1 ]
  ret double %retval.0
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAFindloc(ptr noundef %result, ptr noundef %array, ptr noundef %target, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back) #0 alwaysinline {
entry:
  call void @check_kind(ptr noundef %target, ptr noundef %file, i32 noundef %line)
  %0 = load ptr, ptr %target, align 8, !tbaa !9
  %call = call double @real_at(ptr noundef nonnull %target, ptr noundef %0)
  call void @place_in(ptr noundef %result, ptr noundef %array, i32 noundef 2, double noundef %call, i32 noundef %kind, ptr noundef %file, i32 noundef %line, ptr noundef %mask, i1 noundef zeroext %back)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr zeroext i1 @_FortranAIsContiguous(ptr noundef %array) #0 alwaysinline {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %call = call zeroext i1 @is_contiguous(ptr noundef %array, i32 noundef %conv)
  ret i1 %call
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @is_contiguous(ptr noundef %array, i32 noundef %rank) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  br label %for.cond

for.cond:                                         ; preds = %land.end, %entry
  %strided.0 = phi i1 [ false, %entry ], [ %tobool, %land.end ]
  %empty.0 = phi i1 [ false, %entry ], [ %or1011, %land.end ]
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %land.end ]
  %bytes.0 = phi i64 [ %0, %entry ], [ %mul, %land.end ]
  %cmp = icmp slt i32 %i.0, %rank
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %cmp2.not = icmp eq i64 %1, 1
  br i1 %cmp2.not, label %land.end, label %land.rhs

land.rhs:                                         ; preds = %for.body
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %cmp6 = icmp ne i64 %2, %bytes.0
  %3 = zext i1 %cmp6 to i32
  br label %land.end

land.end:                                         ; preds = %land.rhs, %for.body
  %land.ext = phi i32 [ 0, %for.body ], [ %3, %land.rhs ]
  %conv = zext i1 %strided.0 to i32
  %or = or i32 %land.ext, %conv
  %tobool = icmp ne i32 %or, 0
  %tobool7.not = icmp eq i64 %1, 0
  %or1011 = or i1 %empty.0, %tobool7.not
  %mul = mul nsw i64 %bytes.0, %1
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !67

for.end:                                          ; preds = %for.cond
  %lnot16 = xor i1 %strided.0, true
  %4 = select i1 %empty.0, i1 true, i1 %lnot16
  ret i1 %4
}

; Function Attrs: nounwind uwtable
define linkonce_odr zeroext i1 @_FortranAIsContiguousUpTo(ptr noundef %array, i32 noundef %dimensions) #0 alwaysinline {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %dimensions.conv = call i32 @llvm.smin.i32(i32 %dimensions, i32 %conv)
  %call = call zeroext i1 @is_contiguous(ptr noundef %array, i32 noundef %dimensions.conv)
  ret i1 %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranASumDim(ptr noundef %result, ptr noundef %array, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask) #0 alwaysinline {
entry:
  %dec = add nsw i32 %dimension, -1
  call void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dec, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %sub = add nsw i32 %conv, -1
  %call = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %sub)
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dec to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %stride5 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride5, align 8, !tbaa !28
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %3, label %sw.default [
    i8 28, label %for.cond
    i8 27, label %for.cond21
    i8 35, label %for.cond52
    i8 34, label %for.cond86
    i8 9, label %for.cond122
    i8 10, label %for.cond153
    i8 8, label %for.cond184
    i8 7, label %for.cond218
  ]

for.cond:                                         ; preds = %entry, %for.end
  %number.0 = phi i64 [ %inc17, %for.end ], [ 0, %entry ]
  %cmp = icmp slt i64 %number.0, %call
  br i1 %cmp, label %for.body, label %sw.epilog

for.body:                                         ; preds = %for.cond
  %call8 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number.0)
  br label %for.cond9

for.cond9:                                        ; preds = %for.inc, %for.body
  %i.0 = phi i64 [ 0, %for.body ], [ %inc, %for.inc ]
  %sum.0 = phi double [ 0.000000e+00, %for.body ], [ %sum.1, %for.inc ]
  %cmp10 = icmp slt i64 %i.0, %1
  br i1 %cmp10, label %for.body13, label %for.end

for.body13:                                       ; preds = %for.cond9
  %call14 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number.0, i64 noundef %i.0)
  br i1 %call14, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body13
  %mul = mul nsw i64 %i.0, %2
  %add.ptr = getelementptr inbounds i8, ptr %call8, i64 %mul
  %4 = load double, ptr %add.ptr, align 8, !tbaa !63
  %add = fadd double %sum.0, %4
  br label %for.inc

for.inc:                                          ; preds = %for.body13, %if.end
  %sum.1 = phi double [ %add, %if.end ], [ %sum.0, %for.body13 ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond9, !llvm.loop !68

for.end:                                          ; preds = %for.cond9
  %5 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx15 = getelementptr inbounds nuw double, ptr %5, i64 %number.0
  store double %sum.0, ptr %arrayidx15, align 8, !tbaa !63
  %inc17 = add nuw nsw i64 %number.0, 1
  br label %for.cond, !llvm.loop !69

for.cond21:                                       ; preds = %entry, %for.end44
  %number20.0 = phi i64 [ %inc48, %for.end44 ], [ 0, %entry ]
  %cmp22 = icmp slt i64 %number20.0, %call
  br i1 %cmp22, label %for.body25, label %sw.epilog

for.body25:                                       ; preds = %for.cond21
  %call27 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number20.0)
  br label %for.cond30

for.cond30:                                       ; preds = %for.inc42, %for.body25
  %i29.0 = phi i64 [ 0, %for.body25 ], [ %inc43, %for.inc42 ]
  %sum28.0 = phi float [ 0.000000e+00, %for.body25 ], [ %sum28.1, %for.inc42 ]
  %cmp31 = icmp slt i64 %i29.0, %1
  br i1 %cmp31, label %for.body34, label %for.end44

for.body34:                                       ; preds = %for.cond30
  %call35 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number20.0, i64 noundef %i29.0)
  br i1 %call35, label %for.inc42, label %if.end37

if.end37:                                         ; preds = %for.body34
  %mul39 = mul nsw i64 %i29.0, %2
  %add.ptr40 = getelementptr inbounds i8, ptr %call27, i64 %mul39
  %6 = load float, ptr %add.ptr40, align 4, !tbaa !65
  %add41 = fadd float %sum28.0, %6
  br label %for.inc42

for.inc42:                                        ; preds = %for.body34, %if.end37
  %sum28.1 = phi float [ %add41, %if.end37 ], [ %sum28.0, %for.body34 ]
  %inc43 = add nuw nsw i64 %i29.0, 1
  br label %for.cond30, !llvm.loop !70

for.end44:                                        ; preds = %for.cond30
  %7 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx46 = getelementptr inbounds nuw float, ptr %7, i64 %number20.0
  store float %sum28.0, ptr %arrayidx46, align 4, !tbaa !65
  %inc48 = add nuw nsw i64 %number20.0, 1
  br label %for.cond21, !llvm.loop !71

for.cond52:                                       ; preds = %entry, %for.end78
  %number51.0 = phi i64 [ %inc82, %for.end78 ], [ 0, %entry ]
  %cmp53 = icmp slt i64 %number51.0, %call
  br i1 %cmp53, label %for.body56, label %sw.epilog

for.body56:                                       ; preds = %for.cond52
  %call58 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number51.0)
  br label %for.cond61

for.cond61:                                       ; preds = %for.inc76, %for.body56
  %i60.0 = phi i64 [ 0, %for.body56 ], [ %inc77, %for.inc76 ]
  %sum59.sroa.6.1 = phi double [ 0.000000e+00, %for.body56 ], [ %sum59.sroa.6.2, %for.inc76 ]
  %sum59.sroa.0.1 = phi double [ 0.000000e+00, %for.body56 ], [ %sum59.sroa.0.2, %for.inc76 ]
  %cmp62 = icmp slt i64 %i60.0, %1
  br i1 %cmp62, label %for.body65, label %for.end78

for.body65:                                       ; preds = %for.cond61
  %call66 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number51.0, i64 noundef %i60.0)
  br i1 %call66, label %for.inc76, label %if.end68

if.end68:                                         ; preds = %for.body65
  %mul70 = mul nsw i64 %i60.0, %2
  %add.ptr71 = getelementptr inbounds i8, ptr %call58, i64 %mul70
  %x69.sroa.0.0.copyload = load double, ptr %add.ptr71, align 8, !tbaa !63
  %x69.sroa.4.0.add.ptr71.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr71, i64 8
  %x69.sroa.4.0.copyload = load double, ptr %x69.sroa.4.0.add.ptr71.sroa_idx, align 8, !tbaa !63
  %add73 = fadd double %sum59.sroa.0.1, %x69.sroa.0.0.copyload
  %add75 = fadd double %sum59.sroa.6.1, %x69.sroa.4.0.copyload
  br label %for.inc76

for.inc76:                                        ; preds = %for.body65, %if.end68
  %sum59.sroa.6.2 = phi double [ %add75, %if.end68 ], [ %sum59.sroa.6.1, %for.body65 ]
  %sum59.sroa.0.2 = phi double [ %add73, %if.end68 ], [ %sum59.sroa.0.1, %for.body65 ]
  %inc77 = add nuw nsw i64 %i60.0, 1
  br label %for.cond61, !llvm.loop !72

for.end78:                                        ; preds = %for.cond61
  %8 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx80 = getelementptr inbounds nuw %struct.Complex8, ptr %8, i64 %number51.0
  store double %sum59.sroa.0.1, ptr %arrayidx80, align 8, !tbaa !63
  %sum59.sroa.6.0.arrayidx80.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx80, i64 8
  store double %sum59.sroa.6.1, ptr %sum59.sroa.6.0.arrayidx80.sroa_idx, align 8, !tbaa !63
  %inc82 = add nuw nsw i64 %number51.0, 1
  br label %for.cond52, !llvm.loop !73

for.cond86:                                       ; preds = %entry, %for.end114
  %number85.0 = phi i64 [ %inc118, %for.end114 ], [ 0, %entry ]
  %cmp87 = icmp slt i64 %number85.0, %call
  br i1 %cmp87, label %for.body90, label %sw.epilog

for.body90:                                       ; preds = %for.cond86
  %call92 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number85.0)
  br label %for.cond95

for.cond95:                                       ; preds = %for.inc112, %for.body90
  %sum93.sroa.0.1 = phi float [ 0.000000e+00, %for.body90 ], [ %sum93.sroa.0.2, %for.inc112 ]
  %sum93.sroa.6.1 = phi float [ 0.000000e+00, %for.body90 ], [ %sum93.sroa.6.2, %for.inc112 ]
  %i94.0 = phi i64 [ 0, %for.body90 ], [ %inc113, %for.inc112 ]
  %cmp96 = icmp slt i64 %i94.0, %1
  br i1 %cmp96, label %for.body99, label %for.end114

for.body99:                                       ; preds = %for.cond95
  %call100 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number85.0, i64 noundef %i94.0)
  br i1 %call100, label %for.inc112, label %if.end102

if.end102:                                        ; preds = %for.body99
  %mul104 = mul nsw i64 %i94.0, %2
  %add.ptr105 = getelementptr inbounds i8, ptr %call92, i64 %mul104
  %x103.sroa.0.0.copyload = load float, ptr %add.ptr105, align 4, !tbaa !65
  %x103.sroa.4.0.add.ptr105.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr105, i64 4
  %x103.sroa.4.0.copyload = load float, ptr %x103.sroa.4.0.add.ptr105.sroa_idx, align 4, !tbaa !65
  %add108 = fadd float %sum93.sroa.0.1, %x103.sroa.0.0.copyload
  %add111 = fadd float %sum93.sroa.6.1, %x103.sroa.4.0.copyload
  br label %for.inc112

for.inc112:                                       ; preds = %for.body99, %if.end102
  %sum93.sroa.0.2 = phi float [ %add108, %if.end102 ], [ %sum93.sroa.0.1, %for.body99 ]
  %sum93.sroa.6.2 = phi float [ %add111, %if.end102 ], [ %sum93.sroa.6.1, %for.body99 ]
  %inc113 = add nuw nsw i64 %i94.0, 1
  br label %for.cond95, !llvm.loop !74

for.end114:                                       ; preds = %for.cond95
  %9 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx116 = getelementptr inbounds nuw %struct.Complex4, ptr %9, i64 %number85.0
  store float %sum93.sroa.0.1, ptr %arrayidx116, align 4, !tbaa !65
  %sum93.sroa.6.0.arrayidx116.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx116, i64 4
  store float %sum93.sroa.6.1, ptr %sum93.sroa.6.0.arrayidx116.sroa_idx, align 4, !tbaa !65
  %inc118 = add nuw nsw i64 %number85.0, 1
  br label %for.cond86, !llvm.loop !75

for.cond122:                                      ; preds = %entry, %for.end145
  %number121.0 = phi i64 [ %inc149, %for.end145 ], [ 0, %entry ]
  %cmp123 = icmp slt i64 %number121.0, %call
  br i1 %cmp123, label %for.body126, label %sw.epilog

for.body126:                                      ; preds = %for.cond122
  %call128 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number121.0)
  br label %for.cond131

for.cond131:                                      ; preds = %for.inc143, %for.body126
  %sum129.0 = phi i32 [ 0, %for.body126 ], [ %sum129.1, %for.inc143 ]
  %i130.0 = phi i64 [ 0, %for.body126 ], [ %inc144, %for.inc143 ]
  %cmp132 = icmp slt i64 %i130.0, %1
  br i1 %cmp132, label %for.body135, label %for.end145

for.body135:                                      ; preds = %for.cond131
  %call136 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number121.0, i64 noundef %i130.0)
  br i1 %call136, label %for.inc143, label %if.end138

if.end138:                                        ; preds = %for.body135
  %mul140 = mul nsw i64 %i130.0, %2
  %add.ptr141 = getelementptr inbounds i8, ptr %call128, i64 %mul140
  %10 = load i32, ptr %add.ptr141, align 4, !tbaa !5
  %add142 = add nsw i32 %sum129.0, %10
  br label %for.inc143

for.inc143:                                       ; preds = %for.body135, %if.end138
  %sum129.1 = phi i32 [ %add142, %if.end138 ], [ %sum129.0, %for.body135 ]
  %inc144 = add nuw nsw i64 %i130.0, 1
  br label %for.cond131, !llvm.loop !76

for.end145:                                       ; preds = %for.cond131
  %11 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx147 = getelementptr inbounds nuw i32, ptr %11, i64 %number121.0
  store i32 %sum129.0, ptr %arrayidx147, align 4, !tbaa !5
  %inc149 = add nuw nsw i64 %number121.0, 1
  br label %for.cond122, !llvm.loop !77

for.cond153:                                      ; preds = %entry, %for.end176
  %number152.0 = phi i64 [ %inc180, %for.end176 ], [ 0, %entry ]
  %cmp154 = icmp slt i64 %number152.0, %call
  br i1 %cmp154, label %for.body157, label %sw.epilog

for.body157:                                      ; preds = %for.cond153
  %call159 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number152.0)
  br label %for.cond162

for.cond162:                                      ; preds = %for.inc174, %for.body157
  %sum160.0 = phi i64 [ 0, %for.body157 ], [ %sum160.1, %for.inc174 ]
  %i161.0 = phi i64 [ 0, %for.body157 ], [ %inc175, %for.inc174 ]
  %cmp163 = icmp slt i64 %i161.0, %1
  br i1 %cmp163, label %for.body166, label %for.end176

for.body166:                                      ; preds = %for.cond162
  %call167 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number152.0, i64 noundef %i161.0)
  br i1 %call167, label %for.inc174, label %if.end169

if.end169:                                        ; preds = %for.body166
  %mul171 = mul nsw i64 %i161.0, %2
  %add.ptr172 = getelementptr inbounds i8, ptr %call159, i64 %mul171
  %12 = load i64, ptr %add.ptr172, align 8, !tbaa !21
  %add173 = add nsw i64 %sum160.0, %12
  br label %for.inc174

for.inc174:                                       ; preds = %for.body166, %if.end169
  %sum160.1 = phi i64 [ %add173, %if.end169 ], [ %sum160.0, %for.body166 ]
  %inc175 = add nuw nsw i64 %i161.0, 1
  br label %for.cond162, !llvm.loop !78

for.end176:                                       ; preds = %for.cond162
  %13 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx178 = getelementptr inbounds nuw i64, ptr %13, i64 %number152.0
  store i64 %sum160.0, ptr %arrayidx178, align 8, !tbaa !21
  %inc180 = add nuw nsw i64 %number152.0, 1
  br label %for.cond153, !llvm.loop !79

for.cond184:                                      ; preds = %entry, %for.end210
  %number183.0 = phi i64 [ %inc214, %for.end210 ], [ 0, %entry ]
  %cmp185 = icmp slt i64 %number183.0, %call
  br i1 %cmp185, label %for.body188, label %sw.epilog

for.body188:                                      ; preds = %for.cond184
  %call190 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number183.0)
  br label %for.cond193

for.cond193:                                      ; preds = %for.inc208, %for.body188
  %sum191.0 = phi i16 [ 0, %for.body188 ], [ %sum191.1, %for.inc208 ]
  %i192.0 = phi i64 [ 0, %for.body188 ], [ %inc209, %for.inc208 ]
  %cmp194 = icmp slt i64 %i192.0, %1
  br i1 %cmp194, label %for.body197, label %for.end210

for.body197:                                      ; preds = %for.cond193
  %call198 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number183.0, i64 noundef %i192.0)
  br i1 %call198, label %for.inc208, label %if.end200

if.end200:                                        ; preds = %for.body197
  %mul202 = mul nsw i64 %i192.0, %2
  %add.ptr203 = getelementptr inbounds i8, ptr %call190, i64 %mul202
  %14 = load i16, ptr %add.ptr203, align 2, !tbaa !46
  %add206 = add i16 %sum191.0, %14
  br label %for.inc208

for.inc208:                                       ; preds = %for.body197, %if.end200
  %sum191.1 = phi i16 [ %add206, %if.end200 ], [ %sum191.0, %for.body197 ]
  %inc209 = add nuw nsw i64 %i192.0, 1
  br label %for.cond193, !llvm.loop !80

for.end210:                                       ; preds = %for.cond193
  %15 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx212 = getelementptr inbounds nuw i16, ptr %15, i64 %number183.0
  store i16 %sum191.0, ptr %arrayidx212, align 2, !tbaa !46
  %inc214 = add nuw nsw i64 %number183.0, 1
  br label %for.cond184, !llvm.loop !81

for.cond218:                                      ; preds = %entry, %for.end244
  %number217.0 = phi i64 [ %inc248, %for.end244 ], [ 0, %entry ]
  %cmp219 = icmp slt i64 %number217.0, %call
  br i1 %cmp219, label %for.body222, label %sw.epilog

for.body222:                                      ; preds = %for.cond218
  %call224 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number217.0)
  br label %for.cond227

for.cond227:                                      ; preds = %for.inc242, %for.body222
  %sum225.0 = phi i8 [ 0, %for.body222 ], [ %sum225.1, %for.inc242 ]
  %i226.0 = phi i64 [ 0, %for.body222 ], [ %inc243, %for.inc242 ]
  %cmp228 = icmp slt i64 %i226.0, %1
  br i1 %cmp228, label %for.body231, label %for.end244

for.body231:                                      ; preds = %for.cond227
  %call232 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number217.0, i64 noundef %i226.0)
  br i1 %call232, label %for.inc242, label %if.end234

if.end234:                                        ; preds = %for.body231
  %mul236 = mul nsw i64 %i226.0, %2
  %add.ptr237 = getelementptr inbounds i8, ptr %call224, i64 %mul236
  %16 = load i8, ptr %add.ptr237, align 1, !tbaa !45
  %add240 = add i8 %sum225.0, %16
  br label %for.inc242

for.inc242:                                       ; preds = %for.body231, %if.end234
  %sum225.1 = phi i8 [ %add240, %if.end234 ], [ %sum225.0, %for.body231 ]
  %inc243 = add nuw nsw i64 %i226.0, 1
  br label %for.cond227, !llvm.loop !82

for.end244:                                       ; preds = %for.cond227
  %17 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx246 = getelementptr inbounds nuw i8, ptr %17, i64 %number217.0
  store i8 %sum225.0, ptr %arrayidx246, align 1, !tbaa !45
  %inc248 = add nuw nsw i64 %number217.0, 1
  br label %for.cond218, !llvm.loop !83

sw.default:                                       ; preds = %entry
  call void @refuse(ptr noundef %file, i32 noundef %line) #20
  unreachable

sw.epilog:                                        ; preds = %for.cond218, %for.cond184, %for.cond153, %for.cond122, %for.cond86, %for.cond52, %for.cond21, %for.cond
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dimension, ptr noundef %file, i32 noundef %line) #1 {
entry:
  %cmp = icmp slt i32 %dimension, 0
  br i1 %cmp, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %entry
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp1.not = icmp slt i32 %dimension, %conv
  br i1 %cmp1.not, label %for.cond, label %if.then

if.then:                                          ; preds = %lor.lhs.false, %entry
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.17, ptr noundef %file, i32 noundef %line) #18
  unreachable

for.cond:                                         ; preds = %lor.lhs.false, %for.body
  %i.0 = phi i32 [ %inc, %for.body ], [ 0, %lor.lhs.false ]
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv4 = sext i8 %1 to i32
  %sub = add nsw i32 %conv4, -1
  %cmp5 = icmp slt i32 %i.0, %sub
  br i1 %cmp5, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %cmp7 = icmp sge i32 %i.0, %dimension
  %add = zext i1 %cmp7 to i32
  %cond = add nuw nsw i32 %i.0, %add
  %idxprom = zext nneg i32 %cond to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %2 = load i64, ptr %extent, align 8, !tbaa !24
  call void @set_extent(ptr noundef %result, i32 noundef %i.0, i64 noundef %2)
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !84

for.end:                                          ; preds = %for.cond
  call void @allocate_rank(ptr noundef %result, i32 noundef %sub)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @elements_of_rank(ptr noundef %array, i32 noundef %rank) #1 {
entry:
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %count.0 = phi i64 [ 1, %entry ], [ %mul, %for.body ]
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i32 %i.0, %rank
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %0 = load i64, ptr %extent, align 8, !tbaa !24
  %mul = mul nsw i64 %count.0, %0
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !85

for.end:                                          ; preds = %for.cond
  ret i64 %count.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @column(ptr noundef %array, i32 noundef %dimension, i64 noundef %number) #1 {
entry:
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %bytes.0 = phi i64 [ 0, %entry ], [ %bytes.1, %for.inc ]
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.inc ]
  %number.addr.0 = phi i64 [ %number, %entry ], [ %number.addr.1, %for.inc ]
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %cmp2 = icmp eq i32 %i.0, %dimension
  br i1 %cmp2, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent4 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent4, align 8, !tbaa !24
  %rem = srem i64 %number.addr.0, %1
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %mul = mul nsw i64 %rem, %2
  %add = add nsw i64 %bytes.0, %mul
  %div = sdiv i64 %number.addr.0, %1
  br label %for.inc

for.inc:                                          ; preds = %for.body, %if.end
  %bytes.1 = phi i64 [ %add, %if.end ], [ %bytes.0, %for.body ]
  %number.addr.1 = phi i64 [ %div, %if.end ], [ %number.addr.0, %for.body ]
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !86

for.end:                                          ; preds = %for.cond
  %3 = load ptr, ptr %array, align 8, !tbaa !9
  %add.ptr = getelementptr inbounds i8, ptr %3, i64 %bytes.0
  ret ptr %add.ptr
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dimension, i64 noundef %number, i64 noundef %position) #1 {
entry:
  %tobool.not = icmp eq ptr %mask, null
  br i1 %tobool.not, label %return, label %if.end

if.end:                                           ; preds = %entry
  %rank = getelementptr inbounds nuw i8, ptr %mask, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %tobool1.not = icmp eq i8 %0, 0
  br i1 %tobool1.not, label %if.then2, label %if.end3

if.then2:                                         ; preds = %if.end
  %1 = load ptr, ptr %mask, align 8, !tbaa !9
  %call = call zeroext i1 @truth(ptr noundef nonnull %mask, ptr noundef %1)
  %lnot = xor i1 %call, true
  br label %return

if.end3:                                          ; preds = %if.end
  %call4 = call ptr @column(ptr noundef nonnull %mask, i32 noundef %dimension, i64 noundef %number)
  %idxprom = sext i32 %dimension to i64
  %arrayidx = getelementptr %struct.Dimension, ptr %mask, i64 %idxprom
  %stride = getelementptr i8, ptr %arrayidx, i64 40
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %mul = mul nsw i64 %position, %2
  %add.ptr = getelementptr inbounds i8, ptr %call4, i64 %mul
  %call5 = call zeroext i1 @truth(ptr noundef nonnull %mask, ptr noundef %add.ptr)
  %lnot6 = xor i1 %call5, true
  br label %return

return:                                           ; preds = %entry, %if.end3, %if.then2
  %retval.0 = phi i1 [ %lnot6, %if.end3 ], [ %lnot, %if.then2 ], [ false, %entry ]
  ret i1 %retval.0
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #9

; Function Attrs: alwaysinline noreturn nounwind uwtable
define internal void @refuse(ptr noundef %file, i32 noundef %line) #10 {
entry:
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.18, ptr noundef %file, i32 noundef %line) #18
  unreachable
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAProductDim(ptr noundef %result, ptr noundef %array, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask) #0 alwaysinline {
entry:
  %dec = add nsw i32 %dimension, -1
  call void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dec, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %sub = add nsw i32 %conv, -1
  %call = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %sub)
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dec to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %stride5 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride5, align 8, !tbaa !28
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %3, label %sw.default [
    i8 28, label %for.cond
    i8 27, label %for.cond22
    i8 35, label %for.cond53
    i8 34, label %for.cond96
    i8 9, label %for.cond143
    i8 10, label %for.cond174
    i8 8, label %for.cond205
    i8 7, label %for.cond239
  ]

for.cond:                                         ; preds = %entry, %for.end
  %number.0 = phi i64 [ %inc18, %for.end ], [ 0, %entry ]
  %cmp = icmp slt i64 %number.0, %call
  br i1 %cmp, label %for.body, label %sw.epilog

for.body:                                         ; preds = %for.cond
  %call8 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number.0)
  br label %for.cond9

for.cond9:                                        ; preds = %for.inc, %for.body
  %i.0 = phi i64 [ 0, %for.body ], [ %inc, %for.inc ]
  %sum.0 = phi double [ 1.000000e+00, %for.body ], [ %sum.1, %for.inc ]
  %cmp10 = icmp slt i64 %i.0, %1
  br i1 %cmp10, label %for.body13, label %for.end

for.body13:                                       ; preds = %for.cond9
  %call14 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number.0, i64 noundef %i.0)
  br i1 %call14, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body13
  %mul = mul nsw i64 %i.0, %2
  %add.ptr = getelementptr inbounds i8, ptr %call8, i64 %mul
  %4 = load double, ptr %add.ptr, align 8, !tbaa !63
  %mul15 = fmul double %sum.0, %4
  br label %for.inc

for.inc:                                          ; preds = %for.body13, %if.end
  %sum.1 = phi double [ %mul15, %if.end ], [ %sum.0, %for.body13 ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond9, !llvm.loop !87

for.end:                                          ; preds = %for.cond9
  %5 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx16 = getelementptr inbounds nuw double, ptr %5, i64 %number.0
  store double %sum.0, ptr %arrayidx16, align 8, !tbaa !63
  %inc18 = add nuw nsw i64 %number.0, 1
  br label %for.cond, !llvm.loop !88

for.cond22:                                       ; preds = %entry, %for.end45
  %number21.0 = phi i64 [ %inc49, %for.end45 ], [ 0, %entry ]
  %cmp23 = icmp slt i64 %number21.0, %call
  br i1 %cmp23, label %for.body26, label %sw.epilog

for.body26:                                       ; preds = %for.cond22
  %call28 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number21.0)
  br label %for.cond31

for.cond31:                                       ; preds = %for.inc43, %for.body26
  %i30.0 = phi i64 [ 0, %for.body26 ], [ %inc44, %for.inc43 ]
  %sum29.0 = phi float [ 1.000000e+00, %for.body26 ], [ %sum29.1, %for.inc43 ]
  %cmp32 = icmp slt i64 %i30.0, %1
  br i1 %cmp32, label %for.body35, label %for.end45

for.body35:                                       ; preds = %for.cond31
  %call36 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number21.0, i64 noundef %i30.0)
  br i1 %call36, label %for.inc43, label %if.end38

if.end38:                                         ; preds = %for.body35
  %mul40 = mul nsw i64 %i30.0, %2
  %add.ptr41 = getelementptr inbounds i8, ptr %call28, i64 %mul40
  %6 = load float, ptr %add.ptr41, align 4, !tbaa !65
  %mul42 = fmul float %sum29.0, %6
  br label %for.inc43

for.inc43:                                        ; preds = %for.body35, %if.end38
  %sum29.1 = phi float [ %mul42, %if.end38 ], [ %sum29.0, %for.body35 ]
  %inc44 = add nuw nsw i64 %i30.0, 1
  br label %for.cond31, !llvm.loop !89

for.end45:                                        ; preds = %for.cond31
  %7 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx47 = getelementptr inbounds nuw float, ptr %7, i64 %number21.0
  store float %sum29.0, ptr %arrayidx47, align 4, !tbaa !65
  %inc49 = add nuw nsw i64 %number21.0, 1
  br label %for.cond22, !llvm.loop !90

for.cond53:                                       ; preds = %entry, %for.end88
  %number52.0 = phi i64 [ %inc92, %for.end88 ], [ 0, %entry ]
  %cmp54 = icmp slt i64 %number52.0, %call
  br i1 %cmp54, label %for.body57, label %sw.epilog

for.body57:                                       ; preds = %for.cond53
  %call59 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number52.0)
  br label %for.cond62

for.cond62:                                       ; preds = %for.inc86, %for.body57
  %i61.0 = phi i64 [ 0, %for.body57 ], [ %inc87, %for.inc86 ]
  %sum60.sroa.0.0 = phi double [ 1.000000e+00, %for.body57 ], [ %sum60.sroa.0.1, %for.inc86 ]
  %sum60.sroa.7.0 = phi double [ 0.000000e+00, %for.body57 ], [ %sum60.sroa.7.1, %for.inc86 ]
  %cmp63 = icmp slt i64 %i61.0, %1
  br i1 %cmp63, label %for.body66, label %for.end88

for.body66:                                       ; preds = %for.cond62
  %call67 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number52.0, i64 noundef %i61.0)
  br i1 %call67, label %for.inc86, label %if.end69

if.end69:                                         ; preds = %for.body66
  %mul71 = mul nsw i64 %i61.0, %2
  %add.ptr72 = getelementptr inbounds i8, ptr %call59, i64 %mul71
  %x70.sroa.0.0.copyload = load double, ptr %add.ptr72, align 8, !tbaa !63
  %x70.sroa.5.0.add.ptr72.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr72, i64 8
  %x70.sroa.5.0.copyload = load double, ptr %x70.sroa.5.0.add.ptr72.sroa_idx, align 8, !tbaa !63
  %mul75 = fmul double %sum60.sroa.0.0, %x70.sroa.0.0.copyload
  %mul77 = fmul double %sum60.sroa.7.0, %x70.sroa.5.0.copyload
  %sub78 = fsub double %mul75, %mul77
  %mul82 = fmul double %sum60.sroa.0.0, %x70.sroa.5.0.copyload
  %mul85 = fmul double %sum60.sroa.7.0, %x70.sroa.0.0.copyload
  %add = fadd double %mul82, %mul85
  br label %for.inc86

for.inc86:                                        ; preds = %for.body66, %if.end69
  %sum60.sroa.0.1 = phi double [ %sub78, %if.end69 ], [ %sum60.sroa.0.0, %for.body66 ]
  %sum60.sroa.7.1 = phi double [ %add, %if.end69 ], [ %sum60.sroa.7.0, %for.body66 ]
  %inc87 = add nuw nsw i64 %i61.0, 1
  br label %for.cond62, !llvm.loop !91

for.end88:                                        ; preds = %for.cond62
  %8 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx90 = getelementptr inbounds nuw %struct.Complex8, ptr %8, i64 %number52.0
  store double %sum60.sroa.0.0, ptr %arrayidx90, align 8, !tbaa !63
  %sum60.sroa.7.0.arrayidx90.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx90, i64 8
  store double %sum60.sroa.7.0, ptr %sum60.sroa.7.0.arrayidx90.sroa_idx, align 8, !tbaa !63
  %inc92 = add nuw nsw i64 %number52.0, 1
  br label %for.cond53, !llvm.loop !92

for.cond96:                                       ; preds = %entry, %for.end135
  %number95.0 = phi i64 [ %inc139, %for.end135 ], [ 0, %entry ]
  %cmp97 = icmp slt i64 %number95.0, %call
  br i1 %cmp97, label %for.body100, label %sw.epilog

for.body100:                                      ; preds = %for.cond96
  %call102 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number95.0)
  br label %for.cond105

for.cond105:                                      ; preds = %for.inc133, %for.body100
  %sum103.sroa.7.0 = phi float [ 0.000000e+00, %for.body100 ], [ %sum103.sroa.7.1, %for.inc133 ]
  %sum103.sroa.0.0 = phi float [ 1.000000e+00, %for.body100 ], [ %sum103.sroa.0.1, %for.inc133 ]
  %i104.0 = phi i64 [ 0, %for.body100 ], [ %inc134, %for.inc133 ]
  %cmp106 = icmp slt i64 %i104.0, %1
  br i1 %cmp106, label %for.body109, label %for.end135

for.body109:                                      ; preds = %for.cond105
  %call110 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number95.0, i64 noundef %i104.0)
  br i1 %call110, label %for.inc133, label %if.end112

if.end112:                                        ; preds = %for.body109
  %mul114 = mul nsw i64 %i104.0, %2
  %add.ptr115 = getelementptr inbounds i8, ptr %call102, i64 %mul114
  %x113.sroa.0.0.copyload = load float, ptr %add.ptr115, align 4, !tbaa !65
  %x113.sroa.5.0.add.ptr115.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr115, i64 4
  %x113.sroa.5.0.copyload = load float, ptr %x113.sroa.5.0.add.ptr115.sroa_idx, align 4, !tbaa !65
  %mul120 = fmul float %sum103.sroa.0.0, %x113.sroa.0.0.copyload
  %mul123 = fmul float %sum103.sroa.7.0, %x113.sroa.5.0.copyload
  %sub124 = fsub float %mul120, %mul123
  %mul128 = fmul float %sum103.sroa.0.0, %x113.sroa.5.0.copyload
  %mul131 = fmul float %sum103.sroa.7.0, %x113.sroa.0.0.copyload
  %add132 = fadd float %mul128, %mul131
  br label %for.inc133

for.inc133:                                       ; preds = %for.body109, %if.end112
  %sum103.sroa.7.1 = phi float [ %add132, %if.end112 ], [ %sum103.sroa.7.0, %for.body109 ]
  %sum103.sroa.0.1 = phi float [ %sub124, %if.end112 ], [ %sum103.sroa.0.0, %for.body109 ]
  %inc134 = add nuw nsw i64 %i104.0, 1
  br label %for.cond105, !llvm.loop !93

for.end135:                                       ; preds = %for.cond105
  %9 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx137 = getelementptr inbounds nuw %struct.Complex4, ptr %9, i64 %number95.0
  store float %sum103.sroa.0.0, ptr %arrayidx137, align 4, !tbaa !65
  %sum103.sroa.7.0.arrayidx137.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx137, i64 4
  store float %sum103.sroa.7.0, ptr %sum103.sroa.7.0.arrayidx137.sroa_idx, align 4, !tbaa !65
  %inc139 = add nuw nsw i64 %number95.0, 1
  br label %for.cond96, !llvm.loop !94

for.cond143:                                      ; preds = %entry, %for.end166
  %number142.0 = phi i64 [ %inc170, %for.end166 ], [ 0, %entry ]
  %cmp144 = icmp slt i64 %number142.0, %call
  br i1 %cmp144, label %for.body147, label %sw.epilog

for.body147:                                      ; preds = %for.cond143
  %call149 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number142.0)
  br label %for.cond152

for.cond152:                                      ; preds = %for.inc164, %for.body147
  %sum150.0 = phi i32 [ 1, %for.body147 ], [ %sum150.1, %for.inc164 ]
  %i151.0 = phi i64 [ 0, %for.body147 ], [ %inc165, %for.inc164 ]
  %cmp153 = icmp slt i64 %i151.0, %1
  br i1 %cmp153, label %for.body156, label %for.end166

for.body156:                                      ; preds = %for.cond152
  %call157 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number142.0, i64 noundef %i151.0)
  br i1 %call157, label %for.inc164, label %if.end159

if.end159:                                        ; preds = %for.body156
  %mul161 = mul nsw i64 %i151.0, %2
  %add.ptr162 = getelementptr inbounds i8, ptr %call149, i64 %mul161
  %10 = load i32, ptr %add.ptr162, align 4, !tbaa !5
  %mul163 = mul nsw i32 %sum150.0, %10
  br label %for.inc164

for.inc164:                                       ; preds = %for.body156, %if.end159
  %sum150.1 = phi i32 [ %mul163, %if.end159 ], [ %sum150.0, %for.body156 ]
  %inc165 = add nuw nsw i64 %i151.0, 1
  br label %for.cond152, !llvm.loop !95

for.end166:                                       ; preds = %for.cond152
  %11 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx168 = getelementptr inbounds nuw i32, ptr %11, i64 %number142.0
  store i32 %sum150.0, ptr %arrayidx168, align 4, !tbaa !5
  %inc170 = add nuw nsw i64 %number142.0, 1
  br label %for.cond143, !llvm.loop !96

for.cond174:                                      ; preds = %entry, %for.end197
  %number173.0 = phi i64 [ %inc201, %for.end197 ], [ 0, %entry ]
  %cmp175 = icmp slt i64 %number173.0, %call
  br i1 %cmp175, label %for.body178, label %sw.epilog

for.body178:                                      ; preds = %for.cond174
  %call180 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number173.0)
  br label %for.cond183

for.cond183:                                      ; preds = %for.inc195, %for.body178
  %sum181.0 = phi i64 [ 1, %for.body178 ], [ %sum181.1, %for.inc195 ]
  %i182.0 = phi i64 [ 0, %for.body178 ], [ %inc196, %for.inc195 ]
  %cmp184 = icmp slt i64 %i182.0, %1
  br i1 %cmp184, label %for.body187, label %for.end197

for.body187:                                      ; preds = %for.cond183
  %call188 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number173.0, i64 noundef %i182.0)
  br i1 %call188, label %for.inc195, label %if.end190

if.end190:                                        ; preds = %for.body187
  %mul192 = mul nsw i64 %i182.0, %2
  %add.ptr193 = getelementptr inbounds i8, ptr %call180, i64 %mul192
  %12 = load i64, ptr %add.ptr193, align 8, !tbaa !21
  %mul194 = mul nsw i64 %sum181.0, %12
  br label %for.inc195

for.inc195:                                       ; preds = %for.body187, %if.end190
  %sum181.1 = phi i64 [ %mul194, %if.end190 ], [ %sum181.0, %for.body187 ]
  %inc196 = add nuw nsw i64 %i182.0, 1
  br label %for.cond183, !llvm.loop !97

for.end197:                                       ; preds = %for.cond183
  %13 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx199 = getelementptr inbounds nuw i64, ptr %13, i64 %number173.0
  store i64 %sum181.0, ptr %arrayidx199, align 8, !tbaa !21
  %inc201 = add nuw nsw i64 %number173.0, 1
  br label %for.cond174, !llvm.loop !98

for.cond205:                                      ; preds = %entry, %for.end231
  %number204.0 = phi i64 [ %inc235, %for.end231 ], [ 0, %entry ]
  %cmp206 = icmp slt i64 %number204.0, %call
  br i1 %cmp206, label %for.body209, label %sw.epilog

for.body209:                                      ; preds = %for.cond205
  %call211 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number204.0)
  br label %for.cond214

for.cond214:                                      ; preds = %for.inc229, %for.body209
  %sum212.0 = phi i16 [ 1, %for.body209 ], [ %sum212.1, %for.inc229 ]
  %i213.0 = phi i64 [ 0, %for.body209 ], [ %inc230, %for.inc229 ]
  %cmp215 = icmp slt i64 %i213.0, %1
  br i1 %cmp215, label %for.body218, label %for.end231

for.body218:                                      ; preds = %for.cond214
  %call219 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number204.0, i64 noundef %i213.0)
  br i1 %call219, label %for.inc229, label %if.end221

if.end221:                                        ; preds = %for.body218
  %mul223 = mul nsw i64 %i213.0, %2
  %add.ptr224 = getelementptr inbounds i8, ptr %call211, i64 %mul223
  %14 = load i16, ptr %add.ptr224, align 2, !tbaa !46
  %mul227 = mul i16 %sum212.0, %14
  br label %for.inc229

for.inc229:                                       ; preds = %for.body218, %if.end221
  %sum212.1 = phi i16 [ %mul227, %if.end221 ], [ %sum212.0, %for.body218 ]
  %inc230 = add nuw nsw i64 %i213.0, 1
  br label %for.cond214, !llvm.loop !99

for.end231:                                       ; preds = %for.cond214
  %15 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx233 = getelementptr inbounds nuw i16, ptr %15, i64 %number204.0
  store i16 %sum212.0, ptr %arrayidx233, align 2, !tbaa !46
  %inc235 = add nuw nsw i64 %number204.0, 1
  br label %for.cond205, !llvm.loop !100

for.cond239:                                      ; preds = %entry, %for.end265
  %number238.0 = phi i64 [ %inc269, %for.end265 ], [ 0, %entry ]
  %cmp240 = icmp slt i64 %number238.0, %call
  br i1 %cmp240, label %for.body243, label %sw.epilog

for.body243:                                      ; preds = %for.cond239
  %call245 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number238.0)
  br label %for.cond248

for.cond248:                                      ; preds = %for.inc263, %for.body243
  %sum246.0 = phi i8 [ 1, %for.body243 ], [ %sum246.1, %for.inc263 ]
  %i247.0 = phi i64 [ 0, %for.body243 ], [ %inc264, %for.inc263 ]
  %cmp249 = icmp slt i64 %i247.0, %1
  br i1 %cmp249, label %for.body252, label %for.end265

for.body252:                                      ; preds = %for.cond248
  %call253 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number238.0, i64 noundef %i247.0)
  br i1 %call253, label %for.inc263, label %if.end255

if.end255:                                        ; preds = %for.body252
  %mul257 = mul nsw i64 %i247.0, %2
  %add.ptr258 = getelementptr inbounds i8, ptr %call245, i64 %mul257
  %16 = load i8, ptr %add.ptr258, align 1, !tbaa !45
  %mul261 = mul i8 %sum246.0, %16
  br label %for.inc263

for.inc263:                                       ; preds = %for.body252, %if.end255
  %sum246.1 = phi i8 [ %mul261, %if.end255 ], [ %sum246.0, %for.body252 ]
  %inc264 = add nuw nsw i64 %i247.0, 1
  br label %for.cond248, !llvm.loop !101

for.end265:                                       ; preds = %for.cond248
  %17 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx267 = getelementptr inbounds nuw i8, ptr %17, i64 %number238.0
  store i8 %sum246.0, ptr %arrayidx267, align 1, !tbaa !45
  %inc269 = add nuw nsw i64 %number238.0, 1
  br label %for.cond239, !llvm.loop !102

sw.default:                                       ; preds = %entry
  call void @refuse(ptr noundef %file, i32 noundef %line) #20
  unreachable

sw.epilog:                                        ; preds = %for.cond239, %for.cond205, %for.cond174, %for.cond143, %for.cond96, %for.cond53, %for.cond22, %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMaxvalDim(ptr noundef %result, ptr noundef %array, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask) #0 alwaysinline {
entry:
  %dec = add nsw i32 %dimension, -1
  call void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dec, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %sub = add nsw i32 %conv, -1
  %call = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %sub)
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dec to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %stride5 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride5, align 8, !tbaa !28
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %3, label %sw.default [
    i8 28, label %for.cond
    i8 27, label %for.cond29
    i8 9, label %for.cond70
    i8 10, label %for.cond107
    i8 8, label %for.cond144
    i8 7, label %for.cond185
  ]

for.cond:                                         ; preds = %entry, %for.end
  %number.0 = phi i64 [ %inc25, %for.end ], [ 0, %entry ]
  %cmp = icmp slt i64 %number.0, %call
  br i1 %cmp, label %for.body, label %sw.epilog

for.body:                                         ; preds = %for.cond
  %call8 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number.0)
  br label %for.cond9

for.cond9:                                        ; preds = %for.inc, %for.body
  %i.0 = phi i64 [ 0, %for.body ], [ %inc, %for.inc ]
  %first.0 = phi i8 [ 1, %for.body ], [ %first.1, %for.inc ]
  %sum.0 = phi double [ 0xFFEFFFFFFFFFFFFF, %for.body ], [ %sum.1, %for.inc ]
  %cmp10 = icmp slt i64 %i.0, %1
  br i1 %cmp10, label %for.body13, label %for.end

for.body13:                                       ; preds = %for.cond9
  %call14 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number.0, i64 noundef %i.0)
  br i1 %call14, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body13
  %mul = mul nsw i64 %i.0, %2
  %add.ptr = getelementptr inbounds i8, ptr %call8, i64 %mul
  %4 = load double, ptr %add.ptr, align 8, !tbaa !63
  %loadedv = trunc nuw i8 %first.0 to i1
  %cmp16 = fcmp ogt double %4, %sum.0
  %cmp19 = fcmp uno double %sum.0, 0.000000e+00
  %5 = or i1 %cmp16, %cmp19
  %or.cond121 = select i1 %loadedv, i1 true, i1 %5
  %sum.2 = select i1 %or.cond121, double %4, double %sum.0
  br label %for.inc

for.inc:                                          ; preds = %for.body13, %if.end
  %first.1 = phi i8 [ 0, %if.end ], [ %first.0, %for.body13 ]
  %sum.1 = phi double [ %sum.2, %if.end ], [ %sum.0, %for.body13 ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond9, !llvm.loop !103

for.end:                                          ; preds = %for.cond9
  %6 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx23 = getelementptr inbounds nuw double, ptr %6, i64 %number.0
  store double %sum.0, ptr %arrayidx23, align 8, !tbaa !63
  %inc25 = add nuw nsw i64 %number.0, 1
  br label %for.cond, !llvm.loop !104

for.cond29:                                       ; preds = %entry, %for.end62
  %number28.0 = phi i64 [ %inc66, %for.end62 ], [ 0, %entry ]
  %cmp30 = icmp slt i64 %number28.0, %call
  br i1 %cmp30, label %for.body33, label %sw.epilog

for.body33:                                       ; preds = %for.cond29
  %call35 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number28.0)
  br label %for.cond39

for.cond39:                                       ; preds = %for.inc60, %for.body33
  %i38.0 = phi i64 [ 0, %for.body33 ], [ %inc61, %for.inc60 ]
  %first37.0 = phi i8 [ 1, %for.body33 ], [ %first37.1, %for.inc60 ]
  %sum36.0 = phi float [ 0xC7EFFFFFE0000000, %for.body33 ], [ %sum36.1, %for.inc60 ]
  %cmp40 = icmp slt i64 %i38.0, %1
  br i1 %cmp40, label %for.body43, label %for.end62

for.body43:                                       ; preds = %for.cond39
  %call44 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number28.0, i64 noundef %i38.0)
  br i1 %call44, label %for.inc60, label %if.end46

if.end46:                                         ; preds = %for.body43
  %mul48 = mul nsw i64 %i38.0, %2
  %add.ptr49 = getelementptr inbounds i8, ptr %call35, i64 %mul48
  %7 = load float, ptr %add.ptr49, align 4, !tbaa !65
  %loadedv50 = trunc nuw i8 %first37.0 to i1
  %cmp53 = fcmp ogt float %7, %sum36.0
  %cmp56 = fcmp uno float %sum36.0, 0.000000e+00
  %8 = or i1 %cmp53, %cmp56
  %or.cond123 = select i1 %loadedv50, i1 true, i1 %8
  %sum36.2 = select i1 %or.cond123, float %7, float %sum36.0
  br label %for.inc60

for.inc60:                                        ; preds = %for.body43, %if.end46
  %first37.1 = phi i8 [ 0, %if.end46 ], [ %first37.0, %for.body43 ]
  %sum36.1 = phi float [ %sum36.2, %if.end46 ], [ %sum36.0, %for.body43 ]
  %inc61 = add nuw nsw i64 %i38.0, 1
  br label %for.cond39, !llvm.loop !105

for.end62:                                        ; preds = %for.cond39
  %9 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx64 = getelementptr inbounds nuw float, ptr %9, i64 %number28.0
  store float %sum36.0, ptr %arrayidx64, align 4, !tbaa !65
  %inc66 = add nuw nsw i64 %number28.0, 1
  br label %for.cond29, !llvm.loop !106

for.cond70:                                       ; preds = %entry, %for.end99
  %number69.0 = phi i64 [ %inc103, %for.end99 ], [ 0, %entry ]
  %cmp71 = icmp slt i64 %number69.0, %call
  br i1 %cmp71, label %for.body74, label %sw.epilog

for.body74:                                       ; preds = %for.cond70
  %call76 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number69.0)
  br label %for.cond79

for.cond79:                                       ; preds = %for.inc97, %for.body74
  %sum77.0 = phi i32 [ -2147483648, %for.body74 ], [ %sum77.1, %for.inc97 ]
  %i78.0 = phi i64 [ 0, %for.body74 ], [ %inc98, %for.inc97 ]
  %cmp80 = icmp slt i64 %i78.0, %1
  br i1 %cmp80, label %for.body83, label %for.end99

for.body83:                                       ; preds = %for.cond79
  %call84 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number69.0, i64 noundef %i78.0)
  br i1 %call84, label %for.inc97, label %if.end86

if.end86:                                         ; preds = %for.body83
  %mul88 = mul nsw i64 %i78.0, %2
  %add.ptr89 = getelementptr inbounds i8, ptr %call76, i64 %mul88
  %10 = load i32, ptr %add.ptr89, align 4, !tbaa !5
  %.sum77.0 = call i32 @llvm.smax.i32(i32 %10, i32 %sum77.0)
  br label %for.inc97

for.inc97:                                        ; preds = %for.body83, %if.end86
  %sum77.1 = phi i32 [ %.sum77.0, %if.end86 ], [ %sum77.0, %for.body83 ]
  %inc98 = add nuw nsw i64 %i78.0, 1
  br label %for.cond79, !llvm.loop !107

for.end99:                                        ; preds = %for.cond79
  %11 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx101 = getelementptr inbounds nuw i32, ptr %11, i64 %number69.0
  store i32 %sum77.0, ptr %arrayidx101, align 4, !tbaa !5
  %inc103 = add nuw nsw i64 %number69.0, 1
  br label %for.cond70, !llvm.loop !108

for.cond107:                                      ; preds = %entry, %for.end136
  %number106.0 = phi i64 [ %inc140, %for.end136 ], [ 0, %entry ]
  %cmp108 = icmp slt i64 %number106.0, %call
  br i1 %cmp108, label %for.body111, label %sw.epilog

for.body111:                                      ; preds = %for.cond107
  %call113 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number106.0)
  br label %for.cond116

for.cond116:                                      ; preds = %for.inc134, %for.body111
  %sum114.0 = phi i64 [ -9223372036854775808, %for.body111 ], [ %sum114.1, %for.inc134 ]
  %i115.0 = phi i64 [ 0, %for.body111 ], [ %inc135, %for.inc134 ]
  %cmp117 = icmp slt i64 %i115.0, %1
  br i1 %cmp117, label %for.body120, label %for.end136

for.body120:                                      ; preds = %for.cond116
  %call121 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number106.0, i64 noundef %i115.0)
  br i1 %call121, label %for.inc134, label %if.end123

if.end123:                                        ; preds = %for.body120
  %mul125 = mul nsw i64 %i115.0, %2
  %add.ptr126 = getelementptr inbounds i8, ptr %call113, i64 %mul125
  %12 = load i64, ptr %add.ptr126, align 8, !tbaa !21
  %.sum114.0 = call i64 @llvm.smax.i64(i64 %12, i64 %sum114.0)
  br label %for.inc134

for.inc134:                                       ; preds = %for.body120, %if.end123
  %sum114.1 = phi i64 [ %.sum114.0, %if.end123 ], [ %sum114.0, %for.body120 ]
  %inc135 = add nuw nsw i64 %i115.0, 1
  br label %for.cond116, !llvm.loop !109

for.end136:                                       ; preds = %for.cond116
  %13 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx138 = getelementptr inbounds nuw i64, ptr %13, i64 %number106.0
  store i64 %sum114.0, ptr %arrayidx138, align 8, !tbaa !21
  %inc140 = add nuw nsw i64 %number106.0, 1
  br label %for.cond107, !llvm.loop !110

for.cond144:                                      ; preds = %entry, %for.end177
  %number143.0 = phi i64 [ %inc181, %for.end177 ], [ 0, %entry ]
  %cmp145 = icmp slt i64 %number143.0, %call
  br i1 %cmp145, label %for.body148, label %sw.epilog

for.body148:                                      ; preds = %for.cond144
  %call150 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number143.0)
  br label %for.cond153

for.cond153:                                      ; preds = %for.inc175, %for.body148
  %sum151.0 = phi i16 [ -32768, %for.body148 ], [ %sum151.1, %for.inc175 ]
  %i152.0 = phi i64 [ 0, %for.body148 ], [ %inc176, %for.inc175 ]
  %cmp154 = icmp slt i64 %i152.0, %1
  br i1 %cmp154, label %for.body157, label %for.end177

for.body157:                                      ; preds = %for.cond153
  %call158 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number143.0, i64 noundef %i152.0)
  br i1 %call158, label %for.inc175, label %if.end160

if.end160:                                        ; preds = %for.body157
  %mul162 = mul nsw i64 %i152.0, %2
  %add.ptr163 = getelementptr inbounds i8, ptr %call150, i64 %mul162
  %14 = load i16, ptr %add.ptr163, align 2, !tbaa !46
  %.sum151.0 = call i16 @llvm.smax.i16(i16 %14, i16 %sum151.0)
  br label %for.inc175

for.inc175:                                       ; preds = %for.body157, %if.end160
  %sum151.1 = phi i16 [ %.sum151.0, %if.end160 ], [ %sum151.0, %for.body157 ]
  %inc176 = add nuw nsw i64 %i152.0, 1
  br label %for.cond153, !llvm.loop !111

for.end177:                                       ; preds = %for.cond153
  %15 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx179 = getelementptr inbounds nuw i16, ptr %15, i64 %number143.0
  store i16 %sum151.0, ptr %arrayidx179, align 2, !tbaa !46
  %inc181 = add nuw nsw i64 %number143.0, 1
  br label %for.cond144, !llvm.loop !112

for.cond185:                                      ; preds = %entry, %for.end218
  %number184.0 = phi i64 [ %inc222, %for.end218 ], [ 0, %entry ]
  %cmp186 = icmp slt i64 %number184.0, %call
  br i1 %cmp186, label %for.body189, label %sw.epilog

for.body189:                                      ; preds = %for.cond185
  %call191 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number184.0)
  br label %for.cond194

for.cond194:                                      ; preds = %for.inc216, %for.body189
  %sum192.0 = phi i8 [ -128, %for.body189 ], [ %sum192.1, %for.inc216 ]
  %i193.0 = phi i64 [ 0, %for.body189 ], [ %inc217, %for.inc216 ]
  %cmp195 = icmp slt i64 %i193.0, %1
  br i1 %cmp195, label %for.body198, label %for.end218

for.body198:                                      ; preds = %for.cond194
  %call199 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number184.0, i64 noundef %i193.0)
  br i1 %call199, label %for.inc216, label %if.end201

if.end201:                                        ; preds = %for.body198
  %mul203 = mul nsw i64 %i193.0, %2
  %add.ptr204 = getelementptr inbounds i8, ptr %call191, i64 %mul203
  %16 = load i8, ptr %add.ptr204, align 1, !tbaa !45
  %.sum192.0 = call i8 @llvm.smax.i8(i8 %16, i8 %sum192.0)
  br label %for.inc216

for.inc216:                                       ; preds = %for.body198, %if.end201
  %sum192.1 = phi i8 [ %.sum192.0, %if.end201 ], [ %sum192.0, %for.body198 ]
  %inc217 = add nuw nsw i64 %i193.0, 1
  br label %for.cond194, !llvm.loop !113

for.end218:                                       ; preds = %for.cond194
  %17 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx220 = getelementptr inbounds nuw i8, ptr %17, i64 %number184.0
  store i8 %sum192.0, ptr %arrayidx220, align 1, !tbaa !45
  %inc222 = add nuw nsw i64 %number184.0, 1
  br label %for.cond185, !llvm.loop !114

sw.default:                                       ; preds = %entry
  call void @refuse(ptr noundef %file, i32 noundef %line) #20
  unreachable

sw.epilog:                                        ; preds = %for.cond185, %for.cond144, %for.cond107, %for.cond70, %for.cond29, %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAMinvalDim(ptr noundef %result, ptr noundef %array, i32 noundef %dimension, ptr noundef %file, i32 noundef %line, ptr noundef %mask) #0 alwaysinline {
entry:
  %dec = add nsw i32 %dimension, -1
  call void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dec, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %sub = add nsw i32 %conv, -1
  %call = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %sub)
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dec to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %stride5 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride5, align 8, !tbaa !28
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %3, label %sw.default [
    i8 28, label %for.cond
    i8 27, label %for.cond29
    i8 9, label %for.cond70
    i8 10, label %for.cond107
    i8 8, label %for.cond144
    i8 7, label %for.cond185
  ]

for.cond:                                         ; preds = %entry, %for.end
  %number.0 = phi i64 [ %inc25, %for.end ], [ 0, %entry ]
  %cmp = icmp slt i64 %number.0, %call
  br i1 %cmp, label %for.body, label %sw.epilog

for.body:                                         ; preds = %for.cond
  %call8 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number.0)
  br label %for.cond9

for.cond9:                                        ; preds = %for.inc, %for.body
  %i.0 = phi i64 [ 0, %for.body ], [ %inc, %for.inc ]
  %first.0 = phi i8 [ 1, %for.body ], [ %first.1, %for.inc ]
  %sum.0 = phi double [ 0x7FEFFFFFFFFFFFFF, %for.body ], [ %sum.1, %for.inc ]
  %cmp10 = icmp slt i64 %i.0, %1
  br i1 %cmp10, label %for.body13, label %for.end

for.body13:                                       ; preds = %for.cond9
  %call14 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number.0, i64 noundef %i.0)
  br i1 %call14, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body13
  %mul = mul nsw i64 %i.0, %2
  %add.ptr = getelementptr inbounds i8, ptr %call8, i64 %mul
  %4 = load double, ptr %add.ptr, align 8, !tbaa !63
  %loadedv = trunc nuw i8 %first.0 to i1
  %cmp16 = fcmp olt double %4, %sum.0
  %cmp19 = fcmp uno double %sum.0, 0.000000e+00
  %5 = or i1 %cmp16, %cmp19
  %or.cond121 = select i1 %loadedv, i1 true, i1 %5
  %sum.2 = select i1 %or.cond121, double %4, double %sum.0
  br label %for.inc

for.inc:                                          ; preds = %for.body13, %if.end
  %first.1 = phi i8 [ 0, %if.end ], [ %first.0, %for.body13 ]
  %sum.1 = phi double [ %sum.2, %if.end ], [ %sum.0, %for.body13 ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond9, !llvm.loop !115

for.end:                                          ; preds = %for.cond9
  %6 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx23 = getelementptr inbounds nuw double, ptr %6, i64 %number.0
  store double %sum.0, ptr %arrayidx23, align 8, !tbaa !63
  %inc25 = add nuw nsw i64 %number.0, 1
  br label %for.cond, !llvm.loop !116

for.cond29:                                       ; preds = %entry, %for.end62
  %number28.0 = phi i64 [ %inc66, %for.end62 ], [ 0, %entry ]
  %cmp30 = icmp slt i64 %number28.0, %call
  br i1 %cmp30, label %for.body33, label %sw.epilog

for.body33:                                       ; preds = %for.cond29
  %call35 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number28.0)
  br label %for.cond39

for.cond39:                                       ; preds = %for.inc60, %for.body33
  %i38.0 = phi i64 [ 0, %for.body33 ], [ %inc61, %for.inc60 ]
  %first37.0 = phi i8 [ 1, %for.body33 ], [ %first37.1, %for.inc60 ]
  %sum36.0 = phi float [ 0x47EFFFFFE0000000, %for.body33 ], [ %sum36.1, %for.inc60 ]
  %cmp40 = icmp slt i64 %i38.0, %1
  br i1 %cmp40, label %for.body43, label %for.end62

for.body43:                                       ; preds = %for.cond39
  %call44 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number28.0, i64 noundef %i38.0)
  br i1 %call44, label %for.inc60, label %if.end46

if.end46:                                         ; preds = %for.body43
  %mul48 = mul nsw i64 %i38.0, %2
  %add.ptr49 = getelementptr inbounds i8, ptr %call35, i64 %mul48
  %7 = load float, ptr %add.ptr49, align 4, !tbaa !65
  %loadedv50 = trunc nuw i8 %first37.0 to i1
  %cmp53 = fcmp olt float %7, %sum36.0
  %cmp56 = fcmp uno float %sum36.0, 0.000000e+00
  %8 = or i1 %cmp53, %cmp56
  %or.cond123 = select i1 %loadedv50, i1 true, i1 %8
  %sum36.2 = select i1 %or.cond123, float %7, float %sum36.0
  br label %for.inc60

for.inc60:                                        ; preds = %for.body43, %if.end46
  %first37.1 = phi i8 [ 0, %if.end46 ], [ %first37.0, %for.body43 ]
  %sum36.1 = phi float [ %sum36.2, %if.end46 ], [ %sum36.0, %for.body43 ]
  %inc61 = add nuw nsw i64 %i38.0, 1
  br label %for.cond39, !llvm.loop !117

for.end62:                                        ; preds = %for.cond39
  %9 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx64 = getelementptr inbounds nuw float, ptr %9, i64 %number28.0
  store float %sum36.0, ptr %arrayidx64, align 4, !tbaa !65
  %inc66 = add nuw nsw i64 %number28.0, 1
  br label %for.cond29, !llvm.loop !118

for.cond70:                                       ; preds = %entry, %for.end99
  %number69.0 = phi i64 [ %inc103, %for.end99 ], [ 0, %entry ]
  %cmp71 = icmp slt i64 %number69.0, %call
  br i1 %cmp71, label %for.body74, label %sw.epilog

for.body74:                                       ; preds = %for.cond70
  %call76 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number69.0)
  br label %for.cond79

for.cond79:                                       ; preds = %for.inc97, %for.body74
  %sum77.0 = phi i32 [ 2147483647, %for.body74 ], [ %sum77.1, %for.inc97 ]
  %i78.0 = phi i64 [ 0, %for.body74 ], [ %inc98, %for.inc97 ]
  %cmp80 = icmp slt i64 %i78.0, %1
  br i1 %cmp80, label %for.body83, label %for.end99

for.body83:                                       ; preds = %for.cond79
  %call84 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number69.0, i64 noundef %i78.0)
  br i1 %call84, label %for.inc97, label %if.end86

if.end86:                                         ; preds = %for.body83
  %mul88 = mul nsw i64 %i78.0, %2
  %add.ptr89 = getelementptr inbounds i8, ptr %call76, i64 %mul88
  %10 = load i32, ptr %add.ptr89, align 4, !tbaa !5
  %.sum77.0 = call i32 @llvm.smin.i32(i32 %10, i32 %sum77.0)
  br label %for.inc97

for.inc97:                                        ; preds = %for.body83, %if.end86
  %sum77.1 = phi i32 [ %.sum77.0, %if.end86 ], [ %sum77.0, %for.body83 ]
  %inc98 = add nuw nsw i64 %i78.0, 1
  br label %for.cond79, !llvm.loop !119

for.end99:                                        ; preds = %for.cond79
  %11 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx101 = getelementptr inbounds nuw i32, ptr %11, i64 %number69.0
  store i32 %sum77.0, ptr %arrayidx101, align 4, !tbaa !5
  %inc103 = add nuw nsw i64 %number69.0, 1
  br label %for.cond70, !llvm.loop !120

for.cond107:                                      ; preds = %entry, %for.end136
  %number106.0 = phi i64 [ %inc140, %for.end136 ], [ 0, %entry ]
  %cmp108 = icmp slt i64 %number106.0, %call
  br i1 %cmp108, label %for.body111, label %sw.epilog

for.body111:                                      ; preds = %for.cond107
  %call113 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number106.0)
  br label %for.cond116

for.cond116:                                      ; preds = %for.inc134, %for.body111
  %sum114.0 = phi i64 [ 9223372036854775807, %for.body111 ], [ %sum114.1, %for.inc134 ]
  %i115.0 = phi i64 [ 0, %for.body111 ], [ %inc135, %for.inc134 ]
  %cmp117 = icmp slt i64 %i115.0, %1
  br i1 %cmp117, label %for.body120, label %for.end136

for.body120:                                      ; preds = %for.cond116
  %call121 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number106.0, i64 noundef %i115.0)
  br i1 %call121, label %for.inc134, label %if.end123

if.end123:                                        ; preds = %for.body120
  %mul125 = mul nsw i64 %i115.0, %2
  %add.ptr126 = getelementptr inbounds i8, ptr %call113, i64 %mul125
  %12 = load i64, ptr %add.ptr126, align 8, !tbaa !21
  %.sum114.0 = call i64 @llvm.smin.i64(i64 %12, i64 %sum114.0)
  br label %for.inc134

for.inc134:                                       ; preds = %for.body120, %if.end123
  %sum114.1 = phi i64 [ %.sum114.0, %if.end123 ], [ %sum114.0, %for.body120 ]
  %inc135 = add nuw nsw i64 %i115.0, 1
  br label %for.cond116, !llvm.loop !121

for.end136:                                       ; preds = %for.cond116
  %13 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx138 = getelementptr inbounds nuw i64, ptr %13, i64 %number106.0
  store i64 %sum114.0, ptr %arrayidx138, align 8, !tbaa !21
  %inc140 = add nuw nsw i64 %number106.0, 1
  br label %for.cond107, !llvm.loop !122

for.cond144:                                      ; preds = %entry, %for.end177
  %number143.0 = phi i64 [ %inc181, %for.end177 ], [ 0, %entry ]
  %cmp145 = icmp slt i64 %number143.0, %call
  br i1 %cmp145, label %for.body148, label %sw.epilog

for.body148:                                      ; preds = %for.cond144
  %call150 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number143.0)
  br label %for.cond153

for.cond153:                                      ; preds = %for.inc175, %for.body148
  %sum151.0 = phi i16 [ 32767, %for.body148 ], [ %sum151.1, %for.inc175 ]
  %i152.0 = phi i64 [ 0, %for.body148 ], [ %inc176, %for.inc175 ]
  %cmp154 = icmp slt i64 %i152.0, %1
  br i1 %cmp154, label %for.body157, label %for.end177

for.body157:                                      ; preds = %for.cond153
  %call158 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number143.0, i64 noundef %i152.0)
  br i1 %call158, label %for.inc175, label %if.end160

if.end160:                                        ; preds = %for.body157
  %mul162 = mul nsw i64 %i152.0, %2
  %add.ptr163 = getelementptr inbounds i8, ptr %call150, i64 %mul162
  %14 = load i16, ptr %add.ptr163, align 2, !tbaa !46
  %.sum151.0 = call i16 @llvm.smin.i16(i16 %14, i16 %sum151.0)
  br label %for.inc175

for.inc175:                                       ; preds = %for.body157, %if.end160
  %sum151.1 = phi i16 [ %.sum151.0, %if.end160 ], [ %sum151.0, %for.body157 ]
  %inc176 = add nuw nsw i64 %i152.0, 1
  br label %for.cond153, !llvm.loop !123

for.end177:                                       ; preds = %for.cond153
  %15 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx179 = getelementptr inbounds nuw i16, ptr %15, i64 %number143.0
  store i16 %sum151.0, ptr %arrayidx179, align 2, !tbaa !46
  %inc181 = add nuw nsw i64 %number143.0, 1
  br label %for.cond144, !llvm.loop !124

for.cond185:                                      ; preds = %entry, %for.end218
  %number184.0 = phi i64 [ %inc222, %for.end218 ], [ 0, %entry ]
  %cmp186 = icmp slt i64 %number184.0, %call
  br i1 %cmp186, label %for.body189, label %sw.epilog

for.body189:                                      ; preds = %for.cond185
  %call191 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number184.0)
  br label %for.cond194

for.cond194:                                      ; preds = %for.inc216, %for.body189
  %sum192.0 = phi i8 [ 127, %for.body189 ], [ %sum192.1, %for.inc216 ]
  %i193.0 = phi i64 [ 0, %for.body189 ], [ %inc217, %for.inc216 ]
  %cmp195 = icmp slt i64 %i193.0, %1
  br i1 %cmp195, label %for.body198, label %for.end218

for.body198:                                      ; preds = %for.cond194
  %call199 = call zeroext i1 @is_masked(ptr noundef %mask, i32 noundef %dec, i64 noundef %number184.0, i64 noundef %i193.0)
  br i1 %call199, label %for.inc216, label %if.end201

if.end201:                                        ; preds = %for.body198
  %mul203 = mul nsw i64 %i193.0, %2
  %add.ptr204 = getelementptr inbounds i8, ptr %call191, i64 %mul203
  %16 = load i8, ptr %add.ptr204, align 1, !tbaa !45
  %.sum192.0 = call i8 @llvm.smin.i8(i8 %16, i8 %sum192.0)
  br label %for.inc216

for.inc216:                                       ; preds = %for.body198, %if.end201
  %sum192.1 = phi i8 [ %.sum192.0, %if.end201 ], [ %sum192.0, %for.body198 ]
  %inc217 = add nuw nsw i64 %i193.0, 1
  br label %for.cond194, !llvm.loop !125

for.end218:                                       ; preds = %for.cond194
  %17 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx220 = getelementptr inbounds nuw i8, ptr %17, i64 %number184.0
  store i8 %sum192.0, ptr %arrayidx220, align 1, !tbaa !45
  %inc222 = add nuw nsw i64 %number184.0, 1
  br label %for.cond185, !llvm.loop !126

sw.default:                                       ; preds = %entry
  call void @refuse(ptr noundef %file, i32 noundef %line) #20
  unreachable

sw.epilog:                                        ; preds = %for.cond185, %for.cond144, %for.cond107, %for.cond70, %for.cond29, %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranANorm2Dim(ptr noundef %result, ptr noundef %array, i32 noundef %dimension, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %dec = add nsw i32 %dimension, -1
  call void @allocate_reduced(ptr noundef %result, ptr noundef %array, i32 noundef %dec, ptr noundef %file, i32 noundef %line)
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %sub = add nsw i32 %conv, -1
  %call = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %sub)
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = sext i32 %dec to i64
  %arrayidx = getelementptr inbounds %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent1 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent1, align 8, !tbaa !24
  %stride5 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride5, align 8, !tbaa !28
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %3, label %sw.default [
    i8 28, label %for.cond
    i8 27, label %for.cond22
  ]

for.cond:                                         ; preds = %entry, %for.end
  %number.0 = phi i64 [ %inc18, %for.end ], [ 0, %entry ]
  %cmp = icmp slt i64 %number.0, %call
  br i1 %cmp, label %for.body, label %sw.epilog

for.body:                                         ; preds = %for.cond
  %call8 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number.0)
  br label %for.cond9

for.cond9:                                        ; preds = %for.inc, %for.body
  %sum.0 = phi double [ 0.000000e+00, %for.body ], [ %sum.1, %for.inc ]
  %i.0 = phi i64 [ 0, %for.body ], [ %inc, %for.inc ]
  %cmp10 = icmp slt i64 %i.0, %1
  br i1 %cmp10, label %for.body13, label %for.end

for.body13:                                       ; preds = %for.cond9
  %call14 = call zeroext i1 @is_masked(ptr noundef null, i32 noundef %dec, i64 noundef %number.0, i64 noundef %i.0)
  br i1 %call14, label %for.inc, label %if.end

if.end:                                           ; preds = %for.body13
  %mul = mul nsw i64 %i.0, %2
  %add.ptr = getelementptr inbounds i8, ptr %call8, i64 %mul
  %4 = load double, ptr %add.ptr, align 8, !tbaa !63
  %mul15 = fmul double %4, %4
  %add = fadd double %sum.0, %mul15
  br label %for.inc

for.inc:                                          ; preds = %for.body13, %if.end
  %sum.1 = phi double [ %add, %if.end ], [ %sum.0, %for.body13 ]
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond9, !llvm.loop !127

for.end:                                          ; preds = %for.cond9
  %5 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx16 = getelementptr inbounds nuw double, ptr %5, i64 %number.0
  store double %sum.0, ptr %arrayidx16, align 8, !tbaa !63
  %inc18 = add nuw nsw i64 %number.0, 1
  br label %for.cond, !llvm.loop !128

for.cond22:                                       ; preds = %entry, %for.end46
  %number21.0 = phi i64 [ %inc50, %for.end46 ], [ 0, %entry ]
  %cmp23 = icmp slt i64 %number21.0, %call
  br i1 %cmp23, label %for.body26, label %sw.epilog

for.body26:                                       ; preds = %for.cond22
  %call28 = call ptr @column(ptr noundef %array, i32 noundef %dec, i64 noundef %number21.0)
  br label %for.cond31

for.cond31:                                       ; preds = %for.inc44, %for.body26
  %sum29.0 = phi float [ 0.000000e+00, %for.body26 ], [ %sum29.1, %for.inc44 ]
  %i30.0 = phi i64 [ 0, %for.body26 ], [ %inc45, %for.inc44 ]
  %cmp32 = icmp slt i64 %i30.0, %1
  br i1 %cmp32, label %for.body35, label %for.end46

for.body35:                                       ; preds = %for.cond31
  %call36 = call zeroext i1 @is_masked(ptr noundef null, i32 noundef %dec, i64 noundef %number21.0, i64 noundef %i30.0)
  br i1 %call36, label %for.inc44, label %if.end38

if.end38:                                         ; preds = %for.body35
  %mul40 = mul nsw i64 %i30.0, %2
  %add.ptr41 = getelementptr inbounds i8, ptr %call28, i64 %mul40
  %6 = load float, ptr %add.ptr41, align 4, !tbaa !65
  %mul42 = fmul float %6, %6
  %add43 = fadd float %sum29.0, %mul42
  br label %for.inc44

for.inc44:                                        ; preds = %for.body35, %if.end38
  %sum29.1 = phi float [ %add43, %if.end38 ], [ %sum29.0, %for.body35 ]
  %inc45 = add nuw nsw i64 %i30.0, 1
  br label %for.cond31, !llvm.loop !129

for.end46:                                        ; preds = %for.cond31
  %7 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx48 = getelementptr inbounds nuw float, ptr %7, i64 %number21.0
  store float %sum29.0, ptr %arrayidx48, align 4, !tbaa !65
  %inc50 = add nuw nsw i64 %number21.0, 1
  br label %for.cond22, !llvm.loop !130

sw.default:                                       ; preds = %entry
  call void @refuse(ptr noundef %file, i32 noundef %line) #20
  unreachable

sw.epilog:                                        ; preds = %for.cond22, %for.cond
  br label %for.cond53

for.cond53:                                       ; preds = %for.inc72, %sw.epilog
  %i52.0 = phi i64 [ 0, %sw.epilog ], [ %inc73, %for.inc72 ]
  %cmp54 = icmp slt i64 %i52.0, %call
  br i1 %cmp54, label %for.body57, label %for.end74

for.body57:                                       ; preds = %for.cond53
  %8 = load i8, ptr %type, align 1, !tbaa !15
  %cmp60 = icmp eq i8 %8, 28
  br i1 %cmp60, label %if.then62, label %if.else

if.then62:                                        ; preds = %for.body57
  %9 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx64 = getelementptr inbounds nuw double, ptr %9, i64 %i52.0
  %10 = load double, ptr %arrayidx64, align 8, !tbaa !63
  %11 = call double @llvm.sqrt.f64(double %10)
  store double %11, ptr %arrayidx64, align 8, !tbaa !63
  br label %for.inc72

if.else:                                          ; preds = %for.body57
  %12 = load ptr, ptr %result, align 8, !tbaa !9
  %arrayidx68 = getelementptr inbounds nuw float, ptr %12, i64 %i52.0
  %13 = load float, ptr %arrayidx68, align 4, !tbaa !65
  %14 = call float @llvm.sqrt.f32(float %13)
  store float %14, ptr %arrayidx68, align 4, !tbaa !65
  br label %for.inc72

for.inc72:                                        ; preds = %if.then62, %if.else
  %inc73 = add nuw nsw i64 %i52.0, 1
  br label %for.cond53, !llvm.loop !131

for.end74:                                        ; preds = %for.cond53
  ret void
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.sqrt.f64(double) #11

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.sqrt.f32(float) #11

; Function Attrs: nounwind uwtable
define linkonce_odr double @_FortranANorm2_8(ptr noundef %array, ptr noundef %file, i32 noundef %line, i32 noundef %dimension) #0 alwaysinline {
entry:
  %call = call i64 @elements(ptr noundef %array)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %sum.0 = phi double [ 0.000000e+00, %entry ], [ %add, %for.body ]
  %cmp = icmp slt i64 %i.0, %call
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call1 = call ptr @element(ptr noundef %array, i64 noundef %i.0)
  %0 = load double, ptr %call1, align 8, !tbaa !63
  %mul = fmul double %0, %0
  %add = fadd double %sum.0, %mul
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !132

for.end:                                          ; preds = %for.cond
  %1 = call double @llvm.sqrt.f64(double %sum.0)
  ret double %1
}

; Function Attrs: nounwind uwtable
define linkonce_odr float @_FortranANorm2_4(ptr noundef %array, ptr noundef %file, i32 noundef %line, i32 noundef %dimension) #0 alwaysinline {
entry:
  %call = call i64 @elements(ptr noundef %array)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %sum.0 = phi float [ 0.000000e+00, %entry ], [ %add, %for.body ]
  %cmp = icmp slt i64 %i.0, %call
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call1 = call ptr @element(ptr noundef %array, i64 noundef %i.0)
  %0 = load float, ptr %call1, align 4, !tbaa !65
  %mul = fmul float %0, %0
  %add = fadd float %sum.0, %mul
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !133

for.end:                                          ; preds = %for.cond
  %1 = call float @llvm.sqrt.f32(float %sum.0)
  ret float %1
}

; Function Attrs: nounwind uwtable
define linkonce_odr ptr @_FortranACreateDescriptorStack(ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call noalias dereferenceable_or_null(24) ptr @malloc(i64 noundef 24) #21
  store ptr null, ptr %call, align 8, !tbaa !134
  %capacity = getelementptr inbounds nuw i8, ptr %call, i64 16
  store i64 0, ptr %capacity, align 8, !tbaa !136
  %count = getelementptr inbounds nuw i8, ptr %call, i64 8
  store i64 0, ptr %count, align 8, !tbaa !137
  ret ptr %call
}

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @malloc(i64 noundef) #12

; Function Attrs: nounwind uwtable
define linkonce_odr ptr @_FortranACreateValueStack(ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call ptr @_FortranACreateDescriptorStack(ptr noundef %file, i32 noundef %line)
  ret ptr %call
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPushDescriptor(ptr noundef %opaque, ptr noundef %value) #0 alwaysinline {
entry:
  %rank1 = getelementptr inbounds nuw i8, ptr %value, i64 20
  %0 = load i8, ptr %rank1, align 4, !tbaa !16
  %count = getelementptr inbounds nuw i8, ptr %opaque, i64 8
  %1 = load i64, ptr %count, align 8, !tbaa !137
  %capacity = getelementptr inbounds nuw i8, ptr %opaque, i64 16
  %2 = load i64, ptr %capacity, align 8, !tbaa !136
  %cmp = icmp eq i64 %1, %2
  br i1 %cmp, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  %tobool.not = icmp eq i64 %2, 0
  %mul = shl nsw i64 %2, 1
  %cond = select i1 %tobool.not, i64 8, i64 %mul
  %3 = load ptr, ptr %opaque, align 8, !tbaa !134
  %mul6 = mul i64 %cond, 400
  %call = call ptr @realloc(ptr noundef %3, i64 noundef %mul6) #22
  store ptr %call, ptr %opaque, align 8, !tbaa !134
  store i64 %cond, ptr %capacity, align 8, !tbaa !136
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  %conv = sext i8 %0 to i32
  %4 = load ptr, ptr %opaque, align 8, !tbaa !134
  %5 = load i64, ptr %count, align 8, !tbaa !137
  %arrayidx = getelementptr inbounds %struct.Entry, ptr %4, i64 %5
  call void @copy_descriptor(ptr noundef %arrayidx, ptr noundef %value, i32 noundef %conv)
  %6 = load i64, ptr %count, align 8, !tbaa !137
  %inc = add nsw i64 %6, 1
  store i64 %inc, ptr %count, align 8, !tbaa !137
  ret void
}

; Function Attrs: mustprogress nounwind willreturn allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite)
declare noalias noundef ptr @realloc(ptr allocptr noundef captures(none), i64 noundef) #13

; Function Attrs: alwaysinline nounwind uwtable
define internal void @copy_descriptor(ptr noundef %to, ptr noundef %from, i32 noundef %rank) #1 {
entry:
  %0 = load ptr, ptr %from, align 8, !tbaa !9
  store ptr %0, ptr %to, align 8, !tbaa !9
  %element_size = getelementptr inbounds nuw i8, ptr %from, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size2 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store i64 %1, ptr %element_size2, align 8, !tbaa !14
  %version = getelementptr inbounds nuw i8, ptr %from, i64 16
  %2 = load i32, ptr %version, align 8, !tbaa !37
  %version3 = getelementptr inbounds nuw i8, ptr %to, i64 16
  store i32 %2, ptr %version3, align 8, !tbaa !37
  %conv = trunc i32 %rank to i8
  %rank4 = getelementptr inbounds nuw i8, ptr %to, i64 20
  store i8 %conv, ptr %rank4, align 4, !tbaa !16
  %type = getelementptr inbounds nuw i8, ptr %from, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  %type5 = getelementptr inbounds nuw i8, ptr %to, i64 21
  store i8 %3, ptr %type5, align 1, !tbaa !15
  %attribute = getelementptr inbounds nuw i8, ptr %to, i64 22
  store i8 0, ptr %attribute, align 2, !tbaa !17
  %extra = getelementptr inbounds nuw i8, ptr %from, i64 23
  %4 = load i8, ptr %extra, align 1, !tbaa !18
  %extra6 = getelementptr inbounds nuw i8, ptr %to, i64 23
  store i8 %4, ptr %extra6, align 1, !tbaa !18
  call void @copy_dimensions(ptr noundef nonnull %to, ptr noundef nonnull %from, i32 noundef %rank)
  %5 = load i8, ptr %extra, align 1, !tbaa !18
  %6 = and i8 %5, 1
  %tobool.not = icmp eq i8 %6, 0
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  %call = call ptr @type_slot_of_rank(ptr noundef nonnull %from, i32 noundef %rank)
  %7 = load ptr, ptr %call, align 8, !tbaa !19
  %call9 = call ptr @type_slot_of_rank(ptr noundef nonnull %to, i32 noundef %rank)
  store ptr %7, ptr %call9, align 8, !tbaa !19
  br label %if.end

if.end:                                           ; preds = %if.then, %entry
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranADescriptorAt(ptr noundef %opaque, i64 noundef %number, ptr noundef %result) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %opaque, align 8, !tbaa !134
  %arrayidx = getelementptr inbounds nuw %struct.Entry, ptr %0, i64 %number
  %rank = getelementptr inbounds nuw i8, ptr %result, i64 20
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %1 to i32
  call void @copy_descriptor(ptr noundef %result, ptr noundef %arrayidx, i32 noundef %conv)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPopDescriptor(ptr noundef %opaque, ptr noundef %result) #0 alwaysinline {
entry:
  %count = getelementptr inbounds nuw i8, ptr %opaque, i64 8
  %0 = load i64, ptr %count, align 8, !tbaa !137
  %dec = add nsw i64 %0, -1
  store i64 %dec, ptr %count, align 8, !tbaa !137
  call void @_FortranADescriptorAt(ptr noundef %opaque, i64 noundef %dec, ptr noundef %result)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranADestroyDescriptorStack(ptr noundef %opaque) #0 alwaysinline {
entry:
  %0 = load ptr, ptr %opaque, align 8, !tbaa !134
  call void @free(ptr noundef %0) #17
  call void @free(ptr noundef %opaque) #17
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPushValue(ptr noundef %opaque, ptr noundef %value) #0 alwaysinline {
entry:
  %copy = alloca %struct.Descriptor, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %copy) #17
  call void @copied(ptr dead_on_unwind nonnull writable sret(%struct.Descriptor) align 8 %copy, ptr noundef %value)
  call void @allocate_contents(ptr noundef nonnull %copy)
  %call = call i64 @elements(ptr noundef %value)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %call
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call1 = call ptr @element(ptr noundef nonnull %copy, i64 noundef %i.0)
  %call2 = call ptr @element(ptr noundef %value, i64 noundef %i.0)
  call void @copy_bytes(ptr noundef %call1, ptr noundef %call2, ptr noundef %value)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !138

for.end:                                          ; preds = %for.cond
  call void @_FortranAPushDescriptor(ptr noundef %opaque, ptr noundef nonnull %copy)
  call void @llvm.lifetime.end.p0(ptr nonnull %copy) #17
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @copy_bytes(ptr noundef %to, ptr noundef %from, ptr noundef %array) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  %call = call zeroext i1 @llvm.is.constant.i8(i8 noundef signext %0)
  br i1 %call, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  switch i8 %0, label %if.end [
    i8 27, label %sw.bb
    i8 28, label %sw.bb2
    i8 34, label %sw.bb3
    i8 35, label %sw.bb7
    i8 8, label %sw.bb12
    i8 13, label %sw.bb12
    i8 9, label %sw.bb13
    i8 14, label %sw.bb13
  ]

sw.bb:                                            ; preds = %if.then
  %1 = load float, ptr %from, align 4, !tbaa !65
  store float %1, ptr %to, align 4, !tbaa !65
  br label %return

sw.bb2:                                           ; preds = %if.then
  %2 = load double, ptr %from, align 8, !tbaa !63
  store double %2, ptr %to, align 8, !tbaa !63
  br label %return

sw.bb3:                                           ; preds = %if.then
  %3 = load float, ptr %from, align 4, !tbaa !65
  store float %3, ptr %to, align 4, !tbaa !65
  %arrayidx5 = getelementptr inbounds nuw i8, ptr %from, i64 4
  %4 = load float, ptr %arrayidx5, align 4, !tbaa !65
  %arrayidx6 = getelementptr inbounds nuw i8, ptr %to, i64 4
  store float %4, ptr %arrayidx6, align 4, !tbaa !65
  br label %return

sw.bb7:                                           ; preds = %if.then
  %5 = load double, ptr %from, align 8, !tbaa !63
  store double %5, ptr %to, align 8, !tbaa !63
  %arrayidx10 = getelementptr inbounds nuw i8, ptr %from, i64 8
  %6 = load double, ptr %arrayidx10, align 8, !tbaa !63
  %arrayidx11 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store double %6, ptr %arrayidx11, align 8, !tbaa !63
  br label %return

sw.bb12:                                          ; preds = %if.then, %if.then
  %7 = load i16, ptr %from, align 2, !tbaa !46
  store i16 %7, ptr %to, align 2, !tbaa !46
  br label %return

sw.bb13:                                          ; preds = %if.then, %if.then
  %8 = load i32, ptr %from, align 4, !tbaa !5
  store i32 %8, ptr %to, align 4, !tbaa !5
  br label %return

if.end:                                           ; preds = %if.then, %entry
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %9 = load i64, ptr %element_size, align 8, !tbaa !14
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %to, ptr align 1 %from, i64 %9, i1 false)
  br label %return

return:                                           ; preds = %if.end, %sw.bb13, %sw.bb12, %sw.bb7, %sw.bb3, %sw.bb2, %sw.bb
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAValueAt(ptr noundef %opaque, i64 noundef %number, ptr noundef %result) #0 alwaysinline {
entry:
  call void @_FortranADescriptorAt(ptr noundef %opaque, i64 noundef %number, ptr noundef %result)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPopValue(ptr noundef %opaque, ptr noundef %result) #0 alwaysinline {
entry:
  call void @_FortranAPopDescriptor(ptr noundef %opaque, ptr noundef %result)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranADestroyValueStack(ptr noundef %opaque) #0 alwaysinline {
entry:
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %count = getelementptr inbounds nuw i8, ptr %opaque, i64 8
  %0 = load i64, ptr %count, align 8, !tbaa !137
  %cmp = icmp slt i64 %i.0, %0
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %1 = load ptr, ptr %opaque, align 8, !tbaa !134
  %arrayidx = getelementptr inbounds nuw %struct.Entry, ptr %1, i64 %i.0
  %2 = load ptr, ptr %arrayidx, align 8, !tbaa !139
  call void @free(ptr noundef %2) #17
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !141

for.end:                                          ; preds = %for.cond
  call void @_FortranADestroyDescriptorStack(ptr noundef %opaque)
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAPack(ptr noundef %result, ptr noundef %source, ptr noundef %mask, ptr noundef %vector, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i64 @elements(ptr noundef %source)
  %rank = getelementptr inbounds nuw i8, ptr %mask, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %tobool.not = icmp eq i8 %0, 0
  br i1 %tobool.not, label %if.else, label %if.then

if.then:                                          ; preds = %entry
  %call1 = call i64 @elements(ptr noundef %mask)
  %cmp.not = icmp eq i64 %call1, %call
  br i1 %cmp.not, label %for.cond, label %if.then2

if.then2:                                         ; preds = %if.then
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.4, ptr noundef %file, i32 noundef %line) #18
  unreachable

for.cond:                                         ; preds = %if.then, %for.body
  %packed.0 = phi i64 [ %add, %for.body ], [ 0, %if.then ]
  %i.0 = phi i64 [ %inc, %for.body ], [ 0, %if.then ]
  %cmp3 = icmp slt i64 %i.0, %call
  br i1 %cmp3, label %for.body, label %if.end8

for.body:                                         ; preds = %for.cond
  %call4 = call zeroext i1 @is_true(ptr noundef %mask, i64 noundef %i.0)
  %conv = zext i1 %call4 to i64
  %add = add nuw nsw i64 %packed.0, %conv
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !142

if.else:                                          ; preds = %entry
  %call5 = call zeroext i1 @is_true(ptr noundef %mask, i64 noundef 0)
  %spec.select = select i1 %call5, i64 %call, i64 0
  br label %if.end8

if.end8:                                          ; preds = %for.cond, %if.else
  %packed.1 = phi i64 [ %spec.select, %if.else ], [ %packed.0, %for.cond ]
  %tobool9.not = icmp eq ptr %vector, null
  br i1 %tobool9.not, label %if.end16, label %if.then10

if.then10:                                        ; preds = %if.end8
  %extent11 = getelementptr inbounds nuw i8, ptr %vector, i64 32
  %1 = load i64, ptr %extent11, align 8, !tbaa !24
  %cmp12 = icmp slt i64 %1, %packed.1
  br i1 %cmp12, label %if.then14, label %if.end16

if.then14:                                        ; preds = %if.then10
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.5, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end16:                                         ; preds = %if.then10, %if.end8
  %extent.0 = phi i64 [ %packed.1, %if.end8 ], [ %1, %if.then10 ]
  call void @take_element_type(ptr noundef %result, ptr noundef %source)
  call void @set_extent(ptr noundef %result, i32 noundef 0, i64 noundef %extent.0)
  call void @begin_elements(ptr noundef %result)
  br label %for.cond18

for.cond18:                                       ; preds = %for.inc29, %if.end16
  %next.0 = phi i64 [ 0, %if.end16 ], [ %next.1, %for.inc29 ]
  %i17.0 = phi i64 [ 0, %if.end16 ], [ %inc30, %for.inc29 ]
  %cmp19 = icmp slt i64 %i17.0, %call
  br i1 %cmp19, label %for.body22, label %for.end31

for.body22:                                       ; preds = %for.cond18
  %call23 = call zeroext i1 @is_true(ptr noundef %mask, i64 noundef %i17.0)
  br i1 %call23, label %if.then24, label %for.inc29

if.then24:                                        ; preds = %for.body22
  %inc25 = add nsw i64 %next.0, 1
  %call26 = call ptr @element_of_rank(ptr noundef %result, i32 noundef 1, i64 noundef %next.0)
  %call27 = call ptr @element(ptr noundef %source, i64 noundef %i17.0)
  call void @assign_element(ptr noundef %call26, ptr noundef %call27, ptr noundef %result)
  br label %for.inc29

for.inc29:                                        ; preds = %for.body22, %if.then24
  %next.1 = phi i64 [ %inc25, %if.then24 ], [ %next.0, %for.body22 ]
  %inc30 = add nuw nsw i64 %i17.0, 1
  br label %for.cond18, !llvm.loop !143

for.end31:                                        ; preds = %for.cond18
  br i1 %tobool9.not, label %if.end45, label %for.cond35

for.cond35:                                       ; preds = %for.end31, %for.body39
  %i34.0 = phi i64 [ %inc43, %for.body39 ], [ %packed.1, %for.end31 ]
  %cmp36 = icmp slt i64 %i34.0, %extent.0
  br i1 %cmp36, label %for.body39, label %if.end45

for.body39:                                       ; preds = %for.cond35
  %call40 = call ptr @element_of_rank(ptr noundef %result, i32 noundef 1, i64 noundef %i34.0)
  %call41 = call ptr @element(ptr noundef nonnull %vector, i64 noundef %i34.0)
  call void @assign_element(ptr noundef %call40, ptr noundef %call41, ptr noundef %result)
  %inc43 = add nsw i64 %i34.0, 1
  br label %for.cond35, !llvm.loop !144

if.end45:                                         ; preds = %for.cond35, %for.end31
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @is_true(ptr noundef %mask, i64 noundef %number) #1 {
entry:
  %call = call ptr @element(ptr noundef %mask, i64 noundef %number)
  %call1 = call zeroext i1 @truth(ptr noundef %mask, ptr noundef %call)
  ret i1 %call1
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @begin_elements(ptr noundef %result) #1 {
entry:
  call void @allocate_contents(ptr noundef %result)
  call void @initialise_elements(ptr noundef %result)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign_element(ptr noundef %to, ptr noundef %from, ptr noundef %array) #1 {
entry:
  %call = call ptr @type_of(ptr noundef %array)
  %tobool.not = icmp eq ptr %call, null
  br i1 %tobool.not, label %if.else, label %if.then

if.then:                                          ; preds = %entry
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  call void @xdsl_enzyme_assign(ptr noundef %to, ptr noundef %from, ptr noundef nonnull %call, i64 noundef %0) #17
  br label %if.end

if.else:                                          ; preds = %entry
  call void @copy_bytes(ptr noundef %to, ptr noundef %from, ptr noundef %array)
  br label %if.end

if.end:                                           ; preds = %if.else, %if.then
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAUnpack(ptr noundef %result, ptr noundef %vector, ptr noundef %mask, ptr noundef %field, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %call = call i64 @elements(ptr noundef %mask)
  call void @take_element_type(ptr noundef %result, ptr noundef %vector)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %rank = getelementptr inbounds nuw i8, ptr %mask, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %mask, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  call void @set_extent(ptr noundef %result, i32 noundef %i.0, i64 noundef %1)
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !145

for.end:                                          ; preds = %for.cond
  call void @allocate_rank(ptr noundef %result, i32 noundef %conv)
  call void @initialise_elements(ptr noundef %result)
  br label %for.cond5

for.cond5:                                        ; preds = %for.inc23, %for.end
  %next.0 = phi i64 [ 0, %for.end ], [ %next.1, %for.inc23 ]
  %i4.0 = phi i64 [ 0, %for.end ], [ %inc24, %for.inc23 ]
  %cmp6 = icmp slt i64 %i4.0, %call
  br i1 %cmp6, label %for.body9, label %for.end25

for.body9:                                        ; preds = %for.cond5
  %call10 = call zeroext i1 @is_true(ptr noundef %mask, i64 noundef %i4.0)
  br i1 %call10, label %if.then, label %if.else

if.then:                                          ; preds = %for.body9
  %extent13 = getelementptr inbounds nuw i8, ptr %vector, i64 32
  %2 = load i64, ptr %extent13, align 8, !tbaa !24
  %cmp14.not = icmp slt i64 %next.0, %2
  br i1 %cmp14.not, label %if.end, label %if.then16

if.then16:                                        ; preds = %if.then
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.6, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %if.then
  %call17 = call ptr @element(ptr noundef %result, i64 noundef %i4.0)
  %inc18 = add nsw i64 %next.0, 1
  %call19 = call ptr @element(ptr noundef %vector, i64 noundef %next.0)
  call void @assign_element(ptr noundef %call17, ptr noundef %call19, ptr noundef %result)
  br label %for.inc23

if.else:                                          ; preds = %for.body9
  %call20 = call ptr @element(ptr noundef %result, i64 noundef %i4.0)
  %call21 = call ptr @element(ptr noundef %field, i64 noundef %i4.0)
  call void @assign_element(ptr noundef %call20, ptr noundef %call21, ptr noundef %result)
  br label %for.inc23

for.inc23:                                        ; preds = %if.end, %if.else
  %next.1 = phi i64 [ %inc18, %if.end ], [ %next.0, %if.else ]
  %inc24 = add nuw nsw i64 %i4.0, 1
  br label %for.cond5, !llvm.loop !146

for.end25:                                        ; preds = %for.cond5
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @allocate_rank(ptr noundef %array, i32 noundef %rank) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %bytes.0 = phi i64 [ %0, %entry ], [ %mul, %for.body ]
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i32 %i.0, %rank
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  store i64 %bytes.0, ptr %stride, align 8, !tbaa !28
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %mul = mul nsw i64 %bytes.0, %1
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !147

for.end:                                          ; preds = %for.cond
  %call = call ptr @allocate(i64 noundef %bytes.0)
  store ptr %call, ptr %array, align 8, !tbaa !9
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranASpread(ptr noundef %result, ptr noundef %source, i32 noundef %dimension, i64 noundef %copies, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %dec = add nsw i32 %dimension, -1
  %cmp = icmp slt i32 %dimension, 1
  br i1 %cmp, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %entry
  %rank = getelementptr inbounds nuw i8, ptr %source, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp1 = icmp sgt i32 %dec, %conv
  br i1 %cmp1, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %entry
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.7, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %lor.lhs.false
  %copies. = call i64 @llvm.smax.i64(i64 %copies, i64 0)
  call void @take_element_type(ptr noundef %result, ptr noundef %source)
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %conv7 = sext i8 %1 to i32
  %add = add nsw i32 %conv7, 1
  br label %for.cond

for.cond:                                         ; preds = %cond.end20, %if.end
  %i.0 = phi i32 [ 0, %if.end ], [ %inc, %cond.end20 ]
  %cmp8.not = icmp sgt i32 %i.0, %conv7
  br i1 %cmp8.not, label %for.end, label %for.body

for.body:                                         ; preds = %for.cond
  %cmp10 = icmp eq i32 %i.0, %dec
  br i1 %cmp10, label %cond.end20, label %cond.false13

cond.false13:                                     ; preds = %for.body
  %cmp14 = icmp sge i32 %i.0, %dec
  %sub = sext i1 %cmp14 to i32
  %cond19 = add nsw i32 %i.0, %sub
  %idxprom = sext i32 %cond19 to i64
  %arrayidx = getelementptr %struct.Dimension, ptr %source, i64 %idxprom
  %extent = getelementptr i8, ptr %arrayidx, i64 32
  %2 = load i64, ptr %extent, align 8, !tbaa !24
  br label %cond.end20

cond.end20:                                       ; preds = %for.body, %cond.false13
  %cond21 = phi i64 [ %2, %cond.false13 ], [ %copies., %for.body ]
  call void @set_extent(ptr noundef %result, i32 noundef %i.0, i64 noundef %cond21)
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !148

for.end:                                          ; preds = %for.cond
  call void @allocate_rank(ptr noundef %result, i32 noundef %add)
  call void @initialise_elements(ptr noundef %result)
  br label %for.cond23

for.cond23:                                       ; preds = %cond.end38, %for.end
  %before.0 = phi i64 [ 1, %for.end ], [ %mul, %cond.end38 ]
  %i22.0 = phi i32 [ 0, %for.end ], [ %inc41, %cond.end38 ]
  %3 = load i8, ptr %rank, align 4, !tbaa !16
  %conv25 = sext i8 %3 to i32
  %cmp26 = icmp slt i32 %i22.0, %conv25
  br i1 %cmp26, label %for.body29, label %for.end42

for.body29:                                       ; preds = %for.cond23
  %cmp30 = icmp slt i32 %i22.0, %dec
  br i1 %cmp30, label %cond.true32, label %cond.end38

cond.true32:                                      ; preds = %for.body29
  %idxprom34 = zext nneg i32 %i22.0 to i64
  %arrayidx35 = getelementptr inbounds nuw %struct.Dimension, ptr %source, i64 %idxprom34
  %extent36 = getelementptr inbounds nuw i8, ptr %arrayidx35, i64 32
  %4 = load i64, ptr %extent36, align 8, !tbaa !24
  br label %cond.end38

cond.end38:                                       ; preds = %for.body29, %cond.true32
  %cond39 = phi i64 [ %4, %cond.true32 ], [ 1, %for.body29 ]
  %mul = mul nsw i64 %before.0, %cond39
  %inc41 = add nuw nsw i32 %i22.0, 1
  br label %for.cond23, !llvm.loop !149

for.end42:                                        ; preds = %for.cond23
  %call = call i64 @elements(ptr noundef %source)
  %mul43 = mul nsw i64 %call, %copies.
  br label %for.cond45

for.cond45:                                       ; preds = %for.body49, %for.end42
  %i44.0 = phi i64 [ 0, %for.end42 ], [ %inc56, %for.body49 ]
  %cmp46 = icmp slt i64 %i44.0, %mul43
  br i1 %cmp46, label %for.body49, label %for.end57

for.body49:                                       ; preds = %for.cond45
  %call50 = call ptr @element_of_rank(ptr noundef %result, i32 noundef %add, i64 noundef %i44.0)
  %mul51 = mul nsw i64 %before.0, %copies.
  %div = sdiv i64 %i44.0, %mul51
  %mul52 = mul nsw i64 %div, %before.0
  %rem = srem i64 %i44.0, %before.0
  %add53 = add nsw i64 %mul52, %rem
  %call54 = call ptr @element(ptr noundef %source, i64 noundef %add53)
  call void @assign_element(ptr noundef %call50, ptr noundef %call54, ptr noundef %result)
  %inc56 = add nuw nsw i64 %i44.0, 1
  br label %for.cond45, !llvm.loop !150

for.end57:                                        ; preds = %for.cond45
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranATranspose(ptr noundef %result, ptr noundef %source, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %extent = getelementptr inbounds nuw i8, ptr %source, i64 56
  %0 = load i64, ptr %extent, align 8, !tbaa !24
  %extent3 = getelementptr inbounds nuw i8, ptr %source, i64 32
  %1 = load i64, ptr %extent3, align 8, !tbaa !24
  call void @take_element_type(ptr noundef %result, ptr noundef %source)
  call void @set_extent(ptr noundef %result, i32 noundef 0, i64 noundef %0)
  call void @set_extent(ptr noundef %result, i32 noundef 1, i64 noundef %1)
  call void @allocate_rank(ptr noundef %result, i32 noundef 2)
  call void @initialise_elements(ptr noundef %result)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %mul = mul nsw i64 %0, %1
  %cmp = icmp slt i64 %i.0, %mul
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call = call ptr @element_of_rank(ptr noundef %result, i32 noundef 2, i64 noundef %i.0)
  %rem = srem i64 %i.0, %0
  %mul4 = mul nsw i64 %rem, %1
  %div = sdiv i64 %i.0, %0
  %add = add nsw i64 %mul4, %div
  %call5 = call ptr @element_of_rank(ptr noundef %source, i32 noundef 2, i64 noundef %add)
  call void @assign_element(ptr noundef %call, ptr noundef %call5, ptr noundef %result)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !151

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAReshape(ptr noundef %result, ptr noundef %source, ptr noundef %shape, ptr noundef %pad, ptr noundef %order, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %rank1 = getelementptr inbounds nuw i8, ptr %result, i64 20
  %0 = load i8, ptr %rank1, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  call void @take_element_type(ptr noundef %result, ptr noundef %source)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %conv3 = zext nneg i32 %i.0 to i64
  %call = call i64 @integer_at(ptr noundef %shape, i64 noundef %conv3)
  %call. = call i64 @llvm.smax.i64(i64 %call, i64 0)
  call void @set_extent(ptr noundef %result, i32 noundef %i.0, i64 noundef %call.)
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !152

for.end:                                          ; preds = %for.cond
  call void @allocate_rank(ptr noundef %result, i32 noundef %conv)
  call void @initialise_elements(ptr noundef %result)
  %call6 = call i64 @elements_of_rank(ptr noundef %result, i32 noundef %conv)
  %call7 = call i64 @elements(ptr noundef %source)
  %cmp8 = icmp sgt i64 %call6, %call7
  br i1 %cmp8, label %land.lhs.true, label %if.end

land.lhs.true:                                    ; preds = %for.end
  %tobool.not = icmp eq ptr %pad, null
  br i1 %tobool.not, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %land.lhs.true
  %call10 = call i64 @elements(ptr noundef nonnull %pad)
  %tobool11.not = icmp eq i64 %call10, 0
  br i1 %tobool11.not, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %land.lhs.true
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.8, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %lor.lhs.false, %for.end
  br label %for.cond13

for.cond13:                                       ; preds = %for.inc45, %if.end
  %i12.0 = phi i64 [ 0, %if.end ], [ %inc46, %for.inc45 ]
  %cmp14 = icmp slt i64 %i12.0, %call6
  br i1 %cmp14, label %for.body17, label %for.end47

for.body17:                                       ; preds = %for.cond13
  %call18 = call ptr @element_of_rank(ptr noundef %result, i32 noundef %conv, i64 noundef %i12.0)
  %tobool19.not = icmp eq ptr %order, null
  br i1 %tobool19.not, label %if.end35, label %for.cond21

for.cond21:                                       ; preds = %for.body17, %for.body25
  %bytes.0 = phi i64 [ %add, %for.body25 ], [ 0, %for.body17 ]
  %rest.0 = phi i64 [ %div, %for.body25 ], [ %i12.0, %for.body17 ]
  %k.0 = phi i32 [ %inc33, %for.body25 ], [ 0, %for.body17 ]
  %cmp22 = icmp slt i32 %k.0, %conv
  br i1 %cmp22, label %for.body25, label %for.end34

for.body25:                                       ; preds = %for.cond21
  %conv26 = zext nneg i32 %k.0 to i64
  %call27 = call i64 @integer_at(ptr noundef nonnull %order, i64 noundef %conv26)
  %arrayidx = getelementptr %struct.Dimension, ptr %result, i64 %call27
  %extent29 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent29, align 8, !tbaa !24
  %rem = srem i64 %rest.0, %1
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %mul = mul nsw i64 %rem, %2
  %add = add nsw i64 %bytes.0, %mul
  %div = sdiv i64 %rest.0, %1
  %inc33 = add nuw nsw i32 %k.0, 1
  br label %for.cond21, !llvm.loop !153

for.end34:                                        ; preds = %for.cond21
  %3 = load ptr, ptr %result, align 8, !tbaa !9
  %add.ptr = getelementptr inbounds i8, ptr %3, i64 %bytes.0
  br label %if.end35

if.end35:                                         ; preds = %for.end34, %for.body17
  %to.0 = phi ptr [ %add.ptr, %for.end34 ], [ %call18, %for.body17 ]
  %cmp36 = icmp slt i64 %i12.0, %call7
  br i1 %cmp36, label %if.then38, label %if.else

if.then38:                                        ; preds = %if.end35
  %call39 = call ptr @element(ptr noundef %source, i64 noundef %i12.0)
  call void @assign_element(ptr noundef %to.0, ptr noundef %call39, ptr noundef %result)
  br label %for.inc45

if.else:                                          ; preds = %if.end35
  %sub40 = sub nsw i64 %i12.0, %call7
  %call41 = call i64 @elements(ptr noundef %pad)
  %rem42 = srem i64 %sub40, %call41
  %call43 = call ptr @element(ptr noundef %pad, i64 noundef %rem42)
  call void @assign_element(ptr noundef %to.0, ptr noundef %call43, ptr noundef %result)
  br label %for.inc45

for.inc45:                                        ; preds = %if.then38, %if.else
  %inc46 = add nuw nsw i64 %i12.0, 1
  br label %for.cond13, !llvm.loop !154

for.end47:                                        ; preds = %for.cond13
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @integer_at(ptr noundef %array, i64 noundef %number) #1 {
entry:
  %call = call ptr @element(ptr noundef %array, i64 noundef %number)
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  switch i64 %0, label %sw.default [
    i64 1, label %sw.bb
    i64 2, label %sw.bb1
    i64 4, label %sw.bb3
  ]

sw.bb:                                            ; preds = %entry
  %1 = load i8, ptr %call, align 1, !tbaa !45
  %conv = sext i8 %1 to i64
  br label %cleanup

sw.bb1:                                           ; preds = %entry
  %2 = load i16, ptr %call, align 2, !tbaa !46
  %conv2 = sext i16 %2 to i64
  br label %cleanup

sw.bb3:                                           ; preds = %entry
  %3 = load i32, ptr %call, align 4, !tbaa !5
  %conv4 = sext i32 %3 to i64
  br label %cleanup

sw.default:                                       ; preds = %entry
  %4 = load i64, ptr %call, align 8, !tbaa !21
  br label %cleanup

cleanup:                                          ; preds = %sw.default, %sw.bb3, %sw.bb1, %sw.bb
  %retval.0 = phi i64 [ %4, %sw.default ], [ %conv, %sw.bb ], [ %conv2, %sw.bb1 ], [ %conv4, %sw.bb3 ]
  ret i64 %retval.0
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranACshift(ptr noundef %result, ptr noundef %source, ptr noundef %shift, i32 noundef %dimension, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %size = alloca %struct.Layers, align 8
  %dec = add nsw i32 %dimension, -1
  %cmp = icmp slt i32 %dimension, 1
  br i1 %cmp, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %entry
  %rank = getelementptr inbounds nuw i8, ptr %source, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp1.not.not = icmp sgt i32 %dimension, %conv
  br i1 %cmp1.not.not, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %entry
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.9, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %lor.lhs.false
  call void @same_extents(ptr noundef %result, ptr noundef %source)
  call void @llvm.lifetime.start.p0(ptr nonnull %size) #17
  call void @layers(ptr dead_on_unwind nonnull writable sret(%struct.Layers) align 8 %size, ptr noundef %source, i32 noundef %dec)
  %call = call i64 @elements(ptr noundef %source)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %if.end
  %i.0 = phi i64 [ 0, %if.end ], [ %inc, %for.body ]
  %cmp3 = icmp slt i64 %i.0, %call
  br i1 %cmp3, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %1 = load i64, ptr %size, align 8, !tbaa !22
  %rem = srem i64 %i.0, %1
  %div = sdiv i64 %i.0, %1
  %extent = getelementptr inbounds nuw i8, ptr %size, i64 8
  %2 = load i64, ptr %extent, align 8, !tbaa !24
  %rem7 = srem i64 %div, %2
  %div11 = sdiv i64 %div, %2
  %rank12 = getelementptr inbounds nuw i8, ptr %shift, i64 20
  %3 = load i8, ptr %rank12, align 4, !tbaa !16
  %tobool.not = icmp eq i8 %3, 0
  %mul = mul nsw i64 %div11, %1
  %add = add nsw i64 %rem, %mul
  %cond = select i1 %tobool.not, i64 0, i64 %add
  %call15 = call i64 @integer_at(ptr noundef %shift, i64 noundef %cond)
  %add16 = add nsw i64 %rem7, %call15
  %4 = load i64, ptr %extent, align 8, !tbaa !24
  %call18 = call i64 @wrap(i64 noundef %add16, i64 noundef %4)
  %call19 = call ptr @element(ptr noundef %result, i64 noundef %i.0)
  %5 = load i64, ptr %extent, align 8, !tbaa !24
  %mul21 = mul nsw i64 %div11, %5
  %add22 = add nsw i64 %call18, %mul21
  %6 = load i64, ptr %size, align 8, !tbaa !22
  %mul24 = mul nsw i64 %add22, %6
  %add25 = add nsw i64 %rem, %mul24
  %call26 = call ptr @element(ptr noundef %source, i64 noundef %add25)
  call void @assign_element(ptr noundef %call19, ptr noundef %call26, ptr noundef %result)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !155

for.end:                                          ; preds = %for.cond
  call void @llvm.lifetime.end.p0(ptr nonnull %size) #17
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @same_extents(ptr noundef %result, ptr noundef %source) #1 {
entry:
  call void @take_element_type(ptr noundef %result, ptr noundef %source)
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %rank = getelementptr inbounds nuw i8, ptr %source, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %source, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  call void @set_extent(ptr noundef %result, i32 noundef %i.0, i64 noundef %1)
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !156

for.end:                                          ; preds = %for.cond
  call void @allocate_rank(ptr noundef %result, i32 noundef %conv)
  call void @initialise_elements(ptr noundef %result)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @layers(ptr dead_on_unwind noalias writable sret(%struct.Layers) align 8 %agg.result, ptr noundef %array, i32 noundef %dimension) #1 {
entry:
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %agg.result, ptr noundef nonnull align 8 dereferenceable(24) @__const.layers.found, i64 24, i1 false)
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.inc ]
  %rank = getelementptr inbounds nuw i8, ptr %array, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %array, i64 %idxprom
  %extent2 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %1 = load i64, ptr %extent2, align 8, !tbaa !24
  %cmp3 = icmp slt i32 %i.0, %dimension
  br i1 %cmp3, label %if.then, label %if.else

if.then:                                          ; preds = %for.body
  %2 = load i64, ptr %agg.result, align 8, !tbaa !22
  %mul = mul nsw i64 %2, %1
  store i64 %mul, ptr %agg.result, align 8, !tbaa !22
  br label %for.inc

if.else:                                          ; preds = %for.body
  %cmp5 = icmp eq i32 %i.0, %dimension
  br i1 %cmp5, label %if.then7, label %if.else9

if.then7:                                         ; preds = %if.else
  %extent8 = getelementptr inbounds nuw i8, ptr %agg.result, i64 8
  store i64 %1, ptr %extent8, align 8, !tbaa !24
  br label %for.inc

if.else9:                                         ; preds = %if.else
  %after = getelementptr inbounds nuw i8, ptr %agg.result, i64 16
  %3 = load i64, ptr %after, align 8, !tbaa !28
  %mul10 = mul nsw i64 %3, %1
  store i64 %mul10, ptr %after, align 8, !tbaa !28
  br label %for.inc

for.inc:                                          ; preds = %if.then, %if.else9, %if.then7
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !157

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @wrap(i64 noundef %position, i64 noundef %extent) #1 {
entry:
  %rem = srem i64 %position, %extent
  %cmp = icmp slt i64 %rem, 0
  %add = select i1 %cmp, i64 %extent, i64 0
  %cond = add nsw i64 %rem, %add
  ret i64 %cond
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranACshiftVector(ptr noundef %result, ptr noundef %source, i64 noundef %shift, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  call void @same_extents(ptr noundef %result, ptr noundef %source)
  %extent1 = getelementptr inbounds nuw i8, ptr %source, i64 32
  %0 = load i64, ptr %extent1, align 8, !tbaa !24
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.body ]
  %cmp = icmp slt i64 %i.0, %0
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %call = call ptr @element_of_rank(ptr noundef %result, i32 noundef 1, i64 noundef %i.0)
  %add = add nsw i64 %i.0, %shift
  %call2 = call i64 @wrap(i64 noundef %add, i64 noundef %0)
  %call3 = call ptr @element_of_rank(ptr noundef %source, i32 noundef 1, i64 noundef %call2)
  call void @assign_element(ptr noundef %call, ptr noundef %call3, ptr noundef %result)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !158

for.end:                                          ; preds = %for.cond
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAEoshift(ptr noundef %result, ptr noundef %source, ptr noundef %shift, ptr noundef %boundary, i32 noundef %dimension, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  %cmp = icmp slt i32 %dimension, 1
  br i1 %cmp, label %if.then, label %lor.lhs.false

lor.lhs.false:                                    ; preds = %entry
  %rank = getelementptr inbounds nuw i8, ptr %source, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp1 = icmp sgt i32 %dimension, %conv
  br i1 %cmp1, label %if.then, label %if.end

if.then:                                          ; preds = %lor.lhs.false, %entry
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.10, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %lor.lhs.false
  %sub = add nsw i32 %dimension, -1
  call void @shift_out(ptr noundef %result, ptr noundef %source, ptr noundef %shift, i64 noundef 0, ptr noundef %boundary, i32 noundef %sub)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @shift_out(ptr noundef %result, ptr noundef %source, ptr noundef %shifts, i64 noundef %shift, ptr noundef %boundary, i32 noundef %dimension) #1 {
entry:
  %size = alloca %struct.Layers, align 8
  call void @same_extents(ptr noundef %result, ptr noundef %source)
  call void @llvm.lifetime.start.p0(ptr nonnull %size) #17
  call void @layers(ptr dead_on_unwind nonnull writable sret(%struct.Layers) align 8 %size, ptr noundef %source, i32 noundef %dimension)
  %call = call i64 @elements(ptr noundef %source)
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i64 [ 0, %entry ], [ %inc, %for.inc ]
  %cmp = icmp slt i64 %i.0, %call
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %0 = load i64, ptr %size, align 8, !tbaa !22
  %rem = srem i64 %i.0, %0
  %div = sdiv i64 %i.0, %0
  %extent = getelementptr inbounds nuw i8, ptr %size, i64 8
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %rem3 = srem i64 %div, %1
  %div7 = sdiv i64 %div, %1
  %mul = mul nsw i64 %div7, %0
  %add = add nsw i64 %rem, %mul
  %tobool.not = icmp eq ptr %shifts, null
  br i1 %tobool.not, label %cond.end13, label %cond.true

cond.true:                                        ; preds = %for.body
  %rank = getelementptr inbounds nuw i8, ptr %shifts, i64 20
  %2 = load i8, ptr %rank, align 4, !tbaa !16
  %tobool9.not = icmp eq i8 %2, 0
  %add. = select i1 %tobool9.not, i64 0, i64 %add
  %call11 = call i64 @integer_at(ptr noundef nonnull %shifts, i64 noundef %add.)
  br label %cond.end13

cond.end13:                                       ; preds = %for.body, %cond.true
  %cond14 = phi i64 [ %call11, %cond.true ], [ %shift, %for.body ]
  %add15 = add nsw i64 %rem3, %cond14
  %call16 = call ptr @element(ptr noundef %result, i64 noundef %i.0)
  %cmp17 = icmp sgt i64 %add15, -1
  br i1 %cmp17, label %land.lhs.true, label %if.else

land.lhs.true:                                    ; preds = %cond.end13
  %3 = load i64, ptr %extent, align 8, !tbaa !24
  %cmp20 = icmp slt i64 %add15, %3
  br i1 %cmp20, label %if.then, label %if.else

if.then:                                          ; preds = %land.lhs.true
  %mul23 = mul nsw i64 %div7, %3
  %add24 = add nsw i64 %add15, %mul23
  %4 = load i64, ptr %size, align 8, !tbaa !22
  %mul26 = mul nsw i64 %add24, %4
  %add27 = add nsw i64 %rem, %mul26
  %call28 = call ptr @element(ptr noundef %source, i64 noundef %add27)
  call void @assign_element(ptr noundef %call16, ptr noundef %call28, ptr noundef %result)
  br label %for.inc

if.else:                                          ; preds = %land.lhs.true, %cond.end13
  %tobool29.not = icmp eq ptr %boundary, null
  br i1 %tobool29.not, label %if.else39, label %if.then30

if.then30:                                        ; preds = %if.else
  %rank31 = getelementptr inbounds nuw i8, ptr %boundary, i64 20
  %5 = load i8, ptr %rank31, align 4, !tbaa !16
  %tobool33.not = icmp eq i8 %5, 0
  %add.24 = select i1 %tobool33.not, i64 0, i64 %add
  %call38 = call ptr @element(ptr noundef nonnull %boundary, i64 noundef %add.24)
  call void @assign_element(ptr noundef %call16, ptr noundef %call38, ptr noundef %result)
  br label %for.inc

if.else39:                                        ; preds = %if.else
  call void @assign_nothing(ptr noundef %call16, ptr noundef %result)
  br label %for.inc

for.inc:                                          ; preds = %if.then, %if.else39, %if.then30
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !159

for.end:                                          ; preds = %for.cond
  call void @llvm.lifetime.end.p0(ptr nonnull %size) #17
  ret void
}

; Function Attrs: nounwind uwtable
define linkonce_odr void @_FortranAEoshiftVector(ptr noundef %result, ptr noundef %source, i64 noundef %shift, ptr noundef %boundary, ptr noundef %file, i32 noundef %line) #0 alwaysinline {
entry:
  call void @shift_out(ptr noundef %result, ptr noundef %source, ptr noundef null, i64 noundef %shift, ptr noundef %boundary, i32 noundef 0)
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @type_slot_of_rank(ptr noundef %array, i32 noundef %rank) #1 {
entry:
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %conv = sext i32 %rank to i64
  %mul = mul nsw i64 %conv, 24
  %add.ptr = getelementptr inbounds nuw i8, ptr %dimensions, i64 %mul
  ret ptr %add.ptr
}

declare void @xdsl_enzyme_destroy(ptr noundef, ptr noundef) #6

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @must_allocate(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length) #1 {
entry:
  %0 = load ptr, ptr %to, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %return, label %if.end

if.end:                                           ; preds = %entry
  %call = call zeroext i1 @is_character(ptr noundef %from)
  %call.not = xor i1 %call, true
  %brmerge = or i1 %has_length, %call.not
  br i1 %brmerge, label %if.end5, label %land.lhs.true2

land.lhs.true2:                                   ; preds = %if.end
  %element_size = getelementptr inbounds nuw i8, ptr %to, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size3 = getelementptr inbounds nuw i8, ptr %from, i64 8
  %2 = load i64, ptr %element_size3, align 8, !tbaa !14
  %cmp.not = icmp eq i64 %1, %2
  br i1 %cmp.not, label %if.end5, label %return

if.end5:                                          ; preds = %if.end, %land.lhs.true2
  br i1 %is_polymorphic, label %land.lhs.true7, label %if.end17

land.lhs.true7:                                   ; preds = %if.end5
  %type = getelementptr inbounds nuw i8, ptr %to, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  %type8 = getelementptr inbounds nuw i8, ptr %from, i64 21
  %4 = load i8, ptr %type8, align 1, !tbaa !15
  %cmp10.not = icmp eq i8 %3, %4
  br i1 %cmp10.not, label %lor.lhs.false, label %return

lor.lhs.false:                                    ; preds = %land.lhs.true7
  %call12 = call ptr @type_of(ptr noundef nonnull %to)
  %call13 = call ptr @type_of(ptr noundef %from)
  %cmp14.not = icmp eq ptr %call12, %call13
  br i1 %cmp14.not, label %if.end17, label %return

if.end17:                                         ; preds = %lor.lhs.false, %if.end5
  %call18 = call zeroext i1 @same_shape(ptr noundef nonnull %to, ptr noundef %from)
  %lnot = xor i1 %call18, true
  br label %return

return:                                           ; preds = %land.lhs.true7, %lor.lhs.false, %land.lhs.true2, %entry, %if.end17
  %retval.0 = phi i1 [ true, %land.lhs.true2 ], [ %lnot, %if.end17 ], [ true, %entry ], [ true, %lor.lhs.false ], [ true, %land.lhs.true7 ]
  ret i1 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i32 @common_rank(ptr noundef %to, ptr noundef %from) #1 {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %from, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %tobool.not = icmp eq i8 %0, 0
  br i1 %tobool.not, label %cond.false, label %cond.end

cond.false:                                       ; preds = %entry
  %rank3 = getelementptr inbounds nuw i8, ptr %to, i64 20
  %1 = load i8, ptr %rank3, align 4, !tbaa !16
  br label %cond.end

cond.end:                                         ; preds = %entry, %cond.false
  %cond.in = phi i8 [ %1, %cond.false ], [ %0, %entry ]
  %cond = sext i8 %cond.in to i32
  ret i32 %cond
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @allocate_like(ptr noundef %to, ptr noundef %from, i1 noundef zeroext %is_polymorphic, i1 noundef zeroext %has_length, ptr noundef %file, i32 noundef %line) #1 {
entry:
  %0 = load ptr, ptr %to, align 8, !tbaa !9
  %tobool.not = icmp eq ptr %0, null
  br i1 %tobool.not, label %land.lhs.true, label %if.end

land.lhs.true:                                    ; preds = %entry
  %rank = getelementptr inbounds nuw i8, ptr %to, i64 20
  %1 = load i8, ptr %rank, align 4, !tbaa !16
  %rank2 = getelementptr inbounds nuw i8, ptr %from, i64 20
  %2 = load i8, ptr %rank2, align 4, !tbaa !16
  %cmp.not = icmp eq i8 %1, %2
  br i1 %cmp.not, label %if.end, label %if.then

if.then:                                          ; preds = %land.lhs.true
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.14, ptr noundef %file, i32 noundef %line) #18
  unreachable

if.end:                                           ; preds = %land.lhs.true, %entry
  br i1 %is_polymorphic, label %if.then5, label %if.else

if.then5:                                         ; preds = %if.end
  %type = getelementptr inbounds nuw i8, ptr %from, i64 21
  %3 = load i8, ptr %type, align 1, !tbaa !15
  %type6 = getelementptr inbounds nuw i8, ptr %to, i64 21
  store i8 %3, ptr %type6, align 1, !tbaa !15
  %element_size = getelementptr inbounds nuw i8, ptr %from, i64 8
  %4 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size7 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store i64 %4, ptr %element_size7, align 8, !tbaa !14
  %extra = getelementptr inbounds nuw i8, ptr %to, i64 23
  %5 = load i8, ptr %extra, align 1, !tbaa !18
  %6 = and i8 %5, 1
  %tobool9.not = icmp eq i8 %6, 0
  br i1 %tobool9.not, label %if.end21, label %if.then10

if.then10:                                        ; preds = %if.then5
  %call = call ptr @type_of(ptr noundef %from)
  %call11 = call ptr @type_slot(ptr noundef nonnull %to)
  store ptr %call, ptr %call11, align 8, !tbaa !19
  br label %if.end21

if.else:                                          ; preds = %if.end
  %call13 = call zeroext i1 @is_character(ptr noundef %from)
  %call13.not = xor i1 %call13, true
  %brmerge = or i1 %has_length, %call13.not
  br i1 %brmerge, label %if.end21, label %if.then17

if.then17:                                        ; preds = %if.else
  %element_size18 = getelementptr inbounds nuw i8, ptr %from, i64 8
  %7 = load i64, ptr %element_size18, align 8, !tbaa !14
  %element_size19 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store i64 %7, ptr %element_size19, align 8, !tbaa !14
  br label %if.end21

if.end21:                                         ; preds = %if.then17, %if.else, %if.then5, %if.then10
  br label %for.cond

for.cond:                                         ; preds = %cond.end, %if.end21
  %i.0 = phi i32 [ 0, %if.end21 ], [ %inc, %cond.end ]
  %rank22 = getelementptr inbounds nuw i8, ptr %from, i64 20
  %8 = load i8, ptr %rank22, align 4, !tbaa !16
  %conv23 = sext i8 %8 to i32
  %cmp24 = icmp slt i32 %i.0, %conv23
  br i1 %cmp24, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %from, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %9 = load i64, ptr %extent, align 8, !tbaa !24
  %tobool26.not = icmp eq i64 %9, 0
  br i1 %tobool26.not, label %cond.end, label %cond.true

cond.true:                                        ; preds = %for.body
  %10 = load i64, ptr %arrayidx, align 8, !tbaa !22
  br label %cond.end

cond.end:                                         ; preds = %for.body, %cond.true
  %cond = phi i64 [ %10, %cond.true ], [ 1, %for.body ]
  %dimensions30 = getelementptr inbounds nuw i8, ptr %to, i64 24
  %arrayidx32 = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions30, i64 %idxprom
  store i64 %cond, ptr %arrayidx32, align 8, !tbaa !22
  %11 = load i64, ptr %extent, align 8, !tbaa !24
  %extent41 = getelementptr inbounds nuw i8, ptr %arrayidx32, i64 8
  store i64 %11, ptr %extent41, align 8, !tbaa !24
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !160

for.end:                                          ; preds = %for.cond
  %call43 = call i32 @common_rank(ptr noundef nonnull %to, ptr noundef %from)
  call void @allocate_rank(ptr noundef nonnull %to, i32 noundef %call43)
  %call45 = call ptr @type_of(ptr noundef %from)
  %call46 = call i64 @elements_of_rank(ptr noundef nonnull %to, i32 noundef %call43)
  %tobool47.not = icmp eq ptr %call45, null
  br i1 %tobool47.not, label %if.end59, label %for.cond50

for.cond50:                                       ; preds = %for.end, %for.body54
  %i49.0 = phi i64 [ %inc57, %for.body54 ], [ 0, %for.end ]
  %cmp51 = icmp slt i64 %i49.0, %call46
  br i1 %cmp51, label %for.body54, label %if.end59

for.body54:                                       ; preds = %for.cond50
  %call55 = call ptr @element_like(ptr noundef nonnull %to, ptr noundef %from, i32 noundef %call43, i64 noundef %i49.0)
  call void @xdsl_enzyme_initialise(ptr noundef %call55, ptr noundef nonnull %call45) #17
  %inc57 = add nuw nsw i64 %i49.0, 1
  br label %for.cond50, !llvm.loop !161

if.end59:                                         ; preds = %for.cond50, %for.end
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign_overlapping(ptr noundef %to, ptr noundef %from, i64 noundef %count) #1 {
entry:
  %rank = getelementptr inbounds nuw i8, ptr %from, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %tobool.not = icmp eq i8 %0, 0
  br i1 %tobool.not, label %if.else, label %land.lhs.true

land.lhs.true:                                    ; preds = %entry
  %conv = sext i8 %0 to i32
  %call = call zeroext i1 @overlap(ptr noundef %to, ptr noundef %from, i32 noundef %conv)
  br i1 %call, label %if.then, label %if.else

if.then:                                          ; preds = %land.lhs.true
  %element_size = getelementptr inbounds nuw i8, ptr %from, i64 8
  %1 = load i64, ptr %element_size, align 8, !tbaa !14
  %mul = mul nsw i64 %count, %1
  %call4 = call ptr @allocate(i64 noundef %mul)
  %call5 = call ptr @type_of(ptr noundef %from)
  br label %for.cond

for.cond:                                         ; preds = %if.end, %if.then
  %i.0 = phi i64 [ 0, %if.then ], [ %inc, %if.end ]
  %cmp = icmp slt i64 %i.0, %count
  br i1 %cmp, label %for.body, label %for.cond14

for.body:                                         ; preds = %for.cond
  %tobool7.not = icmp eq ptr %call5, null
  br i1 %tobool7.not, label %if.end, label %if.then8

if.then8:                                         ; preds = %for.body
  %mul9 = mul nsw i64 %i.0, %1
  %add.ptr = getelementptr inbounds i8, ptr %call4, i64 %mul9
  call void @xdsl_enzyme_initialise(ptr noundef %add.ptr, ptr noundef nonnull %call5) #17
  br label %if.end

if.end:                                           ; preds = %if.then8, %for.body
  %mul10 = mul nsw i64 %i.0, %1
  %add.ptr11 = getelementptr inbounds i8, ptr %call4, i64 %mul10
  %call12 = call ptr @element(ptr noundef %from, i64 noundef %i.0)
  call void @assign_element(ptr noundef %add.ptr11, ptr noundef %call12, ptr noundef %from)
  %inc = add nuw nsw i64 %i.0, 1
  br label %for.cond, !llvm.loop !162

for.cond14:                                       ; preds = %for.cond, %for.inc29
  %i13.0 = phi i64 [ %inc30, %for.inc29 ], [ 0, %for.cond ]
  %cmp15 = icmp slt i64 %i13.0, %count
  br i1 %cmp15, label %for.body18, label %for.end31

for.body18:                                       ; preds = %for.cond14
  %2 = load i8, ptr %rank, align 4, !tbaa !16
  %conv20 = sext i8 %2 to i32
  %call21 = call ptr @element_like(ptr noundef %to, ptr noundef %from, i32 noundef %conv20, i64 noundef %i13.0)
  %mul22 = mul nsw i64 %i13.0, %1
  %add.ptr23 = getelementptr inbounds i8, ptr %call4, i64 %mul22
  call void @assign_one(ptr noundef %call21, ptr noundef %add.ptr23, ptr noundef %to, ptr noundef %from)
  %tobool24.not = icmp eq ptr %call5, null
  br i1 %tobool24.not, label %for.inc29, label %if.then25

if.then25:                                        ; preds = %for.body18
  call void @xdsl_enzyme_destroy(ptr noundef %add.ptr23, ptr noundef nonnull %call5) #17
  br label %for.inc29

for.inc29:                                        ; preds = %for.body18, %if.then25
  %inc30 = add nuw nsw i64 %i13.0, 1
  br label %for.cond14, !llvm.loop !163

for.end31:                                        ; preds = %for.cond14
  call void @free(ptr noundef %call4) #17
  br label %if.end32

if.else:                                          ; preds = %land.lhs.true, %entry
  call void @assign_elements(ptr noundef %to, ptr noundef %from, i64 noundef %count)
  br label %if.end32

if.end32:                                         ; preds = %if.else, %for.end31
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @is_character(ptr noundef %array) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %array, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %0, label %lor.rhs [
    i8 40, label %lor.end
    i8 43, label %lor.end
    i8 44, label %lor.end
  ]

lor.rhs:                                          ; preds = %entry
  br label %lor.end

lor.end:                                          ; preds = %entry, %entry, %entry, %lor.rhs
  %1 = phi i1 [ true, %entry ], [ true, %entry ], [ false, %lor.rhs ], [ true, %entry ]
  ret i1 %1
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @same_shape(ptr noundef %one, ptr noundef %other) #1 {
entry:
  br label %for.cond

for.cond:                                         ; preds = %for.body, %entry
  %same.0 = phi i1 [ true, %entry ], [ %and6, %for.body ]
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.body ]
  %rank = getelementptr inbounds nuw i8, ptr %other, i64 20
  %0 = load i8, ptr %rank, align 4, !tbaa !16
  %conv = sext i8 %0 to i32
  %cmp = icmp slt i32 %i.0, %conv
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %one, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 32
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %arrayidx4 = getelementptr inbounds nuw %struct.Dimension, ptr %other, i64 %idxprom
  %extent5 = getelementptr inbounds nuw i8, ptr %arrayidx4, i64 32
  %2 = load i64, ptr %extent5, align 8, !tbaa !24
  %cmp6 = icmp eq i64 %1, %2
  %and6 = and i1 %same.0, %cmp6
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !164

for.end:                                          ; preds = %for.cond
  ret i1 %same.0
}

declare void @xdsl_enzyme_initialise(ptr noundef, ptr noundef) #6

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @element_like(ptr noundef %array, ptr noundef %model, i32 noundef %rank, i64 noundef %number) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %model, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %type = getelementptr inbounds nuw i8, ptr %model, i64 21
  %1 = load i8, ptr %type, align 1, !tbaa !15
  %cmp = icmp eq i8 %1, 42
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.inc ]
  %distance.0 = phi i64 [ 0, %entry ], [ %add, %for.inc ]
  %number.addr.0 = phi i64 [ %number, %entry ], [ %number.addr.1, %for.inc ]
  %cmp2 = icmp slt i32 %i.0, %rank
  br i1 %cmp2, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent4 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %2 = load i64, ptr %extent4, align 8, !tbaa !24
  %sub = add nsw i32 %rank, -1
  %cmp5 = icmp slt i32 %i.0, %sub
  br i1 %cmp5, label %cond.true, label %cond.end

cond.true:                                        ; preds = %for.body
  %rem = srem i64 %number.addr.0, %2
  br label %cond.end

cond.end:                                         ; preds = %for.body, %cond.true
  %cond = phi i64 [ %rem, %cond.true ], [ %number.addr.0, %for.body ]
  %stride10 = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %3 = load i64, ptr %stride10, align 8, !tbaa !28
  br i1 %cmp, label %cond.true12, label %cond.end14

cond.true12:                                      ; preds = %cond.end
  %call = call i64 @objects_apart(i64 noundef %3, i64 noundef %0)
  br label %cond.end14

cond.end14:                                       ; preds = %cond.end, %cond.true12
  %cond15 = phi i64 [ %call, %cond.true12 ], [ %3, %cond.end ]
  %mul = mul nsw i64 %cond, %cond15
  %add = add nsw i64 %distance.0, %mul
  br i1 %cmp5, label %if.then, label %for.inc

if.then:                                          ; preds = %cond.end14
  %div = sdiv i64 %number.addr.0, %2
  br label %for.inc

for.inc:                                          ; preds = %cond.end14, %if.then
  %number.addr.1 = phi i64 [ %div, %if.then ], [ %number.addr.0, %cond.end14 ]
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !165

for.end:                                          ; preds = %for.cond
  br i1 %cmp, label %cond.true21, label %cond.false23

cond.true21:                                      ; preds = %for.end
  %4 = load ptr, ptr %array, align 8, !tbaa !9
  %mul22 = mul nsw i64 %distance.0, %0
  %add.ptr = getelementptr inbounds i8, ptr %4, i64 %mul22
  br label %cond.end26

cond.false23:                                     ; preds = %for.end
  %5 = load ptr, ptr %array, align 8, !tbaa !9
  %add.ptr25 = getelementptr inbounds i8, ptr %5, i64 %distance.0
  br label %cond.end26

cond.end26:                                       ; preds = %cond.false23, %cond.true21
  %cond27 = phi ptr [ %add.ptr, %cond.true21 ], [ %add.ptr25, %cond.false23 ]
  ret ptr %cond27
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @objects_apart(i64 noundef %stride, i64 noundef %size) #1 {
entry:
  %rem = srem i64 %stride, %size
  %tobool.not = icmp eq i64 %rem, 0
  br i1 %tobool.not, label %if.end, label %if.then

if.then:                                          ; preds = %entry
  call void @_FortranAReportFatalUserError(ptr noundef nonnull @.str.15, ptr noundef null, i32 noundef 0) #18
  unreachable

if.end:                                           ; preds = %entry
  %div = sdiv i64 %stride, %size
  ret i64 %div
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @overlap(ptr noundef %one, ptr noundef %other, i32 noundef %rank) #1 {
entry:
  %begin = alloca ptr, align 8
  %end = alloca ptr, align 8
  %other_begin = alloca ptr, align 8
  %other_end = alloca ptr, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %begin) #17
  call void @llvm.lifetime.start.p0(ptr nonnull %end) #17
  call void @llvm.lifetime.start.p0(ptr nonnull %other_begin) #17
  call void @llvm.lifetime.start.p0(ptr nonnull %other_end) #17
  call void @range(ptr noundef %one, i32 noundef %rank, ptr noundef nonnull %begin, ptr noundef nonnull %end)
  call void @range(ptr noundef %other, i32 noundef %rank, ptr noundef nonnull %other_begin, ptr noundef nonnull %other_end)
  %0 = load ptr, ptr %begin, align 8, !tbaa !166
  %1 = load ptr, ptr %other_end, align 8, !tbaa !166
  %cmp = icmp ult ptr %0, %1
  %2 = load ptr, ptr %other_begin, align 8
  %3 = load ptr, ptr %end, align 8
  %cmp1 = icmp ult ptr %2, %3
  %4 = select i1 %cmp, i1 %cmp1, i1 false
  call void @llvm.lifetime.end.p0(ptr nonnull %other_end) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %other_begin) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %end) #17
  call void @llvm.lifetime.end.p0(ptr nonnull %begin) #17
  ret i1 %4
}

; Function Attrs: alwaysinline nounwind uwtable
define internal ptr @allocate(i64 noundef %bytes) #1 {
entry:
  %bytes. = call i64 @llvm.smax.i64(i64 %bytes, i64 1)
  %call = call noalias ptr @malloc(i64 noundef %bytes.) #21
  ret ptr %call
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign_one(ptr noundef %to, ptr noundef %from, ptr noundef %target, ptr noundef %source) #1 {
entry:
  %call = call zeroext i1 @is_character(ptr noundef %source)
  br i1 %call, label %if.then, label %if.else

if.then:                                          ; preds = %entry
  call void @assign_character(ptr noundef %to, ptr noundef %from, ptr noundef %target, ptr noundef %source)
  br label %if.end

if.else:                                          ; preds = %entry
  call void @assign_element(ptr noundef %to, ptr noundef %from, ptr noundef %source)
  br label %if.end

if.end:                                           ; preds = %if.else, %if.then
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @range(ptr noundef %array, i32 noundef %rank, ptr noundef %begin, ptr noundef %end) #1 {
entry:
  %0 = load ptr, ptr %array, align 8, !tbaa !9
  store ptr %0, ptr %end, align 8, !tbaa !166
  store ptr %0, ptr %begin, align 8, !tbaa !166
  br label %for.cond

for.cond:                                         ; preds = %for.inc, %entry
  %i.0 = phi i32 [ 0, %entry ], [ %inc, %for.inc ]
  %cmp = icmp slt i32 %i.0, %rank
  br i1 %cmp, label %for.body, label %for.end

for.body:                                         ; preds = %for.cond
  %dimensions = getelementptr inbounds nuw i8, ptr %array, i64 24
  %idxprom = zext nneg i32 %i.0 to i64
  %arrayidx = getelementptr inbounds nuw %struct.Dimension, ptr %dimensions, i64 %idxprom
  %extent = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8
  %1 = load i64, ptr %extent, align 8, !tbaa !24
  %sub = add nsw i64 %1, -1
  %stride = getelementptr inbounds nuw i8, ptr %arrayidx, i64 16
  %2 = load i64, ptr %stride, align 8, !tbaa !28
  %mul = mul nsw i64 %sub, %2
  %cmp4 = icmp slt i64 %mul, 0
  br i1 %cmp4, label %if.then, label %if.else

if.then:                                          ; preds = %for.body
  %3 = load ptr, ptr %begin, align 8, !tbaa !166
  %add.ptr = getelementptr inbounds i8, ptr %3, i64 %mul
  store ptr %add.ptr, ptr %begin, align 8, !tbaa !166
  br label %for.inc

if.else:                                          ; preds = %for.body
  %4 = load ptr, ptr %end, align 8, !tbaa !166
  %add.ptr5 = getelementptr inbounds nuw i8, ptr %4, i64 %mul
  store ptr %add.ptr5, ptr %end, align 8, !tbaa !166
  br label %for.inc

for.inc:                                          ; preds = %if.then, %if.else
  %inc = add nuw nsw i32 %i.0, 1
  br label %for.cond, !llvm.loop !167

for.end:                                          ; preds = %for.cond
  %element_size = getelementptr inbounds nuw i8, ptr %array, i64 8
  %5 = load i64, ptr %element_size, align 8, !tbaa !14
  %6 = load ptr, ptr %end, align 8, !tbaa !166
  %add.ptr6 = getelementptr inbounds i8, ptr %6, i64 %5
  store ptr %add.ptr6, ptr %end, align 8, !tbaa !166
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign_character(ptr noundef %to, ptr noundef %from, ptr noundef %target, ptr noundef %source) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %target, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  %element_size1 = getelementptr inbounds nuw i8, ptr %source, i64 8
  %1 = load i64, ptr %element_size1, align 8, !tbaa !14
  %call = call i64 @smaller(i64 noundef %0, i64 noundef %1)
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %to, ptr align 1 %from, i64 %call, i1 false)
  %type = getelementptr inbounds nuw i8, ptr %target, i64 21
  %2 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %2, label %for.cond12 [
    i8 40, label %if.then
    i8 43, label %for.cond
  ]

if.then:                                          ; preds = %entry
  %add.ptr = getelementptr inbounds i8, ptr %to, i64 %call
  %sub = sub nsw i64 %0, %call
  call void @llvm.memset.p0.i64(ptr align 1 %add.ptr, i8 32, i64 %sub, i1 false)
  br label %if.end20

for.cond:                                         ; preds = %entry, %for.body
  %copied.0 = phi i64 [ %add, %for.body ], [ %call, %entry ]
  %cmp8 = icmp slt i64 %copied.0, %0
  br i1 %cmp8, label %for.body, label %if.end20

for.body:                                         ; preds = %for.cond
  %add.ptr10 = getelementptr inbounds i8, ptr %to, i64 %copied.0
  store i16 32, ptr %add.ptr10, align 2, !tbaa !46
  %add = add nsw i64 %copied.0, 2
  br label %for.cond, !llvm.loop !168

for.cond12:                                       ; preds = %entry, %for.body15
  %copied.1 = phi i64 [ %add18, %for.body15 ], [ %call, %entry ]
  %cmp13 = icmp slt i64 %copied.1, %0
  br i1 %cmp13, label %for.body15, label %if.end20

for.body15:                                       ; preds = %for.cond12
  %add.ptr16 = getelementptr inbounds i8, ptr %to, i64 %copied.1
  store i32 32, ptr %add.ptr16, align 4, !tbaa !5
  %add18 = add nsw i64 %copied.1, 4
  br label %for.cond12, !llvm.loop !169

if.end20:                                         ; preds = %for.cond, %for.cond12, %if.then
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @smaller(i64 noundef %a, i64 noundef %b) #1 {
entry:
  %a.b = call i64 @llvm.smin.i64(i64 %a, i64 %b)
  ret i64 %a.b
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @one_element(ptr dead_on_unwind noalias writable sret(%struct.Descriptor) align 8 %agg.result, ptr noundef %vector) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %vector, i64 24
  %0 = load i64, ptr %element_size, align 8, !tbaa !54
  %element_size1 = getelementptr inbounds nuw i8, ptr %agg.result, i64 8
  store i64 %0, ptr %element_size1, align 8, !tbaa !14
  %rank = getelementptr inbounds nuw i8, ptr %agg.result, i64 20
  store i8 0, ptr %rank, align 4, !tbaa !16
  %type = getelementptr inbounds nuw i8, ptr %vector, i64 40
  %1 = load i8, ptr %type, align 8, !tbaa !56
  %type2 = getelementptr inbounds nuw i8, ptr %agg.result, i64 21
  store i8 %1, ptr %type2, align 1, !tbaa !15
  %derived = getelementptr inbounds nuw i8, ptr %vector, i64 32
  %2 = load ptr, ptr %derived, align 8, !tbaa !55
  %tobool.not = icmp ne ptr %2, null
  %conv = zext i1 %tobool.not to i8
  %extra = getelementptr inbounds nuw i8, ptr %agg.result, i64 23
  store i8 %conv, ptr %extra, align 1, !tbaa !18
  %call = call ptr @type_slot(ptr noundef %agg.result)
  store ptr %2, ptr %call, align 8, !tbaa !19
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal i64 @larger(i64 noundef %a, i64 noundef %b) #1 {
entry:
  %a.b = call i64 @llvm.smax.i64(i64 %a, i64 %b)
  ret i64 %a.b
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @is_better(i32 noundef %goal, double noundef %value, double noundef %best, i1 noundef zeroext %is_first, i1 noundef zeroext %back) #1 {
entry:
  %cmp = icmp eq i32 %goal, 2
  br i1 %cmp, label %if.then, label %if.end

if.then:                                          ; preds = %entry
  %cmp2 = fcmp oeq double %value, %best
  br i1 %cmp2, label %land.rhs, label %return

land.rhs:                                         ; preds = %if.then
  %spec.select = or i1 %is_first, %back
  br label %return

if.end:                                           ; preds = %entry
  %cmp5 = fcmp uno double %best, 0.000000e+00
  %cmp9 = fcmp oeq double %value, %best
  %or.cond12 = and i1 %back, %cmp9
  %0 = or i1 %cmp5, %or.cond12
  %or.cond13 = or i1 %0, %is_first
  br i1 %or.cond13, label %return, label %if.end11

if.end11:                                         ; preds = %if.end
  %cmp12 = icmp eq i32 %goal, 0
  %cmp13 = fcmp ogt double %value, %best
  %cmp14 = fcmp olt double %value, %best
  %cond.v = select i1 %cmp12, i1 %cmp13, i1 %cmp14
  br label %return

return:                                           ; preds = %if.end, %if.then, %land.rhs, %if.end11
  %retval.0 = phi i1 [ %cond.v, %if.end11 ], [ %spec.select, %land.rhs ], [ true, %if.end ], [ false, %if.then ]
  ret i1 %retval.0
}

; Function Attrs: alwaysinline nounwind uwtable
define internal void @store_integer(ptr noundef %to, i32 noundef %kind, i64 noundef %value) #1 {
entry:
  switch i32 %kind, label %sw.default [
    i32 1, label %sw.bb
    i32 2, label %sw.bb1
    i32 4, label %sw.bb3
  ]

sw.bb:                                            ; preds = %entry
  %conv = trunc i64 %value to i8
  store i8 %conv, ptr %to, align 1, !tbaa !45
  br label %sw.epilog

sw.bb1:                                           ; preds = %entry
  %conv2 = trunc i64 %value to i16
  store i16 %conv2, ptr %to, align 2, !tbaa !46
  br label %sw.epilog

sw.bb3:                                           ; preds = %entry
  %conv4 = trunc i64 %value to i32
  store i32 %conv4, ptr %to, align 4, !tbaa !5
  br label %sw.epilog

sw.default:                                       ; preds = %entry
  store i64 %value, ptr %to, align 8, !tbaa !21
  br label %sw.epilog

sw.epilog:                                        ; preds = %sw.default, %sw.bb3, %sw.bb1, %sw.bb
  ret void
}

; Function Attrs: alwaysinline nounwind uwtable
define internal zeroext i1 @truth(ptr noundef %mask, ptr noundef %at) #1 {
entry:
  %element_size = getelementptr inbounds nuw i8, ptr %mask, i64 8
  %0 = load i64, ptr %element_size, align 8, !tbaa !14
  switch i64 %0, label %sw.default [
    i64 1, label %sw.bb
    i64 2, label %sw.bb2
    i64 4, label %sw.bb6
  ]

sw.bb:                                            ; preds = %entry
  %1 = load i8, ptr %at, align 1, !tbaa !45
  %cmp = icmp ne i8 %1, 0
  br label %return

sw.bb2:                                           ; preds = %entry
  %2 = load i16, ptr %at, align 2, !tbaa !46
  %cmp4 = icmp ne i16 %2, 0
  br label %return

sw.bb6:                                           ; preds = %entry
  %3 = load i32, ptr %at, align 4, !tbaa !5
  %cmp7 = icmp ne i32 %3, 0
  br label %return

sw.default:                                       ; preds = %entry
  %4 = load i64, ptr %at, align 8, !tbaa !21
  %cmp9 = icmp ne i64 %4, 0
  br label %return

return:                                           ; preds = %sw.default, %sw.bb6, %sw.bb2, %sw.bb
  %retval.0 = phi i1 [ %cmp9, %sw.default ], [ %cmp, %sw.bb ], [ %cmp4, %sw.bb2 ], [ %cmp7, %sw.bb6 ]
  ret i1 %retval.0
}

; Function Attrs: convergent mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare i1 @llvm.is.constant.i8(i8) #14

declare void @xdsl_enzyme_assign(ptr noundef, ptr noundef, ptr noundef, i64 noundef) #6

; Function Attrs: alwaysinline nounwind uwtable
define internal void @assign_nothing(ptr noundef %to, ptr noundef %result) #1 {
entry:
  %type = getelementptr inbounds nuw i8, ptr %result, i64 21
  %0 = load i8, ptr %type, align 1, !tbaa !15
  switch i8 %0, label %sw.default [
    i8 27, label %sw.bb
    i8 28, label %sw.bb1
    i8 34, label %sw.bb2
    i8 35, label %sw.bb4
  ]

sw.bb:                                            ; preds = %entry
  store float 0.000000e+00, ptr %to, align 4, !tbaa !65
  br label %sw.epilog

sw.bb1:                                           ; preds = %entry
  store double 0.000000e+00, ptr %to, align 8, !tbaa !63
  br label %sw.epilog

sw.bb2:                                           ; preds = %entry
  %arrayidx = getelementptr inbounds nuw i8, ptr %to, i64 4
  store float 0.000000e+00, ptr %arrayidx, align 4, !tbaa !65
  store float 0.000000e+00, ptr %to, align 4, !tbaa !65
  br label %sw.epilog

sw.bb4:                                           ; preds = %entry
  %arrayidx5 = getelementptr inbounds nuw i8, ptr %to, i64 8
  store double 0.000000e+00, ptr %arrayidx5, align 8, !tbaa !63
  store double 0.000000e+00, ptr %to, align 8, !tbaa !63
  br label %sw.epilog

sw.default:                                       ; preds = %entry
  %cmp = icmp eq i8 %0, 40
  %1 = select i1 %cmp, i8 32, i8 0
  %element_size = getelementptr inbounds nuw i8, ptr %result, i64 8
  %2 = load i64, ptr %element_size, align 8, !tbaa !14
  call void @llvm.memset.p0.i64(ptr align 1 %to, i8 %1, i64 %2, i1 false)
  br label %sw.epilog

sw.epilog:                                        ; preds = %sw.default, %sw.bb4, %sw.bb2, %sw.bb1, %sw.bb
  ret void
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.ctpop.i32(i32) #15

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.cttz.i32(i32, i1 immarg) #16

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smin.i32(i32, i32) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i8 @llvm.smax.i8(i8, i8) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i16 @llvm.smax.i16(i16, i16) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smax.i64(i64, i64) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smax.i32(i32, i32) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i8 @llvm.smin.i8(i8, i8) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i16 @llvm.smin.i16(i16, i16) #15

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smin.i64(i64, i64) #15

attributes #0 = { nounwind }
attributes #1 = { nounwind alwaysinline }
attributes #2 = { nounwind nocallback nofree nosync willreturn memory(argmem: readwrite) }
attributes #3 = { nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) }
attributes #4 = { nounwind nocallback nofree willreturn memory(argmem: readwrite) }
attributes #5 = { nounwind noreturn }
attributes #6 = { nounwind }
attributes #7 = { nounwind nocallback nofree willreturn memory(argmem: write) }
attributes #8 = { nounwind nocallback nofree nosync willreturn memory(none) }
attributes #9 = { nounwind nocallback nofree willreturn memory(argmem: write) }
attributes #10 = { nounwind alwaysinline noreturn }
attributes #11 = { nounwind nocallback nocreateundeforpoison nofree nosync speculatable willreturn memory(none) }
attributes #12 = { nounwind nofree willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) }
attributes #13 = { nounwind willreturn allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite) }
attributes #14 = { nounwind convergent nocallback nofree nosync willreturn memory(none) }
attributes #15 = { nounwind nocallback nocreateundeforpoison nofree nosync speculatable willreturn memory(none) }
attributes #16 = { nounwind nocallback nofree nosync speculatable willreturn memory(none) }
attributes #17 = { nounwind }
attributes #18 = { nounwind noreturn }
attributes #19 = { nounwind willreturn memory(none) }
attributes #20 = { nounwind noreturn }
attributes #21 = { nounwind allocsize(0) }
attributes #22 = { nounwind allocsize(1) }

!llvm.errno.tbaa = !{!5}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 8, !"PIC Level", i32 2}
!2 = !{i32 7, !"PIE Level", i32 2}
!3 = !{i32 7, !"uwtable", i32 2}
!4 = !{!"Debian clang version 22.1.8 (1~deb12u1)"}
!5 = !{!6, !6, i64 0}
!6 = !{!"int", !7, i64 0}
!7 = !{!"omnipotent char", !8, i64 0}
!8 = !{!"Simple C/C++ TBAA"}
!9 = !{!10, !11, i64 0}
!10 = !{!"", !11, i64 0, !13, i64 8, !6, i64 16, !7, i64 20, !7, i64 21, !7, i64 22, !7, i64 23, !7, i64 24}
!11 = !{!"p1 omnipotent char", !12, i64 0}
!12 = !{!"any pointer", !7, i64 0}
!13 = !{!"int", !7, i64 0}
!14 = !{!10, !13, i64 8}
!15 = !{!10, !7, i64 21}
!16 = !{!10, !7, i64 20}
!17 = !{!10, !7, i64 22}
!18 = !{!10, !7, i64 23}
!19 = !{!20, !20, i64 0}
!20 = !{!"p1 _ZTS11DerivedType", !12, i64 0}
!21 = !{!13, !13, i64 0}
!22 = !{!23, !13, i64 0}
!23 = !{!"", !13, i64 0, !13, i64 8, !13, i64 16}
!24 = !{!23, !13, i64 8}
!25 = distinct !{!25, !26, !27}
!26 = !{!"llvm.loop.mustprogress"}
!27 = !{!"llvm.loop.unroll.full"}
!28 = !{!23, !13, i64 16}
!29 = distinct !{!29, !26, !27}
!30 = distinct !{!30, !26, !27}
!31 = distinct !{!31, !26, !32}
!32 = !{!"llvm.loop.unroll.disable"}
!33 = distinct !{!33, !26, !32}
!34 = distinct !{!34, !26, !27}
!35 = distinct !{!35, !26, !32}
!36 = distinct !{!36, !26, !32}
!37 = !{!10, !6, i64 16}
!38 = distinct !{!38, !26, !27}
!39 = distinct !{!39, !26, !32}
!40 = distinct !{!40, !26, !32}
!41 = distinct !{!41, !26, !32}
!42 = distinct !{!42, !26, !32}
!43 = distinct !{!43, !26, !32}
!44 = distinct !{!44, !26, !27}
!45 = !{!7, !7, i64 0}
!46 = !{!47, !47, i64 0}
!47 = !{!"short", !7, i64 0}
!48 = distinct !{!48, !26, !32}
!49 = distinct !{!49, !26, !32}
!50 = !{!51, !12, i64 0}
!51 = !{!"", !12, i64 0, !13, i64 8, !13, i64 16, !13, i64 24, !20, i64 32, !7, i64 40}
!52 = !{!51, !13, i64 8}
!53 = !{!51, !13, i64 16}
!54 = !{!51, !13, i64 24}
!55 = !{!51, !20, i64 32}
!56 = !{!51, !7, i64 40}
!57 = distinct !{!57, !26, !32}
!58 = distinct !{!58, !26, !32}
!59 = distinct !{!59, !26, !32}
!60 = distinct !{!60, !26, !32}
!61 = distinct !{!61, !26, !32}
!62 = distinct !{!62, !26, !27}
!63 = !{!64, !64, i64 0}
!64 = !{!"double", !7, i64 0}
!65 = !{!66, !66, i64 0}
!66 = !{!"float", !7, i64 0}
!67 = distinct !{!67, !26, !27}
!68 = distinct !{!68, !26, !32}
!69 = distinct !{!69, !26, !32}
!70 = distinct !{!70, !26, !32}
!71 = distinct !{!71, !26, !32}
!72 = distinct !{!72, !26, !32}
!73 = distinct !{!73, !26, !32}
!74 = distinct !{!74, !26, !32}
!75 = distinct !{!75, !26, !32}
!76 = distinct !{!76, !26, !32}
!77 = distinct !{!77, !26, !32}
!78 = distinct !{!78, !26, !32}
!79 = distinct !{!79, !26, !32}
!80 = distinct !{!80, !26, !32}
!81 = distinct !{!81, !26, !32}
!82 = distinct !{!82, !26, !32}
!83 = distinct !{!83, !26, !32}
!84 = distinct !{!84, !26, !27}
!85 = distinct !{!85, !26, !27}
!86 = distinct !{!86, !26, !27}
!87 = distinct !{!87, !26, !32}
!88 = distinct !{!88, !26, !32}
!89 = distinct !{!89, !26, !32}
!90 = distinct !{!90, !26, !32}
!91 = distinct !{!91, !26, !32}
!92 = distinct !{!92, !26, !32}
!93 = distinct !{!93, !26, !32}
!94 = distinct !{!94, !26, !32}
!95 = distinct !{!95, !26, !32}
!96 = distinct !{!96, !26, !32}
!97 = distinct !{!97, !26, !32}
!98 = distinct !{!98, !26, !32}
!99 = distinct !{!99, !26, !32}
!100 = distinct !{!100, !26, !32}
!101 = distinct !{!101, !26, !32}
!102 = distinct !{!102, !26, !32}
!103 = distinct !{!103, !26, !32}
!104 = distinct !{!104, !26, !32}
!105 = distinct !{!105, !26, !32}
!106 = distinct !{!106, !26, !32}
!107 = distinct !{!107, !26, !32}
!108 = distinct !{!108, !26, !32}
!109 = distinct !{!109, !26, !32}
!110 = distinct !{!110, !26, !32}
!111 = distinct !{!111, !26, !32}
!112 = distinct !{!112, !26, !32}
!113 = distinct !{!113, !26, !32}
!114 = distinct !{!114, !26, !32}
!115 = distinct !{!115, !26, !32}
!116 = distinct !{!116, !26, !32}
!117 = distinct !{!117, !26, !32}
!118 = distinct !{!118, !26, !32}
!119 = distinct !{!119, !26, !32}
!120 = distinct !{!120, !26, !32}
!121 = distinct !{!121, !26, !32}
!122 = distinct !{!122, !26, !32}
!123 = distinct !{!123, !26, !32}
!124 = distinct !{!124, !26, !32}
!125 = distinct !{!125, !26, !32}
!126 = distinct !{!126, !26, !32}
!127 = distinct !{!127, !26, !32}
!128 = distinct !{!128, !26, !32}
!129 = distinct !{!129, !26, !32}
!130 = distinct !{!130, !26, !32}
!131 = distinct !{!131, !26, !32}
!132 = distinct !{!132, !26, !32}
!133 = distinct !{!133, !26, !32}
!134 = !{!135, !12, i64 0}
!135 = !{!"", !12, i64 0, !13, i64 8, !13, i64 16}
!136 = !{!135, !13, i64 16}
!137 = !{!135, !13, i64 8}
!138 = distinct !{!138, !26, !32}
!139 = !{!140, !11, i64 0}
!140 = !{!"", !10, i64 0, !7, i64 384}
!141 = distinct !{!141, !26, !32}
!142 = distinct !{!142, !26, !32}
!143 = distinct !{!143, !26, !32}
!144 = distinct !{!144, !26, !32}
!145 = distinct !{!145, !26, !27}
!146 = distinct !{!146, !26, !32}
!147 = distinct !{!147, !26, !27}
!148 = distinct !{!148, !26, !27}
!149 = distinct !{!149, !26, !27}
!150 = distinct !{!150, !26, !32}
!151 = distinct !{!151, !26, !32}
!152 = distinct !{!152, !26, !27}
!153 = distinct !{!153, !26, !27}
!154 = distinct !{!154, !26, !32}
!155 = distinct !{!155, !26, !32}
!156 = distinct !{!156, !26, !27}
!157 = distinct !{!157, !26, !27}
!158 = distinct !{!158, !26, !32}
!159 = distinct !{!159, !26, !32}
!160 = distinct !{!160, !26, !27}
!161 = distinct !{!161, !26, !32}
!162 = distinct !{!162, !26, !32}
!163 = distinct !{!163, !26, !32}
!164 = distinct !{!164, !26, !27}
!165 = distinct !{!165, !26, !27}
!166 = !{!11, !11, i64 0}
!167 = distinct !{!167, !26, !27}
!168 = distinct !{!168, !26, !32}
!169 = distinct !{!169, !26, !32}
