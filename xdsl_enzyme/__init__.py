"""Gradients of code in any language that compiles to LLVM IR, and of MLIR."""
