; Made of cpp_containers.c: clang -O1 -fno-strict-aliasing -fno-discard-value-names -S -emit-llvm, without attributes and metadata.

define linkonce_odr void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr noundef initializes((0, 16)) %node, ptr noundef %position) nounwind {
entry:
  store ptr %position, ptr %node, align 8
  %previous = getelementptr inbounds nuw i8, ptr %position, i64 8
  %0 = load ptr, ptr %previous, align 8
  %previous1 = getelementptr inbounds nuw i8, ptr %node, i64 8
  store ptr %0, ptr %previous1, align 8
  %1 = load ptr, ptr %previous, align 8
  store ptr %node, ptr %1, align 8
  store ptr %node, ptr %previous, align 8
  ret void
}

define linkonce_odr void @_ZNSt8__detail15_List_node_base9_M_unhookEv(ptr noundef readonly captures(none) %node) nounwind {
entry:
  %0 = load ptr, ptr %node, align 8
  %previous2 = getelementptr inbounds nuw i8, ptr %node, i64 8
  %1 = load ptr, ptr %previous2, align 8
  store ptr %0, ptr %1, align 8
  %previous4 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store ptr %1, ptr %previous4, align 8
  ret void
}

define linkonce_odr void @_ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_(ptr noundef %position, ptr noundef %first, ptr noundef %last) nounwind {
entry:
  %cmp = icmp eq ptr %position, %last
  br i1 %cmp, label %return, label %if.end

if.end:
  %previous = getelementptr inbounds nuw i8, ptr %last, i64 8
  %0 = load ptr, ptr %previous, align 8
  %previous1 = getelementptr inbounds nuw i8, ptr %first, i64 8
  %1 = load ptr, ptr %previous1, align 8
  %previous2 = getelementptr inbounds nuw i8, ptr %position, i64 8
  %2 = load ptr, ptr %previous2, align 8
  store ptr %last, ptr %1, align 8
  store ptr %1, ptr %previous, align 8
  store ptr %first, ptr %2, align 8
  store ptr %2, ptr %previous1, align 8
  store ptr %position, ptr %0, align 8
  store ptr %0, ptr %previous2, align 8
  br label %return

return:
  ret void
}

define linkonce_odr void @_ZNSt8__detail15_List_node_base10_M_reverseEv(ptr noundef captures(address) %head) nounwind {
entry:
  br label %do.body

do.body:
  %node.0 = phi ptr [ %head, %entry ], [ %0, %do.body ]
  %0 = load ptr, ptr %node.0, align 8
  %previous = getelementptr inbounds nuw i8, ptr %node.0, i64 8
  %1 = load ptr, ptr %previous, align 8
  store ptr %1, ptr %node.0, align 8
  store ptr %0, ptr %previous, align 8
  %cmp.not = icmp eq ptr %0, %head
  br i1 %cmp.not, label %do.end, label %do.body

do.end:
  ret void
}

define linkonce_odr ptr @_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(ptr noundef readonly captures(address, ret: address, provenance) %node) nounwind {
entry:
  %right.i = getelementptr inbounds nuw i8, ptr %node, i64 24
  %0 = load ptr, ptr %right.i, align 8
  %tobool.not.i = icmp eq ptr %0, null
  br i1 %tobool.not.i, label %while.cond.i, label %while.cond.i.i

while.cond.i.i:
  %node.addr.0.i.i = phi ptr [ %1, %while.cond.i.i ], [ %0, %entry ]
  %left.i.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i.i, i64 16
  %1 = load ptr, ptr %left.i.i, align 8
  %tobool.not.i.i = icmp eq ptr %1, null
  br i1 %tobool.not.i.i, label %next.exit, label %while.cond.i.i

while.cond.i:
  %node.addr.0.i = phi ptr [ %parent.0.i, %while.cond.i ], [ %node, %entry ]
  %parent.0.in.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 8
  %parent.0.i = load ptr, ptr %parent.0.in.i, align 8
  %right3.i = getelementptr inbounds nuw i8, ptr %parent.0.i, i64 24
  %2 = load ptr, ptr %right3.i, align 8
  %cmp.i = icmp eq ptr %node.addr.0.i, %2
  br i1 %cmp.i, label %while.cond.i, label %while.end.i

while.end.i:
  %right5.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 24
  %3 = load ptr, ptr %right5.i, align 8
  %cmp6.not.i = icmp eq ptr %3, %parent.0.i
  %cond.i = select i1 %cmp6.not.i, ptr %node.addr.0.i, ptr %parent.0.i
  br label %next.exit

next.exit:
  %retval.0.i = phi ptr [ %cond.i, %while.end.i ], [ %node.addr.0.i.i, %while.cond.i.i ]
  ret ptr %retval.0.i
}

define linkonce_odr ptr @_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base(ptr noundef readonly captures(address, ret: address, provenance) %node) nounwind {
entry:
  %right.i = getelementptr inbounds nuw i8, ptr %node, i64 24
  %0 = load ptr, ptr %right.i, align 8
  %tobool.not.i = icmp eq ptr %0, null
  br i1 %tobool.not.i, label %while.cond.i, label %while.cond.i.i

while.cond.i.i:
  %node.addr.0.i.i = phi ptr [ %1, %while.cond.i.i ], [ %0, %entry ]
  %left.i.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i.i, i64 16
  %1 = load ptr, ptr %left.i.i, align 8
  %tobool.not.i.i = icmp eq ptr %1, null
  br i1 %tobool.not.i.i, label %next.exit, label %while.cond.i.i

while.cond.i:
  %node.addr.0.i = phi ptr [ %parent.0.i, %while.cond.i ], [ %node, %entry ]
  %parent.0.in.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 8
  %parent.0.i = load ptr, ptr %parent.0.in.i, align 8
  %right3.i = getelementptr inbounds nuw i8, ptr %parent.0.i, i64 24
  %2 = load ptr, ptr %right3.i, align 8
  %cmp.i = icmp eq ptr %node.addr.0.i, %2
  br i1 %cmp.i, label %while.cond.i, label %while.end.i

while.end.i:
  %right5.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 24
  %3 = load ptr, ptr %right5.i, align 8
  %cmp6.not.i = icmp eq ptr %3, %parent.0.i
  %cond.i = select i1 %cmp6.not.i, ptr %node.addr.0.i, ptr %parent.0.i
  br label %next.exit

next.exit:
  %retval.0.i = phi ptr [ %cond.i, %while.end.i ], [ %node.addr.0.i.i, %while.cond.i.i ]
  ret ptr %retval.0.i
}

