"""From source code or LLVM IR to xDSL."""
