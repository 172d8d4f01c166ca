"""Calling functions: values, outputs and every way to pass the wrong thing."""

import array
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, WORK, Loader

X = np.array([1.0, 2.0, 3.0])


def test_returned_number(load: Loader):
    value = load(NORM)(X, 3, 0.5)
    assert value == 7.0
    assert type(value) is float


def test_written_array_is_the_output_and_the_caller_keeps_its_own(load: Loader):
    y = np.full(3, 7.0)
    out = load(SCALE)(3, 2.0, X, y)
    assert out.tolist() == [2.0, 8.0, 18.0]
    assert y.tolist() == [7.0, 7.0, 7.0]


def test_several_outputs_make_a_tuple(load: Loader):
    value, work = load(WORK)(X, np.zeros(3), 3)
    assert value == 6.0
    assert work.tolist() == [1.0, 2.0, 6.0]


def test_no_outputs(load: Loader):
    assert load("void f(double x) {}")(1.0) is None


@pytest.mark.parametrize("outputs", ["return", ("return",), ["return"]])
def test_outputs_by_name(load: Loader, outputs: Any):
    assert load(WORK, outputs=outputs)(X, np.zeros(3), 3) == 6.0


def test_outputs_by_position_and_order(load: Loader):
    work, value = load(WORK, outputs=(1, "return"))(X, np.zeros(3), 3)
    assert value == 6.0
    assert work.tolist() == [1.0, 2.0, 6.0]


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        ("result", "no argument 'result'"),
        (5, "no argument 5"),
        ("x", "does not write"),
        ("n", "number passed by value"),
    ],
)
def test_wrong_outputs(load: Loader, outputs: Any, message: str):
    with pytest.raises(xe.ArgumentsError, match=message):
        load(WORK, outputs=outputs)


def test_nothing_returned(load: Loader):
    with pytest.raises(xe.ArgumentsError, match="scale returns nothing"):
        load(SCALE, outputs="return")


def test_number_types(load: Loader):
    f = load("double f(_Bool b, signed char c, short s, int i, long l, float x) "
             "{ return (double)b + c + s + i + l + x; }")  # fmt: skip
    assert f(True, 2, np.int16(3), np.uint8(4), 5, np.float32(0.5)) == 15.5
    assert f(np.bool_(True), -128, -(2**15), -(2**31), 0, 1) == 1 - 128 - 2**15 - 2**31 + 1
    assert f(np.array(1), 0, 0, 0, 0, np.array(0.25)) == 1.25


@pytest.mark.parametrize(
    ("declared", "returned"),
    [("float", 0.5), ("int", 3), ("_Bool", True), ("char", -3), ("long", 1 << 40)],
)
def test_result_types(load: Loader, declared: str, returned: Any):
    f = load(f"{declared} f(double x) {{ return ({declared})x; }}")
    value = f(float(returned))
    assert value == returned
    assert type(value) is type(returned)


def test_anything_with_the_array_or_buffer_interface(load: Loader):
    f = load(NORM)

    class Interface:
        __array_interface__ = X.__array_interface__

    class Convertible:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return X

    buffer = array.array("d", [1.0, 2.0, 3.0])
    for value in (Interface(), Convertible(), buffer, memoryview(buffer), X.reshape(3, 1)):
        assert f(value, 3, 1.0) == 14.0


def test_read_only_arrays_can_be_inputs_and_outputs_of_copies(load: Loader):
    x, y = X.copy(), np.zeros(3)
    x.flags.writeable = y.flags.writeable = False
    assert load(SCALE)(3, 1.0, x, y).tolist() == [1.0, 4.0, 9.0]


def test_same_array_twice_is_copied_where_it_is_written(load: Loader):
    x = X.copy()
    assert load(SCALE)(3, 1.0, x, x).tolist() == [1.0, 4.0, 9.0]
    assert x.tolist() == X.tolist()


