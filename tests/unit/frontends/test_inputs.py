"""Reading what compilers list for `make`."""

from __future__ import annotations

from pathlib import Path

from xdsl_enzyme.frontends.inputs import Inputs, listed_files
from xdsl_enzyme.frontends.load import link_sources, source_paths


def test_names_are_unescaped():
    rule = "f.o: f.c \\\n  /usr/include/math.h \\\n  my\\ header.h a$$b.h c\\#.h\n"
    names = {"f.c", "/usr/include/math.h", "my header.h", "a$b.h", "c#.h"}
    assert listed_files(rule) == set(map(Path, names))


def test_a_compiler_that_lists_nothing(tmp_path: Path):
    inputs = Inputs(set())
    with inputs.listing(str(tmp_path)):
        pass
    assert not inputs.are_known


def test_headers_of_c_are_known(tmp_path: Path):
    header, source = tmp_path / "my header.h", tmp_path / "f.c"
    header.write_text("#define TWO 2.0\n")
    source.write_text('#include "my header.h"\ndouble f(double x) { return TWO * x; }\n')
    assert link_sources(source_paths(source), (), 2).inputs == {source, header}
