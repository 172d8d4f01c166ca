"""What is stored, what is recomputed, and checkpoints make no difference to the derivatives of the C programs."""

import pytest

import xdsl_enzyme as xe
from tests.integration.differentiated import check
from tests.integration.programs.catalogue import PROGRAMS
from tests.integration.test_programs import case
from xdsl_enzyme.passes import cache

POLICIES = ("store", "recompute-all")


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_match_the_oracle(name: str, policy: str, monkeypatch: pytest.MonkeyPatch):
    policies: list[str] = []
    optimise_module = cache.optimise_module

    def with_policy(module: cache.ModuleOp, _policy: str) -> None:
        policies.append(policy)
        optimise_module(module, policy)

    monkeypatch.setattr(cache, "optimise_module", with_policy)
    # What is compiled already has another policy.
    loaded = case(name).function(2)
    monkeypatch.setitem(case(name).functions, 2, xe.Function(loaded.program))
    check(case(name), 2, "reverse")
    assert policies


WITHOUT_STATE = {
    "guarded_sqrt",
    "min_max_abs",
    "nested_calls",
    "recursion_in_place",
    "recursion_mutual",
    "recursion_power",
    "recursion_tree",
    "rooted_select",
    "sorting_network",
    "special_functions",
    "struct_array",
    "struct_by_value",
    "struct_copy",
    "switch_fallthrough",
    "ternary",
}
"""Programs none of whose loops hands on a state."""


@pytest.mark.parametrize("name", PROGRAMS)
def test_checkpoints_make_no_difference(name: str, monkeypatch: pytest.MonkeyPatch):
    limited = case(name).function(2).limited(checkpoint=2)
    monkeypatch.setitem(case(name).functions, 2, limited)
    if name not in WITHOUT_STATE:
        check(case(name), 2, "reverse")
        return
    with pytest.raises(xe.DifferentiationError, match="nothing to reverse with checkpoints"):
        check(case(name), 2, "reverse")
