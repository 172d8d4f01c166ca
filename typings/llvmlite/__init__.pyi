"""Types of the parts of llvmlite that this project uses; llvmlite itself has none."""
