"""The kernels as array programs. Each takes `Arrays` and the kernel's arguments, and returns its number; or, for kernels that fill arrays, these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import lgamma, log, pi
from typing import Any

import numpy as np

from benchmarks.frameworks.arrays import Arrays

Program = Callable[..., Any]


def _log_sum_exp(xp: Arrays, x: Any, axis: int = 0) -> Any:
    largest = xp.largest(x, axis)
    return xp.sum(largest, axis) + xp.log(xp.sum(xp.exp(x - largest), axis))


def _half_square(xp: Arrays, x: Any) -> Any:
    return 0.5 * xp.sum(x * x)


def lse(xp: Arrays, n: int, x: Any) -> Any:
    """Log-sum-exp."""
    return _log_sum_exp(xp, x)


def gmm(
    xp: Arrays,
    d: int,
    k: int,
    n: int,
    alphas: Any,
    means: Any,
    q: Any,
    l: Any,  # noqa: E741
    x: Any,
    gamma: float,
    m: int,
) -> Any:
    """Gaussian mixture model."""
    triangle = d * (d - 1) // 2
    places = np.full((d, d), triangle)
    places.T[np.triu_indices(d, 1)] = np.arange(triangle)
    padded = xp.concatenate([l, 0.0 * q[:, :1]], 1)
    diagonals = xp.exp(q)
    log_determinants = xp.sum(q, 1)
    centred = x[:, None, :] - means
    below = xp.einsum("kij,nkj->nki", padded[:, places], centred)
    whitened = diagonals * centred + below
    exponents = alphas + log_determinants - 0.5 * xp.sum(whitened * whitened, 2)
    freedom = d + m + 1
    log_gammas = 0.25 * d * (d - 1) * log(pi) + sum(lgamma(0.5 * (freedom - j)) for j in range(d))
    constant = freedom * d * (log(gamma) - 0.5 * log(2.0)) - log_gammas
    frobenius = xp.sum(diagonals * diagonals) + xp.sum(l * l)
    prior = k * constant - 0.5 * gamma * gamma * frobenius + m * xp.sum(log_determinants)
    likelihood = xp.sum(_log_sum_exp(xp, exponents, 1)) - n * _log_sum_exp(xp, alphas)
    return -0.5 * n * d * log(2.0 * pi) + likelihood + prior


def _sigmoid(xp: Arrays, x: Any) -> Any:
    return 1.0 / (1.0 + xp.exp(-x))


def lstm(
    xp: Arrays, layers: int, c: int, b: int, main: Any, extra: Any, state: Any, sequence: Any
) -> Any:
    """Recurrent network."""

    def step(carried: Any, row: Any) -> Any:
        states, total = carried
        current, target = row
        y = extra[0] * current
        following: list[Any] = []
        for i in range(layers):
            weight, bias = main[2 * i].reshape(4, b), main[2 * i + 1].reshape(4, b)
            hidden, cell = states[2 * i], states[2 * i + 1]
            forget = _sigmoid(xp, y * weight[0] + bias[0])
            ingate = _sigmoid(xp, hidden * weight[1] + bias[1])
            outgate = _sigmoid(xp, y * weight[2] + bias[2])
            change = xp.tanh(hidden * weight[3] + bias[3])
            cell = cell * forget + ingate * change
            y = outgate * xp.tanh(cell)
            following += [y, cell]
        prediction = y * extra[1] + extra[2]
        log_sum = xp.log(2.0 + xp.sum(xp.exp(prediction)))
        return tuple(following), total + xp.sum(target * (prediction - log_sum))

    start = (tuple(state[i] for i in range(2 * layers)), 0.0 * xp.sum(extra))
    _, total = xp.fold(step, start, (sequence[:-1], sequence[1:]))
    return -total / (b * (c - 1))


def descent(xp: Arrays, rows: int, columns: int, matrix: Any, x: Any, y: Any) -> Any:
    """Residual of a linear system."""
    return _half_square(xp, matrix @ x - y)


def fft(xp: Arrays, n: int, data: Any) -> Any:
    """Sum of the fourth powers of the spectrum."""
    power = xp.power_spectrum(data)
    return xp.sum(power * power) / n**2


def _runge_kutta(xp: Arrays, slope: Callable[[Any], Any], steps: int, h: float, y: Any) -> Any:
    def step(y: Any) -> Any:
        k1 = slope(y)
        k2 = slope(y + 0.5 * h * k1)
        k3 = slope(y + 0.5 * h * k2)
        k4 = slope(y + h * k3)
        return y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)

    return xp.repeat(steps, step, y)


def ode(xp: Arrays, g: int, steps: int, h: float, parameters: Any, initial: Any) -> Any:
    """The Brusselator on a ring."""
    # Arrays of one element: CasADi takes a number of its own to be a matrix.
    a, b, diffusion = parameters[0:1], parameters[1:2], parameters[2:3]

    def slope(state: Any) -> Any:
        u, v = state[0], state[1]
        spread = diffusion * (xp.roll(state, 1, 1) - 2.0 * state + xp.roll(state, -1, 1))
        reaction = u * u * v
        return spread + xp.stack([a + reaction - (b + 1.0) * u, b * u - reaction])

    return _half_square(xp, _runge_kutta(xp, slope, steps, h, initial))


def rk4(xp: Arrays, n: int, steps: int, h: float, rates: Any, initial: Any) -> Any:
    """A chain of linear equations."""

    def slope(y: Any) -> Any:
        return rates * xp.concatenate([0.0 * y[:1] + 1.0, y[:-1]])

    return _half_square(xp, _runge_kutta(xp, slope, steps, h, initial))


def euler(xp: Arrays, steps: int, h: float, parameters: Any, initial: Any) -> Any:
    """Van der Pol's oscillator."""

    def step(state: Any) -> Any:
        x, v = state
        acceleration = parameters[0] * (1.0 - x * x) * v - parameters[1] * x
        return x + h * v, v + h * acceleration

    x, v = xp.repeat(steps, step, (initial[0], initial[1]))
    return 0.5 * (x * x + v * v)


