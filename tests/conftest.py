"""
Puts the root of the repository on the import path, so that tests can import `tests.oracle`; the options of the tests; and keeps tests from
taking results from the disk that an earlier run has left there.
"""

import os

import pytest

os.environ["XDSL_ENZYME_CACHE"] = "off"


def pytest_addoption(parser: pytest.Parser):
    parser.addoption(
        "--all",
        action="store_true",
        help="what CI runs: also what takes long, such as every program of the corpus at every optimisation level, and no language "
        "left out for want of a compiler",
    )
