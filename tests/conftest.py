"""Puts the root of the repository on the import path, so that tests can import `tests.oracle`; and the options of the tests."""

import pytest


def pytest_addoption(parser: pytest.Parser):
    parser.addoption(
        "--all",
        action="store_true",
        help="also what takes long: every program of the corpus at every optimisation level, larger libraries, more random programs",
    )
    parser.addoption(
        "--every-language",
        action="store_true",
        help="fail where a compiler is missing, instead of leaving out its language",
    )
