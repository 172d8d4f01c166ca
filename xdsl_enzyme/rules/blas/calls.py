"""Calls of BLAS routines: which argument is what, and where matrices lie.

A `Site` is one declared function, such as `cblas_dgemm`. What it is told at run time, sizes and options, becomes an
`Environment`: from there on, spellings make no difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xdsl.dialects import arith, llvm, vector
from xdsl.dialects.builtin import AnyFloat, IntegerType, VectorType, f32, f64, i8
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.library import LEFT, ROW_MAJOR, UNIT, Library
from xdsl_enzyme.rules.blas.library import OPTIONS as CODES
from xdsl_enzyme.rules.blas.matrices import Structure, View
from xdsl_enzyme.rules.blas.routines import OPTIONS, OUTPUTS, SCALARS, SIZES, Matrix, Routine
from xdsl_enzyme.rules.scf import integer

ORDER, RESULT = "order", "result"
TRANSPOSE_ONLY = " is transpose only"


@dataclass(frozen=True)
class Site:
    """A routine in one spelling and precision."""

    routine: Routine
    precision: str
    library: Library
    names: tuple[str, ...]
    """Of the arguments, in order."""

    @property
    def element(self) -> AnyFloat:
        return f32 if self.precision in "sc" else f64

    @property
    def is_complex(self) -> bool:
        return self.precision in "cz"

    def is_reference(self, name: str) -> bool:
        """Whether an argument is passed by reference."""
        if not self.library.is_cblas:
            return True
        if name in SCALARS:
            return self.is_complex and name not in self.routine.real_scalars
        return name not in OPTIONS and name not in SIZES and name != ORDER

    def is_real(self, name: str) -> bool:
        """Whether a scalar is a real number."""
        return not self.is_complex or name in self.routine.real_scalars

    @property
    def memory_use(self) -> str:
        """One letter per argument, in the notation of `library_functions`."""
        return "".join(map(self._letter, self.names))

    def _letter(self, name: str) -> str:
        if not self.is_reference(name):
            return "-"
        if name == RESULT:
            return "w"
        if name == "info" or (name in OUTPUTS and "A" in self.routine.updates):
            return "o"
        return "m" if name in self.routine.updates else "r"

    @property
    def float_types(self) -> dict[int, Attribute]:
        """The arguments that point to floats, with the type of these."""
        return {
            position: self.element
            for position, name in enumerate(self.names)
            if self.is_reference(name)
            and (name in self.routine.matrices or name in SCALARS or name == RESULT)
        }


Raw = Mapping[str, Sequence[SSAValue]]
"""The values of options, sizes and scalars: one each, or the parts of a complex number."""


def raw_types(site: Site, name: str, type: Attribute) -> list[Attribute]:
    """The types of the value that an argument of this type, or the memory behind it, has."""
    if not site.is_reference(name):
        return [type]
    if name in OPTIONS:
        return [i8]
    if name in SIZES:
        return [site.library.integers]
    return [site.element] * (1 if site.is_real(name) else 2)


def load_raw(kernel: Kernel, site: Site, name: str, argument: SSAValue) -> list[SSAValue]:
    if not site.is_reference(name):
        return [argument]
    types = raw_types(site, name, argument.type)
    zero = [kernel.index(position) for position in range(len(types))]
    return [
        kernel.load_value(kernel.address(argument, at, type), type)
        for at, type in zip(zero, types, strict=True)
    ]


def _is_code(kernel: Kernel, value: SSAValue, letter: str) -> SSAValue:
    """Whether an option is what Fortran spells by a letter, in upper or lower case, or CBLAS by a number."""
    if value.type != i8:
        return kernel.compare(value, "eq", CODES[letter])
    upper, lower = (kernel.compare(value, "eq", ord(one)) for one in (letter, letter.lower()))
    return kernel.either(upper, lower)


class Environment:
    """What a call is told, as integers, truth values and numbers."""

    def __init__(self, kernel: Kernel, site: Site, raw: Raw):
        self.kernel = kernel
        self.site = site
        self.scalars: dict[str, Number] = {}
        self.flags: dict[str, SSAValue] = {}
        self.sizes: dict[str, SSAValue] = {}
        for name, values in raw.items():
            if name in SCALARS:
                self.scalars[name] = self._number(values)
            elif name in SIZES:
                self.sizes[name] = kernel.as_index(values[0])
            else:
                self._read_option(name, values[0])
        self._derive_sizes()

    def _number(self, parts: Sequence[SSAValue]) -> Number:
        if self.site.is_complex and len(parts) == 1:
            return Number(parts[0], self.kernel.float(0.0))
        return Number(*parts)

    def _read_option(self, name: str, value: SSAValue) -> None:
        kernel = self.kernel
        if name == ORDER:
            self.flags[name] = kernel.compare(value, "eq", ROW_MAJOR)
        elif name == "uplo":
            self.flags[name] = _is_code(kernel, value, "U")
        elif name == "diag" and value.type != i8:
            self.flags[name] = kernel.compare(value, "eq", UNIT)
        elif name == "diag":
            self.flags[name] = _is_code(kernel, value, "U")
        elif name == "side" and value.type != i8:
            self.flags[name] = kernel.compare(value, "eq", LEFT)
        elif name == "side":
            self.flags[name] = _is_code(kernel, value, "L")
        else:
            transpose, adjoint = (_is_code(kernel, value, letter) for letter in "TC")
            self.flags[name] = kernel.either(transpose, adjoint)
            self.flags[name + TRANSPOSE_ONLY] = transpose

    def _derive_sizes(self) -> None:
        kernel = self.kernel
        swaps = self.flags.get("trans")
        if "side" in self.flags:
            swaps = kernel.exclusive_or(self.flags["side"], kernel.truth(True))
        if swaps is not None and "m" in self.sizes:
            one, other = self.sizes["m"], self.sizes["n"]
            self.sizes["first"] = kernel.select(swaps, other, one)
            self.sizes["second"] = kernel.select(swaps, one, other)

    @property
    def pivot_count(self) -> SSAValue:
        n = self.sizes["n"]
        m = self.sizes.get("m", n)
        return self.kernel.select(self.kernel.compare(m, "slt", n), m, n)

    # Layout

    def view(
        self,
        name: str,
        pointer: SSAValue,
        *,
        is_output: bool = False,
        width: int = 1,
        direction: int = 0,
    ) -> View:
        """Where the elements of a matrix are."""
        matrix = self.site.routine.matrices[name]
        view = (
            self._vector(name, matrix, pointer, width)
            if not matrix.columns
            else self._matrix(name, matrix, pointer, is_output=is_output)
        )
        return replace(view, width=width, direction=direction)

    def shadow(
        self, name: str, pointer: SSAValue, *, is_output: bool, width: int, direction: int
    ) -> View:
        """One of the derivatives of a matrix, in its shadow."""
        view = self.view(name, pointer, is_output=is_output, width=width, direction=direction)
        return replace(view, is_shadow=True)

    def _vector(self, name: str, matrix: Matrix, pointer: SSAValue, width: int) -> View:
        """With a negative increment, the first element is the last one in memory."""
        kernel = self.kernel
        count, increment = self.sizes[matrix.rows], self.sizes[f"inc{name}"]
        back = kernel.product(kernel.subtract(kernel.index(1), count), increment)
        is_backwards = kernel.both(
            kernel.compare(increment, "slt", 0), kernel.compare(count, "sgt", 0)
        )
        start = kernel.select(is_backwards, back, kernel.index(0))
        parts = (2 if self.site.is_complex else 1) * width
        start = kernel.product(start, kernel.index(parts))
        pointer = kernel.address(pointer, start, self.site.element)
        return View(pointer, count, kernel.index(1), increment, kernel.index(0), is_column=True)

    def _matrix(self, name: str, matrix: Matrix, pointer: SSAValue, *, is_output: bool) -> View:
        kernel = self.kernel
        strides = [kernel.index(1), self.sizes[f"ld{name.lower()}"]]
        if ORDER in self.flags:
            strides = self._swapped(self.flags[ORDER], strides)
        flips: SSAValue | None = self.flags[matrix.trans] if matrix.trans else None
        if matrix.is_multiplied:
            from_right = kernel.exclusive_or(self.flags["side"], kernel.truth(True))
            flips = from_right if flips is None else kernel.exclusive_or(flips, from_right)
        if flips is not None:
            strides = self._swapped(flips, strides)
        structure = matrix.output if is_output else matrix.structure
        upper: SSAValue | None = None
        if Structure.GENERAL is not structure:
            upper = self.flags["uplo"]
            if flips is not None:
                upper = kernel.exclusive_or(upper, flips)
        conjugated: SSAValue | None = None
        if matrix.trans and self.site.is_complex:
            conjugated = kernel.exclusive_or(
                self.flags[matrix.trans], self.flags[matrix.trans + TRANSPOSE_ONLY]
            )
        return View(
            pointer,
            self.sizes[matrix.rows],
            self.sizes[matrix.columns],
            strides[0],
            strides[1],
            structure=structure,
            upper=upper,
            unit=self.flags["diag"] if matrix.has_diagonal else None,
            real_diagonal=matrix.real_diagonal,
            conjugated=conjugated,
        )

    def _swapped(self, condition: SSAValue, pair: Sequence[SSAValue]) -> list[SSAValue]:
        first, second = pair
        return [
            self.kernel.select(condition, second, first),
            self.kernel.select(condition, first, second),
        ]


# Numbers in values and in memory


def number_in(
    kernel: Kernel, value: SSAValue, type: Attribute, width: int, direction: int
) -> Number:
    """The number that a value, or one of several derivatives of it, is; `type` is that of the primal value."""
    position = [direction] if width > 1 else []

    def lane(container: SSAValue, at: Sequence[int]) -> SSAValue:
        return kernel.insert(vector.ExtractOp(container, at, kernel.element)) if at else container

    if isinstance(type, VectorType):
        return Number(*(lane(value, [*position, part]) for part in (0, 1)))
    if isinstance(type, (llvm.LLVMStructType, llvm.LLVMArrayType)):
        parts = [
            floats.extract(kernel.builder, value, (part,), _member(value.type, part))
            for part in (0, 1)
        ]
        return Number(*(lane(part, position) for part in parts))
    real = lane(value, position)
    return Number(real, kernel.float(0.0) if kernel.is_complex else None)


def _member(type: Attribute, position: int) -> Attribute:
    if isinstance(type, llvm.LLVMStructType):
        return type.types.data[position]
    assert isinstance(type, llvm.LLVMArrayType)
    return type.type


def value_of(
    kernel: Kernel, numbers: Sequence[Number], type: Attribute, tangent_type: Attribute
) -> SSAValue:
    """The inverse, of the numbers of all directions."""
    width = len(numbers)

    def joined(parts: Sequence[SSAValue], of: Attribute) -> SSAValue:
        if width == 1:
            return parts[0]
        result = floats.poison(kernel.builder, of)
        for direction, part in enumerate(parts):
            result = kernel.insert(vector.InsertOp(part, result, [direction]))
        return result

    if isinstance(type, VectorType):
        result = floats.poison(kernel.builder, tangent_type)
        for direction, number in enumerate(numbers):
            for part, one in enumerate(number.parts):
                at = [direction, part] if width > 1 else [part]
                result = kernel.insert(vector.InsertOp(one, result, at))
        return result
    if isinstance(type, (llvm.LLVMStructType, llvm.LLVMArrayType)):
        result = floats.poison(kernel.builder, tangent_type)
        for part in (0, 1):
            column = joined([number.parts[part] for number in numbers], _member(tangent_type, part))
            result = floats.insert(kernel.builder, result, column, (part,))
        return result
    return joined([number.real for number in numbers], tangent_type)


def copied_pivots(kernel: Kernel, pivots: SSAValue, count: SSAValue, type: IntegerType) -> SSAValue:
    """The pivots of a factorisation, in memory of their own."""
    bytes_of_one = integer(kernel.builder, size_of(type), count.type)
    numbers = 2 if kernel.is_complex else 1
    size = numbers * size_of(kernel.element)
    needed = kernel.insert(
        arith.CeilDivSIOp(kernel.product(count, bytes_of_one), kernel.index(size))
    )
    copy = kernel.allocate(needed)

    def move(i: SSAValue) -> None:
        value = kernel.load_value(kernel.address(pivots, i, type), type)
        kernel.store_value(value, kernel.address(copy, i, type))

    kernel.loop(count, move)
    return copy
