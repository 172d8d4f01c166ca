"""Derivative rules, one file per dialect or library, and the registry that they go into."""
