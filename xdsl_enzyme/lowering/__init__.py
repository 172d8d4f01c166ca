"""From structured form to LLVM IR text, optimised code and functions that run."""
