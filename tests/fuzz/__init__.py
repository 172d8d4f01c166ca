"""Random C programs, differentiated and compared with the oracle: `python -m tests.fuzz --n 100 --seed 0`."""
