"""The inputs of ADBench, in the order in which the kernels take them, with reference derivatives.

`data/README.md` says where they come from.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.problem import Array, Problem, Task

DATA = Path(__file__).parent / "data"


def _read(name: str) -> Any:
    return json.loads(gzip.decompress((DATA / f"{name}.json.gz").read_bytes()))


def _array(values: Any) -> Array:
    return np.array(values, dtype=np.float64)


def gmm(name: str) -> Problem:
    """``gmm_objective`` with its gradient for alphas, means, q and l; e.g. ``gmm_d2_k5_n1000``."""
    data, reference = _read(name), _read(f"{name}.ref")
    parameters = [_array(data[key]) for key in ("alpha", "mu", "q", "l")]
    x = _array(data["x"])
    (n, d), k = x.shape, len(parameters[0])
    return Problem(
        (d, k, n, *parameters, x, float(data["gamma"]), data["m"]),
        wrt=(3, 4, 5, 6),
        value=reference["objective"],
        reference=[[_array(reference["derivative"][key]) for key in ("alpha", "mu", "q", "l")]],
    )


def lstm(name: str) -> Problem:
    """``lstm_objective`` with its gradient for main_params and extra_params; e.g. ``lstm_l2_c1024``."""
    data, reference = _read(name), _read(f"{name}.ref")
    main, extra, state, sequence = (
        _array(data[key]) for key in ("main_params", "extra_params", "state", "sequence")
    )
    c, b = sequence.shape
    gradient = _array(reference["derivative"])
    return Problem(
        (len(main) // 2, c, b, main, extra, state, sequence),
        wrt=(3, 4),
        value=reference["objective"],
        reference=[
            [gradient[: main.size].reshape(main.shape), gradient[main.size :].reshape(extra.shape)]
        ],
    )


CAMERA, POINT = 11, 3


def ba_observation(name: str) -> Problem:
    """``reprojection_error`` of one observation: two sweeps for the two rows of its Jacobian."""
    data, reference = _read(name), _read(f"{name}.ref")
    rows = _array(reference["derivative"]["vals"][:-1]).reshape(2, CAMERA + POINT + 1)
    error = np.zeros(2)
    return Problem(
        (_array(data["cam"]), _array(data["x"]), _array([data["w"]]), _array(data["feat"]), error),
        wrt=(0, 1, 2),
        sweeps=tuple({4: seed} for seed in np.eye(2)),
        reference=[np.split(row, [CAMERA, CAMERA + POINT]) for row in rows],
    )


def ba_weight(name: str) -> tuple[float, float]:
    """A weight, and the derivative of ``weight_error`` there."""
    data, reference = _read(name), _read(f"{name}.ref")
    return data["w"], reference["derivative"]["vals"][-1]


def ba(name: str, observations: int | None = None) -> Problem:
    """
    ``ba_residuals`` with its whole Jacobian from two sweeps, one per row of an observation. For that each observation has a
    camera, a point and a weight of its own, so that no two add to the same place.
    """
    data = _read(name)
    p = data["p"] if observations is None else observations
    one = ba_observation(name)
    camera, point, weight, feature, _ = (np.tile(argument, (p, 1)) for argument in one.arguments)
    pairs = np.repeat(np.arange(p, dtype=np.int32), 2).reshape(p, 2)
    assert one.reference is not None
    return Problem(
        (p, camera, point, weight, pairs, feature, np.zeros((p, 2)), np.zeros(p)),
        wrt=(1, 2, 3),
        sweeps=tuple({6: np.tile(sweep[4], (p, 1)), 7: np.zeros(p)} for sweep in one.sweeps),
        reference=[[np.tile(part, (p, 1)) for part in row] for row in one.reference],
    )


def hand(name: str, correspondences: int | None = None) -> Problem:
    """``hand_residuals`` with its Jacobian for the pose theta; e.g. ``ht_simple_1_c100``."""
    data, reference = _read(name), _read(f"{name}.ref")
    model = data["data"]["model"]
    assert not model["is_mirrored"]
    relatives, inverses, positions, weights = (
        _array(model[key])
        for key in ("base_relatives", "inverse_base_absolutes", "base_positions", "weights")
    )
    corresponding = np.array(data["data"]["correspondences"], np.int32)[:correspondences]
    count = len(corresponding)
    return Problem(
        (
            *(model["bone_count"], len(positions), count),
            *(np.array(model["parents"], np.int32), relatives, inverses, positions, weights),
            *(corresponding, _array(data["data"]["points"])[:count]),
            *(_array(data["theta"]), np.zeros((count, 3))),
        ),
        wrt=(10,),
        task=Task.COLUMNS,
        output=11,
        reference=[[_array(reference["derivative"])[: 3 * count]]],
    )
