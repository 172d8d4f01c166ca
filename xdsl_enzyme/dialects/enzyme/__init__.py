"""The `enzyme` dialect: asking for derivatives, and what the passes leave between each other.

Syntax and meaning follow the dialect of the same name in Enzyme's MLIR, so that its IR parses here::

    %dx = enzyme.autodiff @square(%x, %seed) {
      activity = [#enzyme<activity enzyme_active>],
      ret_activity = [#enzyme<activity enzyme_activenoneed>]
    } : (f64, f64) -> f64

    %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
    "enzyme.push"(%cache, %value) : (!enzyme.Cache<f64>, f64) -> ()
    %value_again = "enzyme.pop"(%cache) : (!enzyme.Cache<f64>) -> f64

All of it but the probabilistic ops is here. Our own passes make and take `autodiff`, `fwddiff`, their forms on regions,
`batch`, caches and gradient slots, and know `ignore_derivatives`.
"""

from __future__ import annotations

from xdsl.ir import Dialect

from xdsl_enzyme.dialects.enzyme.activity import Activity, ActivityAttr, activities
from xdsl_enzyme.dialects.enzyme.atomics import AffineAtomicRMWOp, AtomicRMWOp
from xdsl_enzyme.dialects.enzyme.custom_rules import (
    CallAugmentedPrimalOp,
    CallCustomReverseOp,
    CustomReverseRuleAugmentedPrimalOp,
    CustomReverseRuleOp,
    CustomReverseRuleReverseOp,
)
from xdsl_enzyme.dialects.enzyme.differentiation import (
    AutodiffOp,
    BatchOp,
    DifferentiationOperation,
    ForwardDiffOp,
    JacobianOp,
)
from xdsl_enzyme.dialects.enzyme.indexed import LoadOp, StoreOp
from xdsl_enzyme.dialects.enzyme.regions import (
    AutodiffRegionOp,
    ForwardDiffRegionOp,
    RegionDifferentiationOperation,
    YieldOp,
)
from xdsl_enzyme.dialects.enzyme.split_mode import (
    AugmentOp,
    AutodiffSplitModePrimalOp,
    AutodiffSplitModeReverseOp,
    ForwardSplitOp,
    ReverseOp,
)
from xdsl_enzyme.dialects.enzyme.storage import (
    CacheInOp,
    GetOp,
    InitOp,
    InitTableOp,
    PopOp,
    PushOp,
    SetOp,
)
from xdsl_enzyme.dialects.enzyme.types import (
    CacheTableType,
    CacheType,
    GradientType,
    TapeType,
    batched_type,
)
from xdsl_enzyme.dialects.enzyme.values import (
    AddToOp,
    BinomialProgressOp,
    BroadcastOp,
    ConcatOp,
    DumpOp,
    ExtractOp,
    FillZeroOp,
    GenericAdjointOp,
    IgnoreDerivativesOp,
    PlaceholderOp,
)

__all__ = [
    "Activity",
    "ActivityAttr",
    "AddToOp",
    "AffineAtomicRMWOp",
    "AtomicRMWOp",
    "AugmentOp",
    "AutodiffOp",
    "AutodiffRegionOp",
    "AutodiffSplitModePrimalOp",
    "AutodiffSplitModeReverseOp",
    "BatchOp",
    "BinomialProgressOp",
    "BroadcastOp",
    "CacheInOp",
    "CacheTableType",
    "CacheType",
    "CallAugmentedPrimalOp",
    "CallCustomReverseOp",
    "ConcatOp",
    "CustomReverseRuleAugmentedPrimalOp",
    "CustomReverseRuleOp",
    "CustomReverseRuleReverseOp",
    "DifferentiationOperation",
    "DumpOp",
    "Enzyme",
    "ExtractOp",
    "FillZeroOp",
    "ForwardDiffOp",
    "ForwardDiffRegionOp",
    "ForwardSplitOp",
    "GenericAdjointOp",
    "GetOp",
    "GradientType",
    "IgnoreDerivativesOp",
    "InitOp",
    "InitTableOp",
    "JacobianOp",
    "LoadOp",
    "PlaceholderOp",
    "PopOp",
    "PushOp",
    "RegionDifferentiationOperation",
    "ReverseOp",
    "SetOp",
    "StoreOp",
    "TapeType",
    "YieldOp",
    "activities",
    "batched_type",
]

Enzyme = Dialect(
    "enzyme",
    [
        AddToOp,
        AffineAtomicRMWOp,
        AtomicRMWOp,
        AugmentOp,
        AutodiffOp,
        AutodiffRegionOp,
        AutodiffSplitModePrimalOp,
        AutodiffSplitModeReverseOp,
        BatchOp,
        BinomialProgressOp,
        BroadcastOp,
        CacheInOp,
        CallAugmentedPrimalOp,
        CallCustomReverseOp,
        ConcatOp,
        CustomReverseRuleAugmentedPrimalOp,
        CustomReverseRuleOp,
        CustomReverseRuleReverseOp,
        DumpOp,
        ExtractOp,
        FillZeroOp,
        ForwardDiffOp,
        ForwardDiffRegionOp,
        ForwardSplitOp,
        GenericAdjointOp,
        GetOp,
        IgnoreDerivativesOp,
        InitOp,
        InitTableOp,
        JacobianOp,
        LoadOp,
        PlaceholderOp,
        PopOp,
        PushOp,
        ReverseOp,
        SetOp,
        StoreOp,
        YieldOp,
    ],
    [ActivityAttr, CacheTableType, CacheType, GradientType, TapeType],
)
