"""Our passes in what shows xDSL's passes: `xdsl-gui` in a terminal, and marimo notebooks."""

from __future__ import annotations

import asyncio

import marimo
from xdsl.interactive.app import InputApp
from xdsl.interactive.passes import get_condensed_pass_list, get_new_registered_context
from xdsl.parser import Parser
from xdsl.universe import Universe
from xdsl.utils.marimo import pipeline_html

from xdsl_enzyme.passes.cache import CachePass
from xdsl_enzyme.passes.lower_cache import LowerCachePass
from xdsl_enzyme.passes.reverse import EnzymeReversePass
from xdsl_enzyme.universe import PASSES

PROGRAM = """
func.func @square(%x: f64) -> f64 {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func @slope(%x: f64, %seed: f64) -> f64 {
  %dx = enzyme.autodiff @square(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  func.return %dx : f64
}
"""
DIALECTS = tuple(Universe.get_multiverse().all_dialects.items())
OURS = tuple((name, factory()) for name, factory in PASSES.items())


def test_the_passes_that_apply_are_found():
    context = get_new_registered_context(DIALECTS)
    module = Parser(context, PROGRAM).parse_module()
    names = {str(one).split("{")[0] for one in get_condensed_pass_list(context, module, OURS)}
    assert "enzyme-reverse" in names
    assert "enzyme-forward" not in names


def test_the_terminal_shows_a_gradient():
    async def run() -> str:
        app = InputApp(DIALECTS, OURS)
        async with app.run_test() as pilot:
            app.input_text_area.clear()
            app.input_text_area.insert(PROGRAM)
            await pilot.pause()
            app.pass_pipeline = (EnzymeReversePass(),)
            await pilot.pause()
            return app.output_text_area.text

    assert "func.call @square.gradient(%x, %seed)" in asyncio.run(run())


def test_a_notebook_shows_each_pass():
    context = get_new_registered_context(DIALECTS)
    module = Parser(context, PROGRAM).parse_module()
    passes = [
        (marimo.md(one.name), one) for one in (EnzymeReversePass(), CachePass(), LowerCachePass())
    ]
    _, result, page = pipeline_html(context, module, passes)
    assert "@square.gradient" in str(result)
    assert "enzyme-lower-cache" in page.text