define linkonce_odr ptr @_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base(ptr noundef readonly captures(address) %node) nounwind {
entry:
  %0 = load i32, ptr %node, align 8
  %cmp.i = icmp eq i32 %0, 0
  br i1 %cmp.i, label %land.lhs.true.i, label %if.end.i

land.lhs.true.i:
  %parent.i = getelementptr inbounds nuw i8, ptr %node, i64 8
  %1 = load ptr, ptr %parent.i, align 8
  %parent1.i = getelementptr inbounds nuw i8, ptr %1, i64 8
  %2 = load ptr, ptr %parent1.i, align 8
  %cmp2.i = icmp eq ptr %2, %node
  br i1 %cmp2.i, label %if.then.i, label %if.end.i

if.then.i:
  %right.i = getelementptr inbounds nuw i8, ptr %node, i64 24
  %3 = load ptr, ptr %right.i, align 8
  br label %previous.exit

if.end.i:
  %left.i = getelementptr inbounds nuw i8, ptr %node, i64 16
  %4 = load ptr, ptr %left.i, align 8
  %tobool.not.i = icmp eq ptr %4, null
  br i1 %tobool.not.i, label %while.cond.i, label %while.cond.i.i

while.cond.i.i:
  %node.addr.0.i.i = phi ptr [ %5, %while.cond.i.i ], [ %4, %if.end.i ]
  %right.i.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i.i, i64 24
  %5 = load ptr, ptr %right.i.i, align 8
  %tobool.not.i.i = icmp eq ptr %5, null
  br i1 %tobool.not.i.i, label %previous.exit, label %while.cond.i.i

while.cond.i:
  %node.addr.0.i = phi ptr [ %parent6.0.i, %while.cond.i ], [ %node, %if.end.i ]
  %parent6.0.in.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 8
  %parent6.0.i = load ptr, ptr %parent6.0.in.i, align 8
  %left8.i = getelementptr inbounds nuw i8, ptr %parent6.0.i, i64 16
  %6 = load ptr, ptr %left8.i, align 8
  %cmp9.i = icmp eq ptr %node.addr.0.i, %6
  br i1 %cmp9.i, label %while.cond.i, label %previous.exit

previous.exit:
  %retval.0.i = phi ptr [ %3, %if.then.i ], [ %parent6.0.i, %while.cond.i ], [ %node.addr.0.i.i, %while.cond.i.i ]
  ret ptr %retval.0.i
}

define linkonce_odr ptr @_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base(ptr noundef readonly captures(address) %node) nounwind {
entry:
  %0 = load i32, ptr %node, align 8
  %cmp.i = icmp eq i32 %0, 0
  br i1 %cmp.i, label %land.lhs.true.i, label %if.end.i

land.lhs.true.i:
  %parent.i = getelementptr inbounds nuw i8, ptr %node, i64 8
  %1 = load ptr, ptr %parent.i, align 8
  %parent1.i = getelementptr inbounds nuw i8, ptr %1, i64 8
  %2 = load ptr, ptr %parent1.i, align 8
  %cmp2.i = icmp eq ptr %2, %node
  br i1 %cmp2.i, label %if.then.i, label %if.end.i

if.then.i:
  %right.i = getelementptr inbounds nuw i8, ptr %node, i64 24
  %3 = load ptr, ptr %right.i, align 8
  br label %previous.exit

if.end.i:
  %left.i = getelementptr inbounds nuw i8, ptr %node, i64 16
  %4 = load ptr, ptr %left.i, align 8
  %tobool.not.i = icmp eq ptr %4, null
  br i1 %tobool.not.i, label %while.cond.i, label %while.cond.i.i

while.cond.i.i:
  %node.addr.0.i.i = phi ptr [ %5, %while.cond.i.i ], [ %4, %if.end.i ]
  %right.i.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i.i, i64 24
  %5 = load ptr, ptr %right.i.i, align 8
  %tobool.not.i.i = icmp eq ptr %5, null
  br i1 %tobool.not.i.i, label %previous.exit, label %while.cond.i.i

while.cond.i:
  %node.addr.0.i = phi ptr [ %parent6.0.i, %while.cond.i ], [ %node, %if.end.i ]
  %parent6.0.in.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 8
  %parent6.0.i = load ptr, ptr %parent6.0.in.i, align 8
  %left8.i = getelementptr inbounds nuw i8, ptr %parent6.0.i, i64 16
  %6 = load ptr, ptr %left8.i, align 8
  %cmp9.i = icmp eq ptr %node.addr.0.i, %6
  br i1 %cmp9.i, label %while.cond.i, label %previous.exit

previous.exit:
  %retval.0.i = phi ptr [ %3, %if.then.i ], [ %parent6.0.i, %while.cond.i ], [ %node.addr.0.i.i, %while.cond.i.i ]
  ret ptr %retval.0.i
}

define linkonce_odr void @_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(i1 noundef zeroext %to_the_left, ptr noundef initializes((0, 4), (8, 32)) %node, ptr noundef %parent, ptr noundef captures(address) %header) nounwind {
entry:
  %parent1 = getelementptr inbounds nuw i8, ptr %node, i64 8
  store ptr %parent, ptr %parent1, align 8
  %left = getelementptr inbounds nuw i8, ptr %node, i64 16
  store i32 0, ptr %node, align 8
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %left, i8 0, i64 16, i1 false)
  br i1 %to_the_left, label %if.then, label %if.else11

if.then:
  %left2 = getelementptr inbounds nuw i8, ptr %parent, i64 16
  store ptr %node, ptr %left2, align 8
  %cmp = icmp eq ptr %parent, %header
  br i1 %cmp, label %if.then3, label %if.else

if.then3:
  %parent4 = getelementptr inbounds nuw i8, ptr %header, i64 8
  store ptr %node, ptr %parent4, align 8
  %right5 = getelementptr inbounds nuw i8, ptr %header, i64 24
  store ptr %node, ptr %right5, align 8
  br label %if.end18

if.else:
  %left6 = getelementptr inbounds nuw i8, ptr %header, i64 16
  %0 = load ptr, ptr %left6, align 8
  %cmp7 = icmp eq ptr %parent, %0
  br i1 %cmp7, label %if.then8, label %if.end18

if.then8:
  store ptr %node, ptr %left6, align 8
  br label %if.end18

if.else11:
  %right12 = getelementptr inbounds nuw i8, ptr %parent, i64 24
  store ptr %node, ptr %right12, align 8
  %right13 = getelementptr inbounds nuw i8, ptr %header, i64 24
  %1 = load ptr, ptr %right13, align 8
  %cmp14 = icmp eq ptr %parent, %1
  br i1 %cmp14, label %if.then15, label %if.end18

if.then15:
  store ptr %node, ptr %right13, align 8
  br label %if.end18

if.end18:
  %parent19 = getelementptr inbounds nuw i8, ptr %header, i64 8
  %2 = load ptr, ptr %parent19, align 8
  %cmp20.not176 = icmp eq ptr %node, %2
  br i1 %cmp20.not176, label %while.end.loopexit, label %land.rhs

