"""The tests. `tests.oracle`, `tests.fuzz` and `tests.integration.programs` are packages that other tests import."""
