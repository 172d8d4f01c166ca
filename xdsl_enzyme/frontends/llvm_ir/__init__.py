"""The LLVM IR reader."""