land.rhs:
  %node.addr.0177 = phi ptr [ %5, %if.then34 ], [ %node, %if.end18 ]
  %parent21 = getelementptr inbounds nuw i8, ptr %node.addr.0177, i64 8
  %3 = load ptr, ptr %parent21, align 8
  %4 = load i32, ptr %3, align 8
  %cmp23 = icmp eq i32 %4, 0
  br i1 %cmp23, label %while.body, label %while.end.loopexit

while.body:
  %parent25 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %5 = load ptr, ptr %parent25, align 8
  %left26 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %6 = load ptr, ptr %left26, align 8
  %cmp27 = icmp eq ptr %3, %6
  br i1 %cmp27, label %cond.true, label %cond.end

cond.true:
  %right30 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %7 = load ptr, ptr %right30, align 8
  br label %cond.end

cond.end:
  %cond = phi ptr [ %7, %cond.true ], [ %6, %while.body ]
  %tobool.not = icmp eq ptr %cond, null
  br i1 %tobool.not, label %if.end38, label %land.lhs.true

land.lhs.true:
  %8 = load i32, ptr %cond, align 8
  %cmp33 = icmp eq i32 %8, 0
  br i1 %cmp33, label %if.then34, label %if.end38

if.then34:
  store i32 1, ptr %cond, align 8
  store i32 1, ptr %3, align 8
  store i32 0, ptr %5, align 8
  %9 = load ptr, ptr %parent19, align 8
  %cmp20.not = icmp eq ptr %5, %9
  br i1 %cmp20.not, label %while.end.loopexit, label %land.rhs

if.end38:
  %parent19.le = getelementptr inbounds nuw i8, ptr %header, i64 8
  %parent25.le = getelementptr inbounds nuw i8, ptr %3, i64 8
  %left26.le = getelementptr inbounds nuw i8, ptr %5, i64 16
  br i1 %cmp27, label %if.then40, label %if.else47

if.then40:
  %right41 = getelementptr inbounds nuw i8, ptr %3, i64 24
  %10 = load ptr, ptr %right41, align 8
  %cmp42 = icmp eq ptr %node.addr.0177, %10
  br i1 %cmp42, label %if.then43, label %if.end44

if.then43:
  %left.i = getelementptr inbounds nuw i8, ptr %10, i64 16
  %11 = load ptr, ptr %left.i, align 8
  store ptr %11, ptr %right41, align 8
  %12 = load ptr, ptr %left.i, align 8
  %tobool.not.i = icmp eq ptr %12, null
  br i1 %tobool.not.i, label %if.end.i, label %if.then.i

if.then.i:
  %parent.i = getelementptr inbounds nuw i8, ptr %12, i64 8
  store ptr %3, ptr %parent.i, align 8
  br label %if.end.i

if.end.i:
  %13 = load ptr, ptr %parent19.le, align 8
  %cmp.i.i = icmp eq ptr %13, %3
  br i1 %cmp.i.i, label %if.then.i.i, label %if.else.i.i

if.then.i.i:
  store ptr %10, ptr %parent19.le, align 8
  br label %rotate_left.exit

if.else.i.i:
  %14 = load ptr, ptr %parent25.le, align 8
  %left.i.i = getelementptr inbounds nuw i8, ptr %14, i64 16
  %15 = load ptr, ptr %left.i.i, align 8
  %cmp3.i.i = icmp eq ptr %15, %3
  br i1 %cmp3.i.i, label %if.then4.i.i, label %if.else7.i.i

if.then4.i.i:
  store ptr %10, ptr %left.i.i, align 8
  br label %rotate_left.exit

if.else7.i.i:
  %right.i.i = getelementptr inbounds nuw i8, ptr %14, i64 24
  store ptr %10, ptr %right.i.i, align 8
  br label %rotate_left.exit

rotate_left.exit:
  %16 = load ptr, ptr %parent25.le, align 8
  %parent5.i = getelementptr inbounds nuw i8, ptr %10, i64 8
  store ptr %16, ptr %parent5.i, align 8
  store ptr %3, ptr %left.i, align 8
  store ptr %10, ptr %parent25.le, align 8
  br label %if.end44

if.end44:
  %up.0 = phi ptr [ %node.addr.0177, %rotate_left.exit ], [ %3, %if.then40 ]
  store i32 1, ptr %up.0, align 8
  store i32 0, ptr %5, align 8
  %17 = load ptr, ptr %left26.le, align 8
  %right.i114 = getelementptr inbounds nuw i8, ptr %17, i64 24
  %18 = load ptr, ptr %right.i114, align 8
  store ptr %18, ptr %left26.le, align 8
  %19 = load ptr, ptr %right.i114, align 8
  %tobool.not.i115 = icmp eq ptr %19, null
  br i1 %tobool.not.i115, label %if.end.i118, label %if.then.i116

if.then.i116:
  %parent.i117 = getelementptr inbounds nuw i8, ptr %19, i64 8
  store ptr %5, ptr %parent.i117, align 8
  br label %if.end.i118

if.end.i118:
  %20 = load ptr, ptr %parent19.le, align 8
  %cmp.i.i120 = icmp eq ptr %20, %5
  br i1 %cmp.i.i120, label %if.then.i.i130, label %if.else.i.i121

if.then.i.i130:
  store ptr %17, ptr %parent19.le, align 8
  br label %rotate_right.exit

if.else.i.i121:
  %parent2.i.i122 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %21 = load ptr, ptr %parent2.i.i122, align 8
  %left.i.i123 = getelementptr inbounds nuw i8, ptr %21, i64 16
  %22 = load ptr, ptr %left.i.i123, align 8
  %cmp3.i.i124 = icmp eq ptr %22, %5
  br i1 %cmp3.i.i124, label %if.then4.i.i129, label %if.else7.i.i125

if.then4.i.i129:
  store ptr %17, ptr %left.i.i123, align 8
  br label %rotate_right.exit

if.else7.i.i125:
  %right.i.i126 = getelementptr inbounds nuw i8, ptr %21, i64 24
  store ptr %17, ptr %right.i.i126, align 8
  br label %rotate_right.exit

rotate_right.exit:
  %parent4.i127 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %23 = load ptr, ptr %parent4.i127, align 8
  %parent5.i128 = getelementptr inbounds nuw i8, ptr %17, i64 8
  store ptr %23, ptr %parent5.i128, align 8
  store ptr %5, ptr %right.i114, align 8
  store ptr %17, ptr %parent4.i127, align 8
  br label %while.end

if.else47:
  %left48 = getelementptr inbounds nuw i8, ptr %3, i64 16
  %24 = load ptr, ptr %left48, align 8
  %cmp49 = icmp eq ptr %node.addr.0177, %24
  br i1 %cmp49, label %if.then50, label %if.end51

