"""A small dialect that lives outside of xdsl-enzyme, and becomes differentiable from outside."""