def brusselator(
    xp: Arrays, n: int, time: float, parameters: Any, state: Any, slope: Any
) -> tuple[Any, ...]:
    """The Brusselator on a torus."""
    a, b, diffusion = parameters[0:1], parameters[1:2], parameters[2:3]
    u, v = state[0], state[1]
    neighbours = sum(xp.roll(state, shift, axis) for shift in (1, -1) for axis in (1, 2))
    spread = diffusion * (n - 1) ** 2 * (neighbours - 4.0 * state)
    x, y = np.meshgrid(*[np.arange(n) / (n - 1)] * 2, indexing="ij")
    disc = (x - 0.3) ** 2 + (y - 0.6) ** 2 <= 0.01
    feed = xp.asarray(np.where(disc & (time >= 1.1), 5.0, 0.0))
    reaction = u * u * v
    return (spread + xp.stack([a + reaction - (b + 1.0) * u + feed, b * u - reaction]),)


def taylor(xp: Arrays, terms: int, x: Any) -> Any:
    """Taylor's series of a logarithm."""
    exponents = xp.asarray(np.arange(1.0, terms + 1))
    return xp.sum(x[0] ** exponents / exponents)


def stencil(
    xp: Arrays, n: int, steps: int, rate: float, slope: float, before: Any, after: Any
) -> Any:
    """The heat equation."""

    def step(grids: Any) -> Any:
        before, after = grids
        inner = before[1:-1, 1:-1]
        around = before[:-2, 1:-1] + before[2:, 1:-1] + before[1:-1, :-2] + before[1:-1, 2:]
        new = inner + rate * (1.0 + slope * inner) * (around - 4.0 * inner)
        middle = xp.concatenate([after[1:-1, :1], new, after[1:-1, -1:]], 1)
        return xp.concatenate([after[:1], middle, after[-1:]], 0), before

    return _half_square(xp, xp.repeat(2 * steps, step, (before, after))[0])


def nbody(
    xp: Arrays, n: int, steps: int, h: float, masses: Any, positions: Any, velocities: Any
) -> Any:
    """Bodies that attract each other."""

    def step(state: Any) -> Any:
        x, v = state
        difference = x[None, :, :] - x[:, None, :]
        square = xp.sum(difference * difference, 2) + 0.01
        strength = masses / (square * xp.sqrt(square))
        v = v + h * xp.sum(strength[:, :, None] * difference, 1)
        return x + h * v, v

    return _half_square(xp, xp.repeat(steps, step, (positions, velocities))[0])


def net(
    xp: Arrays,
    samples: int,
    inputs: int,
    hidden: int,
    classes: int,
    first: Any,
    first_biases: Any,
    second: Any,
    second_biases: Any,
    data: Any,
    labels: Any,
) -> Any:
    """A net of two layers."""
    units = xp.rectified(data @ first.T + first_biases)
    scores = units @ second.T + second_biases
    chosen = scores[np.arange(samples), np.asarray(labels)]
    return xp.sum(_log_sum_exp(xp, scores, 1) - chosen) / samples


def least_squares(xp: Arrays, n: int, m: int, coefficients: Any) -> Any:
    """Fit of a polynomial."""
    t = -1.0 + 2.0 * np.arange(n) / (n - 1)
    powers = xp.asarray(np.vander(t, m, increasing=True))
    return _half_square(xp, xp.asarray(np.sign(t)) - powers @ coefficients)