if.then50:
  %right.i132 = getelementptr inbounds nuw i8, ptr %24, i64 24
  %25 = load ptr, ptr %right.i132, align 8
  store ptr %25, ptr %left48, align 8
  %26 = load ptr, ptr %right.i132, align 8
  %tobool.not.i133 = icmp eq ptr %26, null
  br i1 %tobool.not.i133, label %if.end.i136, label %if.then.i134

if.then.i134:
  %parent.i135 = getelementptr inbounds nuw i8, ptr %26, i64 8
  store ptr %3, ptr %parent.i135, align 8
  br label %if.end.i136

if.end.i136:
  %27 = load ptr, ptr %parent19.le, align 8
  %cmp.i.i138 = icmp eq ptr %27, %3
  br i1 %cmp.i.i138, label %if.then.i.i148, label %if.else.i.i139

if.then.i.i148:
  store ptr %24, ptr %parent19.le, align 8
  br label %rotate_right.exit149

if.else.i.i139:
  %28 = load ptr, ptr %parent25.le, align 8
  %left.i.i141 = getelementptr inbounds nuw i8, ptr %28, i64 16
  %29 = load ptr, ptr %left.i.i141, align 8
  %cmp3.i.i142 = icmp eq ptr %29, %3
  br i1 %cmp3.i.i142, label %if.then4.i.i147, label %if.else7.i.i143

if.then4.i.i147:
  store ptr %24, ptr %left.i.i141, align 8
  br label %rotate_right.exit149

if.else7.i.i143:
  %right.i.i144 = getelementptr inbounds nuw i8, ptr %28, i64 24
  store ptr %24, ptr %right.i.i144, align 8
  br label %rotate_right.exit149

rotate_right.exit149:
  %30 = load ptr, ptr %parent25.le, align 8
  %parent5.i146 = getelementptr inbounds nuw i8, ptr %24, i64 8
  store ptr %30, ptr %parent5.i146, align 8
  store ptr %3, ptr %right.i132, align 8
  store ptr %24, ptr %parent25.le, align 8
  br label %if.end51

if.end51:
  %up.1 = phi ptr [ %node.addr.0177, %rotate_right.exit149 ], [ %3, %if.else47 ]
  store i32 1, ptr %up.1, align 8
  store i32 0, ptr %5, align 8
  %right.i150 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %31 = load ptr, ptr %right.i150, align 8
  %left.i151 = getelementptr inbounds nuw i8, ptr %31, i64 16
  %32 = load ptr, ptr %left.i151, align 8
  store ptr %32, ptr %right.i150, align 8
  %33 = load ptr, ptr %left.i151, align 8
  %tobool.not.i152 = icmp eq ptr %33, null
  br i1 %tobool.not.i152, label %if.end.i155, label %if.then.i153

if.then.i153:
  %parent.i154 = getelementptr inbounds nuw i8, ptr %33, i64 8
  store ptr %5, ptr %parent.i154, align 8
  br label %if.end.i155

if.end.i155:
  %34 = load ptr, ptr %parent19.le, align 8
  %cmp.i.i157 = icmp eq ptr %34, %5
  br i1 %cmp.i.i157, label %if.then.i.i167, label %if.else.i.i158

if.then.i.i167:
  store ptr %31, ptr %parent19.le, align 8
  br label %rotate_left.exit168

if.else.i.i158:
  %parent2.i.i159 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %35 = load ptr, ptr %parent2.i.i159, align 8
  %left.i.i160 = getelementptr inbounds nuw i8, ptr %35, i64 16
  %36 = load ptr, ptr %left.i.i160, align 8
  %cmp3.i.i161 = icmp eq ptr %36, %5
  br i1 %cmp3.i.i161, label %if.then4.i.i166, label %if.else7.i.i162

if.then4.i.i166:
  store ptr %31, ptr %left.i.i160, align 8
  br label %rotate_left.exit168

if.else7.i.i162:
  %right.i.i163 = getelementptr inbounds nuw i8, ptr %35, i64 24
  store ptr %31, ptr %right.i.i163, align 8
  br label %rotate_left.exit168

rotate_left.exit168:
  %parent4.i164 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %37 = load ptr, ptr %parent4.i164, align 8
  %parent5.i165 = getelementptr inbounds nuw i8, ptr %31, i64 8
  store ptr %37, ptr %parent5.i165, align 8
  store ptr %5, ptr %left.i151, align 8
  store ptr %31, ptr %parent4.i164, align 8
  br label %while.end

while.end.loopexit:
  %parent19.le175 = getelementptr inbounds nuw i8, ptr %header, i64 8
  br label %while.end

while.end:
  %parent19170 = phi ptr [ %parent19.le175, %while.end.loopexit ], [ %parent19.le, %rotate_left.exit168 ], [ %parent19.le, %rotate_right.exit ]
  %38 = load ptr, ptr %parent19170, align 8
  store i32 1, ptr %38, align 8
  ret void
}

