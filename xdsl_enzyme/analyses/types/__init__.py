"""Type analysis: what the bytes of integers and of memory hold (floats, integers, pointers), and why."""
