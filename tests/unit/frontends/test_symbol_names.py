import pytest

from xdsl_enzyme.frontends.symbol_names import source_name


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
        ("_RNvCsfLfy6EI15iL_4demo5rosen", "rosen"),
        ("_RNvMs_NtCs4fqI2P2rA04_4demo6matrixNtB4_6Matrix11determinant", "determinant"),
        ("_RNCNvCsfLfy6EI15iL_4demo5rosen0B3_", "_RNCNvCsfLfy6EI15iL_4demo5rosen0B3_"),
        ("_QMphysicsPenergy", "energy"),
        ("_QMphysicsFenergyPinner", "inner"),
        ("_QMphysicsEconstant", "_QMphysicsEconstant"),
    ],
)
def test_source_name(symbol: str, name: str):
    assert source_name(symbol) == name