define linkonce_odr noundef ptr @_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_(ptr noundef readonly returned captures(address, ret: address, provenance) %node, ptr noundef captures(none) %header) nounwind {
entry:
  %0 = load i32, ptr %node, align 8
  %left = getelementptr inbounds nuw i8, ptr %header, i64 16
  %1 = load ptr, ptr %left, align 8
  %cmp = icmp eq ptr %node, %1
  br i1 %cmp, label %if.then, label %if.end

if.then:
  %right = getelementptr inbounds nuw i8, ptr %node, i64 24
  %2 = load ptr, ptr %right, align 8
  %tobool.not = icmp eq ptr %2, null
  br i1 %tobool.not, label %cond.false, label %while.cond.i

while.cond.i:
  %node.addr.0.i = phi ptr [ %3, %while.cond.i ], [ %2, %if.then ]
  %left.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i, i64 16
  %3 = load ptr, ptr %left.i, align 8
  %tobool.not.i = icmp eq ptr %3, null
  br i1 %tobool.not.i, label %cond.end, label %while.cond.i

cond.false:
  %parent3 = getelementptr inbounds nuw i8, ptr %node, i64 8
  %4 = load ptr, ptr %parent3, align 8
  br label %cond.end

cond.end:
  %cond = phi ptr [ %4, %cond.false ], [ %node.addr.0.i, %while.cond.i ]
  store ptr %cond, ptr %left, align 8
  br label %if.end

if.end:
  %right5 = getelementptr inbounds nuw i8, ptr %header, i64 24
  %5 = load ptr, ptr %right5, align 8
  %cmp6 = icmp eq ptr %node, %5
  br i1 %cmp6, label %if.then7, label %if.end18

if.then7:
  %left8 = getelementptr inbounds nuw i8, ptr %node, i64 16
  %6 = load ptr, ptr %left8, align 8
  %tobool9.not = icmp eq ptr %6, null
  br i1 %tobool9.not, label %cond.false13, label %while.cond.i281

while.cond.i281:
  %node.addr.0.i282 = phi ptr [ %7, %while.cond.i281 ], [ %6, %if.then7 ]
  %right.i = getelementptr inbounds nuw i8, ptr %node.addr.0.i282, i64 24
  %7 = load ptr, ptr %right.i, align 8
  %tobool.not.i283 = icmp eq ptr %7, null
  br i1 %tobool.not.i283, label %cond.end15, label %while.cond.i281

cond.false13:
  %parent14 = getelementptr inbounds nuw i8, ptr %node, i64 8
  %8 = load ptr, ptr %parent14, align 8
  br label %cond.end15

cond.end15:
  %cond16 = phi ptr [ %8, %cond.false13 ], [ %node.addr.0.i282, %while.cond.i281 ]
  store ptr %cond16, ptr %right5, align 8
  br label %if.end18

if.end18:
  %left19 = getelementptr inbounds nuw i8, ptr %node, i64 16
  %9 = load ptr, ptr %left19, align 8
  %tobool20.not = icmp eq ptr %9, null
  %right29 = getelementptr inbounds nuw i8, ptr %node, i64 24
  %10 = load ptr, ptr %right29, align 8
  br i1 %tobool20.not, label %cond.end30, label %lor.lhs.false

lor.lhs.false:
  %tobool22.not = icmp eq ptr %10, null
  br i1 %tobool22.not, label %cond.end30, label %while.cond.i286

cond.end30:
  %cond31 = phi ptr [ %9, %lor.lhs.false ], [ %10, %if.end18 ]
  %parent32 = getelementptr inbounds nuw i8, ptr %node, i64 8
  %11 = load ptr, ptr %parent32, align 8
  %tobool33.not = icmp eq ptr %cond31, null
  br i1 %tobool33.not, label %if.end36, label %if.then34

if.then34:
  %parent35 = getelementptr inbounds nuw i8, ptr %cond31, i64 8
  store ptr %11, ptr %parent35, align 8
  br label %if.end36

if.end36:
  %parent.i = getelementptr inbounds nuw i8, ptr %header, i64 8
  %12 = load ptr, ptr %parent.i, align 8
  %cmp.i = icmp eq ptr %12, %node
  br i1 %cmp.i, label %if.then.i, label %if.else.i

if.then.i:
  store ptr %cond31, ptr %parent.i, align 8
  br label %if.end64

if.else.i:
  %13 = load ptr, ptr %parent32, align 8
  %left.i284 = getelementptr inbounds nuw i8, ptr %13, i64 16
  %14 = load ptr, ptr %left.i284, align 8
  %cmp3.i = icmp eq ptr %14, %node
  br i1 %cmp3.i, label %if.then4.i, label %if.else7.i

if.then4.i:
  store ptr %cond31, ptr %left.i284, align 8
  br label %if.end64

if.else7.i:
  %right.i285 = getelementptr inbounds nuw i8, ptr %13, i64 24
  store ptr %cond31, ptr %right.i285, align 8
  br label %if.end64

while.cond.i286:
  %node.addr.0.i287 = phi ptr [ %15, %while.cond.i286 ], [ %10, %lor.lhs.false ]
  %left.i288 = getelementptr inbounds nuw i8, ptr %node.addr.0.i287, i64 16
  %15 = load ptr, ptr %left.i288, align 8
  %tobool.not.i289 = icmp eq ptr %15, null
  br i1 %tobool.not.i289, label %first.exit290, label %while.cond.i286

first.exit290:
  %left.i288.le = getelementptr inbounds nuw i8, ptr %node.addr.0.i287, i64 16
  %16 = load i32, ptr %node.addr.0.i287, align 8
  %right40 = getelementptr inbounds nuw i8, ptr %node.addr.0.i287, i64 24
  %17 = load ptr, ptr %right40, align 8
  %cmp42 = icmp eq ptr %node.addr.0.i287, %10
  br i1 %cmp42, label %if.end55, label %if.else44

if.else44:
  %parent45 = getelementptr inbounds nuw i8, ptr %node.addr.0.i287, i64 8
  %18 = load ptr, ptr %parent45, align 8
  %left46 = getelementptr inbounds nuw i8, ptr %18, i64 16
  store ptr %17, ptr %left46, align 8
  %tobool47.not = icmp eq ptr %17, null
  br i1 %tobool47.not, label %if.end50, label %if.then48

if.then48:
  %parent49 = getelementptr inbounds nuw i8, ptr %17, i64 8
  store ptr %18, ptr %parent49, align 8
  br label %if.end50

if.end50:
  %19 = load ptr, ptr %right29, align 8
  store ptr %19, ptr %right40, align 8
  %20 = load ptr, ptr %right29, align 8
  %parent54 = getelementptr inbounds nuw i8, ptr %20, i64 8
  store ptr %node.addr.0.i287, ptr %parent54, align 8
  br label %if.end55

if.end55:
  %parent.0 = phi ptr [ %18, %if.end50 ], [ %node.addr.0.i287, %first.exit290 ]
  %21 = load ptr, ptr %left19, align 8
  store ptr %21, ptr %left.i288.le, align 8
  %22 = load ptr, ptr %left19, align 8
  %parent59 = getelementptr inbounds nuw i8, ptr %22, i64 8
  store ptr %node.addr.0.i287, ptr %parent59, align 8
  %parent.i291 = getelementptr inbounds nuw i8, ptr %header, i64 8
  %23 = load ptr, ptr %parent.i291, align 8
  %cmp.i292 = icmp eq ptr %23, %node
  br i1 %cmp.i292, label %if.then.i300, label %if.else.i293

if.then.i300:
  store ptr %node.addr.0.i287, ptr %parent.i291, align 8
  br label %replace.exit301

if.else.i293:
  %parent2.i294 = getelementptr inbounds nuw i8, ptr %node, i64 8
  %24 = load ptr, ptr %parent2.i294, align 8
  %left.i295 = getelementptr inbounds nuw i8, ptr %24, i64 16
  %25 = load ptr, ptr %left.i295, align 8
  %cmp3.i296 = icmp eq ptr %25, %node
  br i1 %cmp3.i296, label %if.then4.i299, label %if.else7.i297

if.then4.i299:
  store ptr %node.addr.0.i287, ptr %left.i295, align 8
  br label %replace.exit301

if.else7.i297:
  %right.i298 = getelementptr inbounds nuw i8, ptr %24, i64 24
  store ptr %node.addr.0.i287, ptr %right.i298, align 8
  br label %replace.exit301

replace.exit301:
  %parent60 = getelementptr inbounds nuw i8, ptr %node, i64 8
  %26 = load ptr, ptr %parent60, align 8
  %parent61 = getelementptr inbounds nuw i8, ptr %node.addr.0.i287, i64 8
  store ptr %26, ptr %parent61, align 8
  %27 = load i32, ptr %node, align 8
  store i32 %27, ptr %node.addr.0.i287, align 8
  br label %if.end64

if.end64:
  %color.0 = phi i32 [ %16, %replace.exit301 ], [ %0, %if.then.i ], [ %0, %if.then4.i ], [ %0, %if.else7.i ]
  %parent.1 = phi ptr [ %parent.0, %replace.exit301 ], [ %11, %if.then.i ], [ %11, %if.then4.i ], [ %11, %if.else7.i ]
  %child.0 = phi ptr [ %17, %replace.exit301 ], [ %cond31, %if.then.i ], [ %cond31, %if.then4.i ], [ %cond31, %if.else7.i ]
  %cmp65 = icmp eq i32 %color.0, 0
  br i1 %cmp65, label %cleanup168, label %while.cond.preheader

while.cond.preheader:
  %parent68 = getelementptr inbounds nuw i8, ptr %header, i64 8
  br label %while.cond

while.cond:
  %parent.2 = phi ptr [ %parent.3, %cleanup ], [ %parent.1, %while.cond.preheader ]
  %child.1 = phi ptr [ %child.2, %cleanup ], [ %child.0, %while.cond.preheader ]
  %28 = load ptr, ptr %parent68, align 8
  %cmp69.not = icmp eq ptr %child.1, %28
  br i1 %cmp69.not, label %while.end, label %land.rhs

land.rhs:
  %tobool70.not = icmp eq ptr %child.1, null
  br i1 %tobool70.not, label %while.body, label %lor.rhs

lor.rhs:
  %29 = load i32, ptr %child.1, align 8
  %cmp72 = icmp eq i32 %29, 1
  br i1 %cmp72, label %while.body, label %while.end

while.body:
  %left73 = getelementptr inbounds nuw i8, ptr %parent.2, i64 16
  %30 = load ptr, ptr %left73, align 8
  %cmp74 = icmp eq ptr %child.1, %30
  br i1 %cmp74, label %cond.true75, label %cond.end79

cond.true75:
  %right76 = getelementptr inbounds nuw i8, ptr %parent.2, i64 24
  %31 = load ptr, ptr %right76, align 8
  br label %cond.end79

cond.end79:
  %cond80 = phi ptr [ %31, %cond.true75 ], [ %30, %while.body ]
  %32 = load i32, ptr %cond80, align 8
  %cmp82 = icmp eq i32 %32, 0
  br i1 %cmp82, label %if.then83, label %if.end97

if.then83:
  store i32 1, ptr %cond80, align 8
  store i32 0, ptr %parent.2, align 8
  br i1 %cmp74, label %if.then87, label %if.else88

if.then87:
  %right.i302 = getelementptr inbounds nuw i8, ptr %parent.2, i64 24
  %33 = load ptr, ptr %right.i302, align 8
  %left.i303 = getelementptr inbounds nuw i8, ptr %33, i64 16
  %34 = load ptr, ptr %left.i303, align 8
  store ptr %34, ptr %right.i302, align 8
  %35 = load ptr, ptr %left.i303, align 8
  %tobool.not.i304 = icmp eq ptr %35, null
  br i1 %tobool.not.i304, label %if.end.i, label %if.then.i305

if.then.i305:
  %parent.i306 = getelementptr inbounds nuw i8, ptr %35, i64 8
  store ptr %parent.2, ptr %parent.i306, align 8
  br label %if.end.i

if.end.i:
  %36 = load ptr, ptr %parent68, align 8
  %cmp.i.i = icmp eq ptr %36, %parent.2
  br i1 %cmp.i.i, label %if.then.i.i, label %if.else.i.i

if.then.i.i:
  store ptr %33, ptr %parent68, align 8
  br label %rotate_left.exit

if.else.i.i:
  %parent2.i.i = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %37 = load ptr, ptr %parent2.i.i, align 8
  %left.i.i = getelementptr inbounds nuw i8, ptr %37, i64 16
  %38 = load ptr, ptr %left.i.i, align 8
  %cmp3.i.i = icmp eq ptr %38, %parent.2
  br i1 %cmp3.i.i, label %if.then4.i.i, label %if.else7.i.i

if.then4.i.i:
  store ptr %33, ptr %left.i.i, align 8
  br label %rotate_left.exit

if.else7.i.i:
  %right.i.i = getelementptr inbounds nuw i8, ptr %37, i64 24
  store ptr %33, ptr %right.i.i, align 8
  br label %rotate_left.exit

rotate_left.exit:
  %parent4.i = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %39 = load ptr, ptr %parent4.i, align 8
  %parent5.i = getelementptr inbounds nuw i8, ptr %33, i64 8
  store ptr %39, ptr %parent5.i, align 8
  store ptr %parent.2, ptr %left.i303, align 8
  store ptr %33, ptr %parent4.i, align 8
  br label %if.end89

if.else88:
  %40 = load ptr, ptr %left73, align 8
  %right.i308 = getelementptr inbounds nuw i8, ptr %40, i64 24
  %41 = load ptr, ptr %right.i308, align 8
  store ptr %41, ptr %left73, align 8
  %42 = load ptr, ptr %right.i308, align 8
  %tobool.not.i309 = icmp eq ptr %42, null
  br i1 %tobool.not.i309, label %if.end.i312, label %if.then.i310

if.then.i310:
  %parent.i311 = getelementptr inbounds nuw i8, ptr %42, i64 8
  store ptr %parent.2, ptr %parent.i311, align 8
  br label %if.end.i312

if.end.i312:
  %43 = load ptr, ptr %parent68, align 8
  %cmp.i.i314 = icmp eq ptr %43, %parent.2
  br i1 %cmp.i.i314, label %if.then.i.i324, label %if.else.i.i315

if.then.i.i324:
  store ptr %40, ptr %parent68, align 8
  br label %rotate_right.exit

if.else.i.i315:
  %parent2.i.i316 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %44 = load ptr, ptr %parent2.i.i316, align 8
  %left.i.i317 = getelementptr inbounds nuw i8, ptr %44, i64 16
  %45 = load ptr, ptr %left.i.i317, align 8
  %cmp3.i.i318 = icmp eq ptr %45, %parent.2
  br i1 %cmp3.i.i318, label %if.then4.i.i323, label %if.else7.i.i319

if.then4.i.i323:
  store ptr %40, ptr %left.i.i317, align 8
  br label %rotate_right.exit

if.else7.i.i319:
  %right.i.i320 = getelementptr inbounds nuw i8, ptr %44, i64 24
  store ptr %40, ptr %right.i.i320, align 8
  br label %rotate_right.exit

rotate_right.exit:
  %parent4.i321 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %46 = load ptr, ptr %parent4.i321, align 8
  %parent5.i322 = getelementptr inbounds nuw i8, ptr %40, i64 8
  store ptr %46, ptr %parent5.i322, align 8
  store ptr %parent.2, ptr %right.i308, align 8
  store ptr %40, ptr %parent4.i321, align 8
  br label %if.end89

if.end89:
  %right92 = getelementptr inbounds nuw i8, ptr %parent.2, i64 24
  %cond96.in = select i1 %cmp74, ptr %right92, ptr %left73
  %cond96 = load ptr, ptr %cond96.in, align 8
  br label %if.end97

if.end97:
  %sibling.0 = phi ptr [ %cond96, %if.end89 ], [ %cond80, %cond.end79 ]
  %left100 = getelementptr inbounds nuw i8, ptr %sibling.0, i64 16
  %right102 = getelementptr inbounds nuw i8, ptr %sibling.0, i64 24
  %cond104.in = select i1 %cmp74, ptr %left100, ptr %right102
  %cond104 = load ptr, ptr %cond104.in, align 8
  %cond111.in = select i1 %cmp74, ptr %right102, ptr %left100
  %cond111 = load ptr, ptr %cond111.in, align 8
  %tobool112.not = icmp eq ptr %cond104, null
  br i1 %tobool112.not, label %land.lhs.true, label %lor.lhs.false113

lor.lhs.false113:
  %47 = load i32, ptr %cond104, align 8
  %cmp115 = icmp eq i32 %47, 1
  br i1 %cmp115, label %land.lhs.true, label %if.end123

land.lhs.true:
  %tobool116.not = icmp eq ptr %cond111, null
  br i1 %tobool116.not, label %if.then120, label %lor.lhs.false117

lor.lhs.false117:
  %48 = load i32, ptr %cond111, align 8
  %cmp119 = icmp eq i32 %48, 1
  br i1 %cmp119, label %if.then120, label %if.end123

if.then120:
  store i32 0, ptr %sibling.0, align 8
  %parent122 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %49 = load ptr, ptr %parent122, align 8
  br label %cleanup

if.end123:
  %tobool124.not = icmp eq ptr %cond111, null
  br i1 %tobool124.not, label %if.then128, label %lor.lhs.false125

lor.lhs.false125:
  %50 = load i32, ptr %cond111, align 8
  %cmp127 = icmp eq i32 %50, 1
  br i1 %cmp127, label %if.then128, label %if.end149

if.then128:
  store i32 1, ptr %cond104, align 8
  store i32 0, ptr %sibling.0, align 8
  br i1 %cmp74, label %if.then132, label %if.else133

if.then132:
  %51 = load ptr, ptr %left100, align 8
  %right.i326 = getelementptr inbounds nuw i8, ptr %51, i64 24
  %52 = load ptr, ptr %right.i326, align 8
  store ptr %52, ptr %left100, align 8
  %53 = load ptr, ptr %right.i326, align 8
  %tobool.not.i327 = icmp eq ptr %53, null
  br i1 %tobool.not.i327, label %if.end.i330, label %if.then.i328

if.then.i328:
  %parent.i329 = getelementptr inbounds nuw i8, ptr %53, i64 8
  store ptr %sibling.0, ptr %parent.i329, align 8
  br label %if.end.i330

if.end.i330:
  %54 = load ptr, ptr %parent68, align 8
  %cmp.i.i332 = icmp eq ptr %54, %sibling.0
  br i1 %cmp.i.i332, label %if.then.i.i342, label %if.else.i.i333

if.then.i.i342:
  store ptr %51, ptr %parent68, align 8
  br label %rotate_right.exit343

if.else.i.i333:
  %parent2.i.i334 = getelementptr inbounds nuw i8, ptr %sibling.0, i64 8
  %55 = load ptr, ptr %parent2.i.i334, align 8
  %left.i.i335 = getelementptr inbounds nuw i8, ptr %55, i64 16
  %56 = load ptr, ptr %left.i.i335, align 8
  %cmp3.i.i336 = icmp eq ptr %56, %sibling.0
  br i1 %cmp3.i.i336, label %if.then4.i.i341, label %if.else7.i.i337

if.then4.i.i341:
  store ptr %51, ptr %left.i.i335, align 8
  br label %rotate_right.exit343

if.else7.i.i337:
  %right.i.i338 = getelementptr inbounds nuw i8, ptr %55, i64 24
  store ptr %51, ptr %right.i.i338, align 8
  br label %rotate_right.exit343

rotate_right.exit343:
  %parent4.i339 = getelementptr inbounds nuw i8, ptr %sibling.0, i64 8
  %57 = load ptr, ptr %parent4.i339, align 8
  %parent5.i340 = getelementptr inbounds nuw i8, ptr %51, i64 8
  store ptr %57, ptr %parent5.i340, align 8
  store ptr %sibling.0, ptr %right.i326, align 8
  store ptr %51, ptr %parent4.i339, align 8
  br label %if.end134

if.else133:
  %58 = load ptr, ptr %right102, align 8
  %left.i345 = getelementptr inbounds nuw i8, ptr %58, i64 16
  %59 = load ptr, ptr %left.i345, align 8
  store ptr %59, ptr %right102, align 8
  %60 = load ptr, ptr %left.i345, align 8
  %tobool.not.i346 = icmp eq ptr %60, null
  br i1 %tobool.not.i346, label %if.end.i349, label %if.then.i347

if.then.i347:
  %parent.i348 = getelementptr inbounds nuw i8, ptr %60, i64 8
  store ptr %sibling.0, ptr %parent.i348, align 8
  br label %if.end.i349

if.end.i349:
  %61 = load ptr, ptr %parent68, align 8
  %cmp.i.i351 = icmp eq ptr %61, %sibling.0
  br i1 %cmp.i.i351, label %if.then.i.i361, label %if.else.i.i352

if.then.i.i361:
  store ptr %58, ptr %parent68, align 8
  br label %rotate_left.exit362

if.else.i.i352:
  %parent2.i.i353 = getelementptr inbounds nuw i8, ptr %sibling.0, i64 8
  %62 = load ptr, ptr %parent2.i.i353, align 8
  %left.i.i354 = getelementptr inbounds nuw i8, ptr %62, i64 16
  %63 = load ptr, ptr %left.i.i354, align 8
  %cmp3.i.i355 = icmp eq ptr %63, %sibling.0
  br i1 %cmp3.i.i355, label %if.then4.i.i360, label %if.else7.i.i356

if.then4.i.i360:
  store ptr %58, ptr %left.i.i354, align 8
  br label %rotate_left.exit362

if.else7.i.i356:
  %right.i.i357 = getelementptr inbounds nuw i8, ptr %62, i64 24
  store ptr %58, ptr %right.i.i357, align 8
  br label %rotate_left.exit362

rotate_left.exit362:
  %parent4.i358 = getelementptr inbounds nuw i8, ptr %sibling.0, i64 8
  %64 = load ptr, ptr %parent4.i358, align 8
  %parent5.i359 = getelementptr inbounds nuw i8, ptr %58, i64 8
  store ptr %64, ptr %parent5.i359, align 8
  store ptr %sibling.0, ptr %left.i345, align 8
  store ptr %58, ptr %parent4.i358, align 8
  br label %if.end134

if.end134:
  %cond148.in.v = phi i64 [ 16, %rotate_left.exit362 ], [ 24, %rotate_right.exit343 ]
  %right137 = getelementptr inbounds nuw i8, ptr %parent.2, i64 24
  %cond141.in = select i1 %cmp74, ptr %right137, ptr %left73
  %cond141 = load ptr, ptr %cond141.in, align 8
  %cond148.in = getelementptr inbounds nuw i8, ptr %cond141, i64 %cond148.in.v
  %cond148 = load ptr, ptr %cond148.in, align 8
  br label %if.end149

if.end149:
  %sibling.1 = phi ptr [ %cond141, %if.end134 ], [ %sibling.0, %lor.lhs.false125 ]
  %far.0 = phi ptr [ %cond148, %if.end134 ], [ %cond111, %lor.lhs.false125 ]
  %65 = load i32, ptr %parent.2, align 8
  store i32 %65, ptr %sibling.1, align 8
  store i32 1, ptr %parent.2, align 8
  %tobool153.not = icmp eq ptr %far.0, null
  br i1 %tobool153.not, label %if.end156, label %if.then154

if.then154:
  store i32 1, ptr %far.0, align 8
  br label %if.end156

if.end156:
  br i1 %cmp74, label %if.then158, label %if.else159

if.then158:
  %right.i363 = getelementptr inbounds nuw i8, ptr %parent.2, i64 24
  %66 = load ptr, ptr %right.i363, align 8
  %left.i364 = getelementptr inbounds nuw i8, ptr %66, i64 16
  %67 = load ptr, ptr %left.i364, align 8
  store ptr %67, ptr %right.i363, align 8
  %68 = load ptr, ptr %left.i364, align 8
  %tobool.not.i365 = icmp eq ptr %68, null
  br i1 %tobool.not.i365, label %if.end.i368, label %if.then.i366

if.then.i366:
  %parent.i367 = getelementptr inbounds nuw i8, ptr %68, i64 8
  store ptr %parent.2, ptr %parent.i367, align 8
  br label %if.end.i368

if.end.i368:
  %69 = load ptr, ptr %parent68, align 8
  %cmp.i.i370 = icmp eq ptr %69, %parent.2
  br i1 %cmp.i.i370, label %if.then.i.i380, label %if.else.i.i371

if.then.i.i380:
  store ptr %66, ptr %parent68, align 8
  br label %rotate_left.exit381

if.else.i.i371:
  %parent2.i.i372 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %70 = load ptr, ptr %parent2.i.i372, align 8
  %left.i.i373 = getelementptr inbounds nuw i8, ptr %70, i64 16
  %71 = load ptr, ptr %left.i.i373, align 8
  %cmp3.i.i374 = icmp eq ptr %71, %parent.2
  br i1 %cmp3.i.i374, label %if.then4.i.i379, label %if.else7.i.i375

if.then4.i.i379:
  store ptr %66, ptr %left.i.i373, align 8
  br label %rotate_left.exit381

if.else7.i.i375:
  %right.i.i376 = getelementptr inbounds nuw i8, ptr %70, i64 24
  store ptr %66, ptr %right.i.i376, align 8
  br label %rotate_left.exit381

rotate_left.exit381:
  %parent4.i377 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %72 = load ptr, ptr %parent4.i377, align 8
  %parent5.i378 = getelementptr inbounds nuw i8, ptr %66, i64 8
  store ptr %72, ptr %parent5.i378, align 8
  store ptr %parent.2, ptr %left.i364, align 8
  store ptr %66, ptr %parent4.i377, align 8
  br label %cleanup

if.else159:
  %73 = load ptr, ptr %left73, align 8
  %right.i383 = getelementptr inbounds nuw i8, ptr %73, i64 24
  %74 = load ptr, ptr %right.i383, align 8
  store ptr %74, ptr %left73, align 8
  %75 = load ptr, ptr %right.i383, align 8
  %tobool.not.i384 = icmp eq ptr %75, null
  br i1 %tobool.not.i384, label %if.end.i387, label %if.then.i385

if.then.i385:
  %parent.i386 = getelementptr inbounds nuw i8, ptr %75, i64 8
  store ptr %parent.2, ptr %parent.i386, align 8
  br label %if.end.i387

if.end.i387:
  %76 = load ptr, ptr %parent68, align 8
  %cmp.i.i389 = icmp eq ptr %76, %parent.2
  br i1 %cmp.i.i389, label %if.then.i.i399, label %if.else.i.i390

if.then.i.i399:
  store ptr %73, ptr %parent68, align 8
  br label %rotate_right.exit400

if.else.i.i390:
  %parent2.i.i391 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %77 = load ptr, ptr %parent2.i.i391, align 8
  %left.i.i392 = getelementptr inbounds nuw i8, ptr %77, i64 16
  %78 = load ptr, ptr %left.i.i392, align 8
  %cmp3.i.i393 = icmp eq ptr %78, %parent.2
  br i1 %cmp3.i.i393, label %if.then4.i.i398, label %if.else7.i.i394

if.then4.i.i398:
  store ptr %73, ptr %left.i.i392, align 8
  br label %rotate_right.exit400

if.else7.i.i394:
  %right.i.i395 = getelementptr inbounds nuw i8, ptr %77, i64 24
  store ptr %73, ptr %right.i.i395, align 8
  br label %rotate_right.exit400

rotate_right.exit400:
  %parent4.i396 = getelementptr inbounds nuw i8, ptr %parent.2, i64 8
  %79 = load ptr, ptr %parent4.i396, align 8
  %parent5.i397 = getelementptr inbounds nuw i8, ptr %73, i64 8
  store ptr %79, ptr %parent5.i397, align 8
  store ptr %parent.2, ptr %right.i383, align 8
  store ptr %73, ptr %parent4.i396, align 8
  br label %cleanup

cleanup:
  %parent.3 = phi ptr [ %49, %if.then120 ], [ %parent.2, %rotate_right.exit400 ], [ %parent.2, %rotate_left.exit381 ]
  %80 = phi i1 [ true, %if.then120 ], [ false, %rotate_right.exit400 ], [ false, %rotate_left.exit381 ]
  %child.2 = phi ptr [ %parent.2, %if.then120 ], [ %child.1, %rotate_right.exit400 ], [ %child.1, %rotate_left.exit381 ]
  br i1 %80, label %while.cond, label %while.end

while.end:
  %child.3 = phi ptr [ %child.2, %cleanup ], [ %child.1, %lor.rhs ], [ %child.1, %while.cond ]
  %tobool164.not = icmp eq ptr %child.3, null
  br i1 %tobool164.not, label %cleanup168, label %if.then165

if.then165:
  store i32 1, ptr %child.3, align 8
  br label %cleanup168

cleanup168:
  ret ptr %node
}

declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg)
