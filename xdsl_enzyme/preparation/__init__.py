"""What differentiation and the LLVM IR writer both want done first: higher-level ops become structured form."""
