"""The ratios as a bar chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.record import Results


def draw(results: Results, path: Path) -> None:
    """How many times as long as the function its gradient takes, on a logarithmic scale; the file's suffix says the format."""
    # Otherwise each run gives an SVG file of its own.
    mpl.rcParams["svg.hashsalt"] = "xdsl-enzyme"
    inputs = list(dict.fromkeys((one.kernel, one.size) for one in results.records))
    tools = list(dict.fromkeys(one.tool for one in results.records))
    ratios = {(one.kernel, one.size, one.tool): one.ratio for one in results.records}
    width = 0.8 / len(tools)
    figure = Figure(figsize=(2 + 0.9 * len(inputs), 4.5), layout="constrained")
    # Much of matplotlib has no types.
    axes: Any = figure.subplots()
    for number, tool in enumerate(tools):
        shown = [(i, ratios[*one, tool]) for i, one in enumerate(inputs) if (*one, tool) in ratios]
        places = [i + (number - (len(tools) - 1) / 2) * width for i, _ in shown]
        bars = axes.bar(places, [ratio for _, ratio in shown], width, label=tool)
        axes.bar_label(bars, fmt="%.1f", fontsize=7, padding=1)
    axes.set_yscale("log")
    axes.axhline(1.0, color="black", linewidth=0.8)
    axes.set_xticks(
        range(len(inputs)), [f"{kernel}\n{size}" for kernel, size in inputs], fontsize=8
    )
    axes.set_ylabel("time of the gradient / time of the function")
    axes.legend()
    cast(Any, figure).savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
