"""Puts the root of the repository on the import path, so that tests can import `tests.oracle`; and the option `--all`."""

import pytest


def pytest_addoption(parser: pytest.Parser):
    parser.addoption(
        "--all",
        action="store_true",
        help="also what takes long: every program of the corpus at every optimisation level, and no language left out",
    )
