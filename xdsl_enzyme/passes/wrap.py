"""`enzyme-wrap`: adds the derivative of a function that is named by an option.

The options are those of Enzyme's pass of this name::

    enzyme-wrap{infn=square outfn=d_square argTys=enzyme_active retTys=enzyme_activenoneed mode=ReverseModeCombined}
    -->
    func.func @d_square(%x: f64, %0: f64) -> f64 {
      %1 = func.call @square.gradient(%x, %0) : (f64, f64) -> f64
      func.return %1 : f64
    }

Without `outfn`, the derivative takes the place and the name of the function. The modes are `ForwardMode` and
`ReverseModeCombined`; arguments and results are those of `enzyme.fwddiff` and `enzyme.autodiff`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import FunctionType, ModuleOp, StringAttr
from xdsl.passes import ModulePass
from xdsl.utils.exceptions import VerifyException

from xdsl_enzyme.dialects.enzyme import (
    Activity,
    AutodiffOp,
    DifferentiationOperation,
    ForwardDiffOp,
)
from xdsl_enzyme.dialects.enzyme.signatures import (
    SignatureForm,
    forward_signature,
    reverse_signature,
)
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.expand_requests import expand_requests
from xdsl_enzyme.passes.symbol_names import symbols_in, unused_name
from xdsl_enzyme.preparation.llvm_dialect import raise_llvm

_MODES: dict[str, tuple[type[DifferentiationOperation], SignatureForm]] = {
    "ForwardMode": (ForwardDiffOp, forward_signature),
    "ReverseModeCombined": (AutodiffOp, reverse_signature),
}


@dataclass(frozen=True)
class WrapPass(ModulePass):
    """
    Makes `outfn`, the derivative of `infn` in a `mode`. `argTys` has an activity per argument, `retTys` one per result.
    """

    name = "enzyme-wrap"

    infn: str
    outfn: str = ""
    argTys: tuple[str, ...] = ()
    retTys: tuple[str, ...] = ()
    mode: str = "ReverseModeCombined"
    width: int = 1

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        raise_llvm(op)
        function = lookup(op, self.infn)
        if not isinstance(function, func.FuncOp):
            raise DifferentiationError(f"{self.name}: there is no function '{self.infn}'")
        if self.mode not in _MODES:
            raise DifferentiationError(
                f"{self.name}: there is no mode '{self.mode}'",
                hint=f"mode is one of {', '.join(_MODES)}",
            )
        wrapper = self._wrapper(op, function)
        op.body.block.insert_op_after(wrapper, function)
        if self.outfn:
            self._expand(op, wrapper)
        else:
            self._replace(op, function, wrapper)

    def _wrapper(self, module: ModuleOp, function: func.FuncOp) -> func.FuncOp:
        """A function that asks for the derivative and returns it."""
        request_class, make_signature = _MODES[self.mode]
        arguments, results = self._activities(self.argTys), self._activities(self.retTys)
        type = function.function_type
        try:
            signature = make_signature(
                type.inputs.data, type.outputs.data, arguments, results, self.width
            )
        except VerifyException as error:
            raise DifferentiationError(f"{self.name} of '{self.infn}': {error}") from None
        if self.outfn and lookup(module, self.outfn) is not None:
            raise DifferentiationError(f"{self.name}: there is a function '{self.outfn}' already")
        name = self.outfn or unused_name(module, f"{self.infn}.wrapper")
        inputs, outputs = (
            [accepted[0] for accepted in types] for types in (signature.inputs, signature.outputs)
        )
        wrapper = func.FuncOp(name, FunctionType.from_lists(inputs, outputs))
        wrapper.location = function.location
        block = wrapper.body.block
        request = request_class(
            self.infn, list(block.args), outputs, arguments, results, self.width
        )
        request.location = function.location
        block.add_ops([request, func.ReturnOp(*request.results)])
        return wrapper

    def _activities(self, names: Sequence[str]) -> list[Activity]:
        for name in names:
            if name not in set(Activity):
                raise DifferentiationError(
                    f"{self.name}: there is no activity '{name}'",
                    hint=f"an activity is one of {', '.join(Activity)}",
                )
        return [Activity(name) for name in names]

    @staticmethod
    def _expand(module: ModuleOp, wrapper: func.FuncOp) -> None:
        expand_requests(module, (ForwardDiffOp, AutodiffOp), within=wrapper)

    def _replace(self, module: ModuleOp, function: func.FuncOp, wrapper: func.FuncOp) -> None:
        """Give the derivative the name of the function, which nothing may refer to any more."""
        self._expand(module, wrapper)
        others = (op for top in module.body.block.ops if top is not function for op in top.walk())
        if any(self.infn in symbols_in(op) for op in others):
            raise DifferentiationError(
                f"{self.name}: the derivative cannot take the name of '{self.infn}'",
                where=function,
                why="something else calls the function, perhaps its own derivative",
                hint="give the derivative a name of its own with outfn",
            )
        function.detach()
        function.erase()
        wrapper.properties["sym_name"] = StringAttr(self.infn)
