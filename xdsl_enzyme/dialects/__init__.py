"""IR definitions: the `enzyme` dialect, and what xDSL's `llvm` dialect lacks."""
