"""Gradients of C programs: how fast they are, how much memory they take, and how exact they are, next to peers."""
