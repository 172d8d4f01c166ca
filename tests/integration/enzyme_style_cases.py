"""What each request in `enzyme_style/*.mlir` is called with, and what it must compute, by closed formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Value = float | int | NDArray[Any]


@dataclass(frozen=True)
class Request:
    """A function that asks for derivatives."""

    function: str
    arguments: Sequence[Value]
    """Numbers for scalars, arrays for memrefs, tensors and pointers."""
    results: Sequence[Any] = ()
    after: Mapping[int, Any] = field(default_factory=dict[int, Any])
    """What is in memory afterwards, by the position of the argument."""


X, Y, S = 0.7, 1.3, -1.1
SIN, COS = math.sin(X), math.cos(X)
VALUE, BY_X, BY_Y = SIN * Y + X, COS * Y + 1, SIN

U, N, V = 0.6, 3, 1.7
EXP = math.exp(U)

T = np.array([0.4, -1.2, 2.1])
DT = np.array([[0.3, 1.1, -0.7], [-0.2, 0.9, 1.3]])
W = np.array([1.5, -0.8, 0.6])
WAVE = np.cos(T) * T + np.sin(T)
FADE = np.exp(np.cos(T))

D2 = np.array([0.3, -1.7])
E2 = np.array([1.1, 0.9])
TANH = 1 - math.tanh(X / Y) ** 2
REPEAT = 2 * 3 * X**2 + 2 * X + 1


def array(*values: float) -> NDArray[np.float64]:
    return np.array(values, dtype=np.float64)


def damp(x: float) -> float:
    return math.tanh(0.5 * x)


def chain(x: float) -> float:
    a = damp(x) * x
    return damp(a) * a * 2.5 + (damp(x) + x) * 6


def orbit_slope(x: float) -> float:
    derivative = 1.0
    for _ in range(7):
        derivative *= -2 * x * math.sin(x * x)
        x = math.cos(x * x)
    return derivative


def slope(function: Callable[[float], float], x: float) -> float:
    """By differences, of eighth order."""
    h = 1e-2
    weights = {1: 4 / 5, 2: -1 / 5, 3: 4 / 105, 4: -1 / 280}
    return sum(w * (function(x + k * h) - function(x - k * h)) for k, w in weights.items()) / h


PRODUCT = -math.exp(X / 2) * Y / 2.5

TANH_OF_SQUARE = (1 - math.tanh(X * X) ** 2) * 2 * X

SQUARES = T**2
CURVE = (np.sin(SQUARES) + 2.5) * SQUARES
SLOPE_OF_ALL = np.exp(T) * (CURVE + 2 * T * (np.cos(SQUARES) * SQUARES + np.sin(SQUARES) + 2.5))

REQUESTS: dict[str, list[Request]] = {
    "activities": [
        Request("pull", [X, Y, S], [VALUE, S * BY_X, S * BY_Y]),
        Request("pull_no_value", [X, Y, S], [S * BY_X, S * BY_Y]),
        Request("pull_first", [X, Y, S], [S * BY_X]),
        Request("pull_nothing", [X, Y], [VALUE, 0.0]),
        Request("pull_nothing_no_value", [X, Y], [0.0]),
        Request("push", [X, 0.3, Y, -0.4], [VALUE, 0.3 * BY_X - 0.4 * BY_Y]),
        Request("push_second", [X, Y, -0.4], [-0.4 * BY_Y]),
        Request("push_nothing", [X, 0.3, Y], [VALUE]),
        Request("push_and_drop", [X, 0.3, Y]),
    ],
    "results": [
        Request(
            "pull_all",
            [U, N, V, 0.9, -0.3, 0.5],
            [U * V, 6, EXP, 6 * V, 0.9 * V - 0.3 * EXP, 0.9 * U + 0.5 * 6],
        ),
        Request("pull_some", [U, N, V, 0.5], [6, EXP, 0.0, 0.5 * 6]),
        Request(
            "push_all",
            [U, 0.2, N, V, -0.7],
            [U * V, 0.2 * V - 0.7 * U, 6, EXP, 0.2 * EXP, 6 * V, -0.7 * 6],
        ),
        Request("push_some", [U, 0.2, N, V, -0.7], [0.2 * V - 0.7 * U, EXP, 0.2 * EXP]),
        Request("pull_through", [X, Y, 0.3, 0.5, 0.7], [Y + 0.5, X]),
        Request("push_through", [X, 0.2, Y, 0.3], [0.2 * Y + 0.3 * X, 0.2, 0.2 * Y + 0.3 * X]),
    ],
    "branches": [
        Request("pull_clip", [0.5, 1.0, 2.0, S], [S * 1.0, 0.0]),
        Request("pull_clip", [1.5, 1.0, 2.0, S], [S * 3.0, 0.0]),
        Request("pull_clip", [2.5, 1.0, 2.0, S], [S * 2.0, S * 2.5]),
        Request("push_clip", [2.5, 0.3, 1.0, 2.0, 0.7], [0.3 * 2.0 + 0.7 * 2.5]),
        Request("push_clip", [1.5, 0.3, 1.0, 2.0, 0.7], [0.3 * 3.0]),
        Request("pull_either", [X, 1, S], [S * 3 * X**2]),
        Request("pull_either", [X, 0, S], [S / (2 * math.sqrt(X))]),
        Request("push_either", [X, 0.3, 1], [0.3 * 3 * X**2]),
        # x^2/2, x^4/8, x^8/128 for 1.9: 1.805, 1.629, 1.327, 0.88
        Request("pull_halve", [1.9, S], [S * 16 * 1.9**15 / 2**15]),
        Request("push_halve", [1.9, 0.3], [0.3 * 16 * 1.9**15 / 2**15]),
        Request("pull_choose", [X, 7, S], [S * 3 * math.exp(X)]),
        Request("pull_choose", [X, 9, S], [S * -2 * X]),
        Request("pull_choose", [X, 1, S], [S * (1 + X) * math.exp(X)]),
        Request("push_choose", [X, 0.3, 7], [0.3 * 3 * math.exp(X)]),
        Request("push_choose", [X, 0.3, 1], [0.3 * (1 + X) * math.exp(X)]),
    ],
    "wide": [
        Request("push_rate", [X, D2, Y, E2], [math.tanh(X / Y), TANH * (D2 / Y - E2 * X / Y**2)]),
        Request("pull_rate", [X, Y, D2], [D2 * TANH / Y, -D2 * TANH * X / Y**2]),
        Request("push_widen", [0.5, D2.astype(np.float32)], [D2.astype(np.float32)]),
        Request("push_repeat", [X, D2], [D2 * REPEAT]),
        Request("pull_repeat", [X, D2], [D2 * REPEAT]),
        Request("push_smaller", [X, D2, Y, E2], [D2]),
        Request("push_smaller", [Y, D2, X, E2], [E2]),
        Request("push_gate", [X, D2, 1], [2 * X * D2, 0 * D2]),
        Request("push_gate", [X, D2, 0], [D2, D2]),
    ],
    "wide_tensors": [
        Request("push_wave", [T, DT], [DT * WAVE]),
        Request("pull_wave", [T, DT], [DT * WAVE]),
        Request("push_slope", [T.astype(np.float32), DT.astype(np.float32)], [DT / (1 + T**2)]),
    ],
    "tensors": [
        Request("push_fade", [T, DT[0]], [FADE, -DT[0] * np.sin(T) * FADE]),
        Request("pull_fade", [T, DT[0]], [-DT[0] * np.sin(T) * FADE]),
        Request("push_weigh", [T, DT[0], W, DT[1]], [np.sum(DT[0] * W**2 + 2 * T * W * DT[1])]),
        Request("pull_weigh", [T, W, np.array(S)], [S * W**2, 2 * S * T * W]),
    ],
    "memory": [
        # m' = k m^2
        Request("pull_scale", [T, W, 1.7], [np.sum(W * T**2)], {0: 1.7 * T**2, 1: W * 2 * 1.7 * T}),
        Request("pull_scale_of_constant", [T, 1.7], [0.0], {0: 1.7 * T**2}),
        Request("push_scale", [T, W, 1.7], [], {0: 1.7 * T**2, 1: W * 2 * 1.7 * T}),
        Request("pull_put", [X, np.array(0.0), np.array(S)], [S * COS], {2: 0.0}),
        Request("push_put", [X, S, np.array(0.0), np.array(0.0)], [], {3: S * COS}),
        Request(
            "push_pick",
            [np.array([1]), np.array([0]), T, W],
            [],
            {2: [T[0], math.exp(T[1]), T[2]], 3: [W[0], W[1] * math.exp(T[1]), W[2]]},
        ),
        Request(
            "pull_pick",
            [np.array([1]), np.array([0]), T, W],
            [],
            {3: [W[0], W[1] * math.exp(T[1]), W[2]]},
        ),
        # ((m0 + w0) m1 + w1) m2 + w2
        Request(
            "pull_product",
            [T, np.ones(3), W, S],
            [((T[0] + W[0]) * T[1] + W[1]) * T[2] + W[2]],
            {
                1: [
                    1 + S * T[1] * T[2],
                    1 + S * (T[0] + W[0]) * T[2],
                    1 + S * ((T[0] + W[0]) * T[1] + W[1]),
                ]
            },
        ),
        Request("push_perhaps", [X, 0.3, 1], [0.3 * 4 * math.exp(X)]),
        Request("push_perhaps", [X, 0.3, 0], [0.0]),
        Request("pull_perhaps", [X, 1, S], [S * 4 * math.exp(X)]),
        Request("pull_perhaps", [X, 0, S], [0.0]),
        # p = m k, m' = cos(p)
        Request(
            "pull_scoped",
            [np.array(X), np.array(0.4), Y, S],
            [(S - 0.4 * math.sin(X * Y)) * X],
            {1: (S - 0.4 * math.sin(X * Y)) * Y},
        ),
    ],
    "calls": [
        Request("pull_chain", [X, S], [chain(X), S * slope(chain, X)]),
        Request("push_chain", [X, 0.3], [chain(X), 0.3 * slope(chain, X)]),
        # a = m, m1 = m x, b = m1: b = m x; m2 = m1 a = m m x
        Request(
            "pull_twice",
            [np.array(X), np.array(0.4), Y, S],
            [S * X + 0.4 * X**2],
            {1: S * Y + 0.4 * 2 * X * Y},
        ),
        Request("pull_even", [X, 0, S], [S]),
        Request("pull_even", [X, 4, S], [S * slope(lambda x: math.sin(math.sin(x) ** 2) ** 2, X)]),
        Request("push_even", [X, S, 2], [S * 2 * SIN * COS]),
    ],
    "loops": [
        Request("pull_until", [X, S], [S * 5 * X**4]),
        Request("push_until", [X, S], [S * 5 * X**4]),
        Request("push_norm", [T, W], [2 * np.dot(T, W)]),
        Request("pull_norm", [T, W, S], [], {1: W + 2 * S * T}),
        Request(
            "pull_weighted",
            [T, W, np.zeros(3), np.ones(3), DT[0]],
            [],
            {2: T**2 * W, 3: 1 + 2 * T * W * DT[0], 4: np.zeros(3)},
        ),
        Request(
            "pull_every_second",
            [1.7, array(1, 2, 3, 4), np.zeros(4), np.zeros(4), array(5, 6, 7, 8)],
            [1 * 5 + 3 * 7],
            {2: [5 * 1.7, 0, 7 * 1.7, 0], 4: [0, 6, 0, 8]},
        ),
        Request(
            "pull_front", [array(1, 2, 3, 4), np.zeros(4), S], [], {1: [2 * S, 4 * S, 6 * S, 0]}
        ),
        Request("pull_orbit", [X, 0, S], [S]),
        Request("pull_orbit", [X, 7, S], [S * orbit_slope(X)]),
    ],
    "pointers": [
        Request("push_through_stack", [X, S], [S * (COS * X + SIN)]),
        Request("pull_through_stack", [X, S], [S * (COS * X + SIN)]),
        Request(
            "push_through_struct",
            [array(X), array(S), array(0), array(0)],
            [],
            {2: [math.exp(X)], 3: [S * math.exp(X)]},
        ),
        Request(
            "pull_through_struct",
            [array(X), array(0.4), array(0), array(S)],
            [],
            {1: [0.4 + S * math.exp(X)], 3: [0]},
        ),
        Request(
            "pull_behind_pointer", [array(X, Y), array(0.4, 0), S], [], {1: [0.4 + S * Y, S * X]}
        ),
        Request("pull_keep_pointer", [array(X), array(0.4), S], [], {1: [0.4 + S / (2 * X**0.5)]}),
        Request("pull_fields", [X, Y, S], [[S * Y**2, S * 2 * X * Y]]),
        Request("push_paired", [X, S], [[S * math.exp(X), S]]),
        Request("pull_paired", [X, 0.3, S], [0.3 * math.exp(X) + S]),
    ],
    "regions": [
        Request("pull_square", [X, Y, S], [S * 6 * X * Y]),
        Request("push_square", [X, S], [X**2, S * X]),
        Request(
            "pull_memory",
            [np.array(X), np.array(0.4), Y],
            [],
            {0: math.exp(X) * Y, 1: (1 + 0.4 * Y) * math.exp(X)},
        ),
        Request("pull_two", [X, S], [S * COS, S * 2 * S * COS]),
        Request(
            "pull_in_parallel",
            [T, np.ones(3), np.zeros(3), W],
            [],
            {1: 1 + 5 * T * W, 3: np.zeros(3)},
        ),
    ],
    "batches": [
        Request("push_nothing", [DT], [(np.sin(DT) + 2.5) * DT]),
        Request("pull_each", [T, W], [W * (np.cos(T) * T + np.sin(T) + 2.5)]),
        Request("push_each", [DT, DT[::-1].copy()], [2 * DT * DT[::-1] * array(1, 2, 3)]),
        Request("push_all", [T, W], [W * SLOPE_OF_ALL]),
        Request("pull_all", [T, W], [W * SLOPE_OF_ALL]),
    ],
    "higher": [
        Request("push_cubic", [X, S], [S * 3 * X**2]),
        Request("push_push_cubic", [X, 0.3, 0.5, 0.7], [0.5 * 6 * X * 0.3 + 0.7 * 3 * X**2]),
        Request("pull_cubic", [X, S], [S * 3 * X**2]),
        Request("pull_pull_cubic", [X, 0.3, 0.5], [0.5 * 0.3 * 6 * X, 0.5 * 3 * X**2]),
        Request("pull_stopped", [X, S], [S * X**2]),
        Request("pull_root_strong", [0.0, 0.0], [0.0]),
        Request("pull_parts", [X, Y, 0.3, S], [[2 * (0.3 * X + S * Y), 2 * (S * X - 0.3 * Y)]]),
    ],
    "llvm_functions": [
        # -e^(x/2) y / 2.5
        Request("pull_first", [X, Y, S], [S * PRODUCT / 2]),
        Request("push_product", [X, 0.3, Y, -0.4], [PRODUCT * (0.3 / 2 - 0.4 / Y)]),
        Request("pull_both", [X, Y, S], [S * PRODUCT / 2, S * PRODUCT / Y]),
        Request("push_with_value", [X, 0.3, Y, -0.4], [PRODUCT * (1 - 0.3 / 2 + 0.4 / Y)]),
        Request("pull_larger", [X, Y, 2, S], [Y, 0.0, S]),
        Request("pull_larger", [X, Y, 5, S], [5 * X, 5 * S, 0.0]),
        Request(
            "pull_sum",
            [T.astype(np.float32), np.ones(3, np.float32), 3, 0.5],
            [],
            {1: 1 + 0.5 * 4 * T},
        ),
        Request(
            "push_sum",
            [T.astype(np.float32), W.astype(np.float32), 2],
            [np.sum(4 * T[:2] * W[:2])],
        ),
        Request("pull_distance", [X, Y, S], [S * X / math.hypot(X, Y)]),
        Request(
            "pull_region", [array(X), array(0.4), array(0), array(S)], [], {1: [0.4 + S * 11.2 * X]}
        ),
    ],
    "llvm_memory": [
        Request(
            "pull_copy",
            [array(X, Y), array(0.4, 0.5), array(0, 0), array(S, 0.3)],
            [],
            {1: [(0.4 + S) * TANH_OF_SQUARE, 0.8], 3: [0, 0]},
        ),
        Request(
            "push_copy",
            [array(X, Y), array(0.4, 0.5), array(0, 0), array(S, 0.3)],
            [],
            {1: [0.4 * TANH_OF_SQUARE, 0.5], 3: [0.4 * TANH_OF_SQUARE, 0.5]},
        ),
        # What is cleared does not depend on what was there, so the shadow that came in counts for nothing.
        Request("pull_clear", [array(2.6), array(0.4), S], [], {0: [0], 1: [S * 2 * 2.6]}),
        Request("push_clear", [array(2.6), array(0.4)], [2.6**2 + 2, 0.4 * 5.2], {1: [0]}),
    ],
    "custom_rules": [
        # The rule for the second argument is 3 times too large: 9 times after two calls.
        Request("pull_power", [X, Y, 1, S], [S * X * Y + 3 * S * X * Y, 9 * S * X**2]),
        Request("pull_power", [X, Y, 0, S], [0.0, S]),
        Request("push_power", [X, Y, S, 1], [S * X**2]),
        Request("pull_square", [T, W], [5 * T * W]),
        Request("pull_each", [T, W], [6 * W]),
    ],
}
