"""Puts the root of the repository on the import path, so that tests can import `tests.oracle`."""
