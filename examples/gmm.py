"""Fits a mixture of Gaussians whose likelihood is computed by a C program, with the gradient of that program.

::

    python examples/gmm.py
"""

from pathlib import Path

import numpy as np

import xdsl_enzyme as xe

SOURCE = Path(__file__).parent.parent / "benchmarks" / "kernels" / "gmm.c"


def clusters(generator: np.random.Generator, centres: np.ndarray, each: int) -> np.ndarray:
    """`each` points around each centre."""
    noise = 0.3 * generator.normal(size=(len(centres), each, centres.shape[1]))
    return (centres[:, None, :] + noise).reshape(-1, centres.shape[1])


def main() -> None:
    """Find three clusters by gradient ascent."""
    generator = np.random.default_rng(1)
    centres = np.array([[-2.0, 0.0], [1.0, 1.5], [2.0, -1.0]])
    x = clusters(generator, centres, each=100)
    (n, d), k = x.shape, len(centres)

    f = xe.load(SOURCE, "gmm_objective")
    print(f.signature)

    alphas, q, below = np.zeros(k), np.zeros((k, d)), np.zeros((k, d * (d - 1) // 2))
    means = generator.normal(size=(k, d))
    value_and_grad = xe.value_and_grad(f, argnums=(3, 4, 5, 6))
    for step in range(301):
        value, gradients = value_and_grad(d, k, n, alphas, means, q, below, x, 1.0, 0)
        if step % 100 == 0:
            print(f"step {step:3d}  log-likelihood {value:9.2f}")
        parameters = (alphas, means, q, below)
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter += 1e-3 * gradient

    print("centres found:")
    print(means[np.argsort(means[:, 0])].round(2))


if __name__ == "__main__":
    main()
