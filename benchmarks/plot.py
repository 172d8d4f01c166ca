"""Results as pictures: ratios of all tools, and how times and tapes grow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.record import OUR_TOOL, Record, Results

_MARKERS = "os^Dv<>P"


def draw(several: Sequence[Results], path: Path) -> None:
    """
    Side by side: of each run how many times as long as the function its derivative takes, on a logarithmic scale, with the quartiles; of each
    measurement of growth the times and tapes over the size, or the times to make gradients over the number of operations, all logarithmic. The file's suffix
    says the format.
    """
    # Otherwise each run gives an SVG file of its own.
    mpl.rcParams["svg.hashsalt"] = "xdsl-enzyme"
    runs = [one for one in several if not one.growing and not one.makings]
    made = [results for results in several if results.makings]
    grown = [results for results in several if results.growing]
    inputs = max((len(_inputs(results)) for results in runs), default=0)
    columns = len(runs) + len(made) + 2 * len(grown)
    figure = Figure(
        figsize=(2.0 + 5.0 * columns, max(5.0, 1.5 + 0.3 * inputs)), layout="constrained"
    )
    # Much of matplotlib has no types.
    all_axes: Any = figure.subplots(1, columns, squeeze=False)[0]
    axes = iter(all_axes)
    for results in runs:
        _draw_ratios(results, next(axes))
    for results in grown:
        _draw_growth(results, next(axes), next(axes))
    for results in made:
        _draw_makings(results, next(axes))
    cast(Any, figure).savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _inputs(results: Results) -> list[tuple[str, str]]:
    return list(dict.fromkeys((one.kernel, one.size) for one in results.records))


def _draw_ratios(results: Results, axes: Any) -> None:
    inputs = _inputs(results)
    places = {one: -number for number, one in enumerate(inputs)}
    quartiles = {
        (details.kernel, details.size, tool): spread
        for details in results.details
        for tool, spread in details.quartiles_s.items()
    }
    tools = list(dict.fromkeys(one.tool for one in results.records))
    for number, tool in enumerate(tools):
        records = [one for one in results.records if one.tool == tool]
        spreads = [_spread(one, quartiles.get((one.kernel, one.size, tool))) for one in records]
        axes.errorbar(
            [one.ratio for one in records],
            [places[one.kernel, one.size] for one in records],
            xerr=list(zip(*spreads, strict=True)),
            fmt=_MARKERS[number % len(_MARKERS)],
            markersize=6 if tool == OUR_TOOL else 4,
            capsize=2,
            linewidth=0.8,
            label=tool,
        )
    axes.set_xscale("log")
    axes.axvline(1.0, color="black", linewidth=0.8)
    axes.grid(axis="both", linewidth=0.3)
    axes.set_yticks(
        list(places.values()), [f"{kernel} {size}" for kernel, size in inputs], fontsize=8
    )
    axes.set_xlabel("time of the derivative / time of the function")
    axes.set_title(results.environment.get("flags", ""), fontsize=9)
    axes.legend(fontsize=8)


def _spread(record: Record, quartiles: Sequence[float] | None) -> tuple[float, float]:
    """How far the quartiles of the ratio are below and above it."""
    if quartiles is None:
        return 0.0, 0.0
    lower, upper = quartiles
    return (record.gradient_s - lower) / record.primal_s, (
        upper - record.gradient_s
    ) / record.primal_s


def _draw_growth(results: Results, times: Any, tapes: Any) -> None:
    for number, kernel in enumerate(results.growing):
        records = [one for one in results.records if one.kernel == kernel and one.tool == OUR_TOOL]
        sizes = [int(one.size) for one in records]
        colour = f"C{number}"
        times.plot(sizes, [one.primal_s for one in records], "--", color=colour, linewidth=0.8)
        times.plot(sizes, [one.gradient_s for one in records], "o-", color=colour, label=kernel)
        tapes.plot(
            sizes, [one.tape_bytes or 0 for one in records], "o-", color=colour, label=kernel
        )
    times.set_ylabel("seconds (dashed: the function)")
    tapes.set_ylabel("bytes of tape")
    tapes.set_yscale("symlog", linthresh=1024)
    times.set_yscale("log")
    for axes in (times, tapes):
        axes.set_xscale("log")
        axes.set_xlabel("size")
        axes.grid(linewidth=0.3)
        axes.legend(fontsize=8)


def _draw_makings(results: Results, axes: Any) -> None:
    for shape in dict.fromkeys(one.shape for one in results.makings):
        makings = [one for one in results.makings if one.shape == shape]
        seconds = [sum(one.seconds.values()) for one in makings]
        axes.plot([one.operations for one in makings], seconds, "o-", label=shape)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("operations of the program")
    axes.set_ylabel("seconds to make its gradient, without LLVM's")
    axes.grid(linewidth=0.3)
    axes.legend(fontsize=8)
