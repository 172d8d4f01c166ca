"""Small C programs, one feature each, and `catalogue`, which says how to call them."""
