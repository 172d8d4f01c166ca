"""Floats and pointers that travel in integers become floats and pointers."""
