import pytest

from xdsl_enzyme.interop.symbol_names import source_name


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("gmm", "gmm"),
        ("energy_", "energy_"),
        ("_Z3gmmPKdi", "gmm"),
        ("_ZN3gmm9objectiveEPKdi", "objective"),
        ("_ZNK3gmm5Model5valueEd", "value"),
        ("_ZN4demo5rosen17h0123456789abcdefE", "rosen"),
        ("_ZL6staticd", "static"),
        ("_Z", "_Z"),
    ],
)
def test_source_name(symbol: str, name: str):
    assert source_name(symbol) == name
