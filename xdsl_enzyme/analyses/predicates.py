"""The predicates of `arith.cmpi` and `llvm_extra.pointer_compare` by name, and how they relate.

cmpi slt, %a, %b   is   cmpi SWAPPED[slt], %b, %a   and the contrary of   cmpi INVERSE[slt], %a, %b
"""

EQ, NE, SLT, SLE, SGT, SGE, ULT, ULE, UGT, UGE = range(10)

# The predicate with the operands swapped, and the one that is true where the given one is false.
SWAPPED = (EQ, NE, SGT, SGE, SLT, SLE, UGT, UGE, ULT, ULE)
INVERSE = (NE, EQ, SGE, SGT, SLE, SLT, UGE, UGT, ULE, ULT)