def kmeans(xp: Arrays, n: int, k: int, d: int, points: Any, centroids: Any) -> Any:
    """Distances from the nearest centroids."""
    difference = points[:, None, :] - centroids
    return xp.sum(xp.smallest(xp.sum(difference * difference, 2), 1))


def _turned(xp: Arrays, vectors: Any, points: Any) -> Any:
    """Points (n, 3) turned by rotation vectors (n, 3): Rodrigues' formula."""
    angle = xp.sqrt(xp.sum(vectors * vectors, 1))[:, None]
    axis = vectors / angle
    cosine, sine = xp.cos(angle), xp.sin(angle)
    x, y, z = axis[:, 0], axis[:, 1], axis[:, 2]
    u, v, w = points[:, 0], points[:, 1], points[:, 2]
    product = xp.stack([y * w - z * v, z * u - x * w, x * v - y * u], 1)
    along = xp.sum(axis * points, 1)[:, None]
    return points * cosine + product * sine + axis * along * (1.0 - cosine)


def ba(
    xp: Arrays,
    p: int,
    cameras: Any,
    points: Any,
    weights: Any,
    observations: Any,
    features: Any,
    errors: Any,
    weight_errors: Any,
) -> tuple[Any, ...]:
    """Bundle adjustment."""
    pairs = np.asarray(observations)
    camera, point = cameras[pairs[:, 0]], points[pairs[:, 1]]
    turned = _turned(xp, camera[:, :3], point - camera[:, 3:6])
    plane = turned[:, :2] / turned[:, 2:]
    square = xp.sum(plane * plane, 1)[:, None]
    distortion = 1.0 + camera[:, 9:10] * square + camera[:, 10:11] * square * square
    projected = camera[:, 6:7] * distortion * plane + camera[:, 7:9]
    weight = weights.reshape(p, 1)
    return weight * (projected - features), 1.0 - weight[:, 0] ** 2


def _about_x_and_z(xp: Arrays, bend: Any, spread: Any) -> Any:
    """A joint's rotation (4, 4): about x by one angle (1), then about z by the other one (1)."""
    cb, sb, cs, ss = xp.cos(bend), xp.sin(bend), xp.cos(spread), xp.sin(spread)
    none, one = 0.0 * bend, 0.0 * bend + 1.0
    rows = (
        *(cs, -ss * cb, ss * sb, none),
        *(ss, cs * cb, -cs * sb, none),
        *(none, sb, cb, none),
        *(none, none, none, one),
    )
    return xp.concatenate(rows).reshape(4, 4)


def hand(
    xp: Arrays,
    bones: int,
    vertices: int,
    correspondences: int,
    parents: Any,
    base_relatives: Any,
    inverse_base_absolutes: Any,
    base_positions: Any,
    weights: Any,
    corresponding: Any,
    points: Any,
    theta: Any,
    errors: Any,
) -> tuple[Any, ...]:
    """Hand tracking."""
    # Arrays of one element again.
    bends, spreads = [0.0 * theta[:1]] * bones, [0.0 * theta[:1]] * bones
    for finger in range(5):
        bone, angle = 2 + 4 * finger, 6 + 4 * finger
        bends[bone], spreads[bone] = theta[angle : angle + 1], theta[angle + 1 : angle + 2]
        bends[bone + 1], bends[bone + 2] = (
            theta[angle + 2 : angle + 3],
            theta[angle + 3 : angle + 4],
        )
    absolutes: list[Any] = []
    for bone, parent in enumerate(int(parent) for parent in parents):
        relative = base_relatives[bone] @ _about_x_and_z(xp, bends[bone], spreads[bone])
        absolutes.append(relative if parent < 0 else absolutes[parent] @ relative)
    transforms = xp.stack([absolutes[i] @ inverse_base_absolutes[i] for i in range(bones)])
    moved = xp.einsum("bij,vj->vbi", transforms[:, :3], base_positions)
    skinned = xp.sum(weights[:, :, None] * moved, 1)
    chosen = skinned[np.asarray(corresponding)]
    vectors = theta[None, :3] + 0.0 * chosen
    return (points - theta[3:6] - _turned(xp, vectors, chosen),)


PROGRAMS: Mapping[str, Program] = {
    "lse_objective": lse,
    "gmm_objective": gmm,
    "lstm_objective": lstm,
    "ba_residuals": ba,
    "hand_residuals": hand,
    "descent_objective": descent,
    "fft_objective": fft,
    "ode_objective": ode,
    "rk4_objective": rk4,
    "euler_objective": euler,
    "brusselator_slope": brusselator,
    "taylor_objective": taylor,
    "stencil_objective": stencil,
    "nbody_objective": nbody,
    "net_objective": net,
    "least_squares_objective": least_squares,
    "kmeans_objective": kmeans,
}
"""By the name of the kernel's function."""
