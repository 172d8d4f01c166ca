"""Rewriting of IR, one pass per file."""
