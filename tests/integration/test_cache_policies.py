"""What is stored and what is recomputed makes no difference to the derivatives of the C programs."""

import pytest

from tests.integration.differentiated import check
from tests.integration.programs.catalogue import PROGRAMS
from tests.integration.test_programs import case
from xdsl_enzyme.passes import cache

POLICIES = ("store", "recompute-all")


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_match_the_oracle(name: str, policy: str, monkeypatch: pytest.MonkeyPatch):
    policies: list[str] = []
    optimise_caches = cache.optimise_caches

    def with_policy(function: cache.FuncOp, _policy: str) -> None:
        policies.append(policy)
        optimise_caches(function, policy)

    monkeypatch.setattr(cache, "optimise_caches", with_policy)
    check(case(name), 2, "reverse")
    assert policies
