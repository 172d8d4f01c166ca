"""Garbage is collected rarely in what is inside, and as before after it."""

import gc

from xdsl_enzyme.collection import rare_collection


def test_thresholds_are_restored():
    before = gc.get_threshold()
    with rare_collection():
        inside = gc.get_threshold()
        with rare_collection():
            assert gc.get_threshold() == inside
        assert gc.get_threshold() == inside
    assert inside[0] > before[0]
    assert gc.get_threshold() == before


def test_collection_that_is_off_or_rare_stays_so():
    before = gc.get_threshold()
    try:
        for threshold in (0, 1_000_000):
            gc.set_threshold(threshold, 10, 10)
            with rare_collection():
                assert gc.get_threshold()[0] == threshold
            assert gc.get_threshold()[0] == threshold
    finally:
        gc.set_threshold(*before)
