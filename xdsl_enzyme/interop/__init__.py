"""Calling compiled functions from NumPy and the frameworks."""