STRIDED = np.zeros(6)[::2]
UNALIGNED = np.zeros(25, np.uint8)[1:].view(np.float64)
WRONG_ARGUMENTS = {
    "float32 for double": ((X.astype("f4"), 3, 1.0), "argument 'x' (number 0) of norm must be an "
        "array of float64, not an array of float32 with shape (3,)"),
    "its conversion": ((X.astype("f4"), 3, 1.0), "x.astype('float64')"),
    "integers": ((np.arange(3), 3, 1.0), "not an array of int64"),
    "big endian": ((X.astype(">f8"), 3, 1.0), "not an array of >f8"),
    "complex": ((X.astype(complex), 3, 1.0), "pass its .view('float64')"),
    "objects": ((X.astype(object), 3, 1.0), "not an array of object"),
    "list": (([1.0, 2.0], 2, 1.0), "not a value of type list"),
    "number for array": ((1.0, 1, 1.0), "not 1.0, a Python float"),
    "None": ((None, 1, 1.0), "not a value of type NoneType"),
    "strides": ((STRIDED, 3, 1.0), "np.ascontiguousarray"),
    "Fortran order": ((np.asfortranarray(np.ones((2, 2))), 4, 1.0), "np.ascontiguousarray"),
    "alignment": ((UNALIGNED, 3, 1.0), "an aligned array"),
    "float for integer": ((X, 3.0, 1.0), "argument 'n' (number 1) of norm must be a int64, not 3.0"),
    "integer too large": ((X, 1 << 64, 1.0), "out of range"),
    "integer too small": ((X, -(1 << 63) - 1, 1.0), "out of range"),
    "array for number": ((X, 3, np.ones(1)), "argument 'scale' (number 2) of norm must be"),
    "complex number": ((X, 3, 1j), "not 1j, a Python complex"),
    "text": ((X, 3, "1"), "not a value of type str"),
    "NumPy complex": ((X, 3, np.complex128(1)), "not np.complex128(1+0j)"),
    "huge integer for float": ((X, 3, 10**400), "out of range"),
    "too few": ((X, 3), "takes 3 arguments (x, n, scale), but was given 2"),
    "too many": ((X, 3, 1.0, 1.0), "but was given 4"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_ARGUMENTS)
def test_wrong_arguments(load: Loader, case: str):
    arguments, message = WRONG_ARGUMENTS[case]
    with pytest.raises(xe.ArgumentsError) as error:
        load(NORM)(*arguments)
    assert message in str(error.value)


def test_float_overflow_and_narrow_integers(load: Loader):
    f = load("float f(float x, signed char c, _Bool b) { return b ? x : c; }")
    with pytest.raises(xe.ArgumentsError, match="out of range"):
        f(1e39, 1, True)
    with pytest.raises(xe.ArgumentsError, match="256, which is out of range"):
        f(1.0, 256, True)
    with pytest.raises(xe.ArgumentsError, match="'b'"):
        f(1.0, 1, 2)
    assert f(float("inf"), 1, True) == float("inf")
    assert f(0.0, 255, False) == -1.0


def test_minimum_size_of_references(load: Loader):
    f = load("double f(const double x[static 4]) { return x[3]; }")
    with pytest.raises(xe.ArgumentsError, match="at least 32 bytes, not 24"):
        f(np.zeros(3))
    assert f(np.arange(4.0)) == 3.0


def test_structures(load: Loader):
    f = load("struct S { double a; int n; }; double f(const struct S *s) { return s->a * s->n; }")
    layout = np.dtype([("a", "f8"), ("n", "i4")], align=True)
    structures = np.array([(2.5, 4)], layout)
    assert f(structures) == 10.0
    assert f(structures.view(np.uint8)) == 10.0
    with pytest.raises(xe.ArgumentsError, match="structured dtype"):
        f(np.zeros(2))


def test_pointers_to_pointers_are_refused(load: Loader):
    f = load("double f(double **rows) { return rows[0][0]; }")
    with pytest.raises(xe.ArgumentsError, match="points to pointers"):
        f(np.zeros(1, np.uint64))


def test_memrefs(load: Loader):
    f = load(
        """
        func.func @f(%x: memref<?x3xf64>, %y: memref<?xf64>) {
          %i = arith.constant 1 : index
          %j = arith.constant 2 : index
          %v = memref.load %x[%i, %j] : memref<?x3xf64>
          memref.store %v, %y[%i] : memref<?xf64>
          func.return
        }
        """,
        suffix=".mlir",
    )
    x = np.arange(6.0).reshape(2, 3)
    assert f(x, np.zeros(2)).tolist() == [0.0, 5.0]
    with pytest.raises(xe.ArgumentsError, match=r"shape \(any, 3\)"):
        f(x.reshape(3, 2), np.zeros(2))
    with pytest.raises(xe.ArgumentsError, match=r"shape \(any\)"):
        f(x, np.zeros((2, 1)))


def test_threads_share_a_function(load: Loader):
    f = load(NORM)
    results: list[float] = []
    threads = [
        threading.Thread(target=lambda: results.append(f(X, 3, 1.0))) for _ in range(4)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [14.0] * 4


def test_undefined_functions_are_reported(load: Loader):
    f = load("double nowhere(double); double f(double x) { return nowhere(x); }")
    with pytest.raises(xe.LoweringError, match="nowhere"):
        f(1.0)


@pytest.mark.parametrize(
    ("name", "flags", "message"),
    [
        (5, (), "there is no function 5"),
        ("f", "-DN=3", "flags must be a list or tuple of strings, not '-DN=3'"),
        ("f", [5], "flags must be a list or tuple of strings"),
        ("f", None, "flags must be a list or tuple of strings"),
    ],
)
def test_names_and_flags_of_another_kind(tmp_path: Path, name: Any, flags: Any, message: str):
    source = tmp_path / "f.c"
    source.write_text("double f(double x) { return x; }")
    with pytest.raises(xe.ReadError, match=message):
        xe.load(source, name, flags=flags)
