"""Puts the root of the repository on the import path, so that tests can import `tests.oracle`; and the options of the tests."""

import pytest


def pytest_addoption(parser: pytest.Parser):
    parser.addoption(
        "--all",
        action="store_true",
        help="also what takes long: every program of the corpus at every optimisation level, larger libraries, more random programs",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="what CI runs: the corpus at two levels instead of one, and no language left out for want of a compiler",
    )
