"""Debug locations, and the metadata of memory accesses."""

from __future__ import annotations

from xdsl.dialects.builtin import DictionaryAttr, FileLineColLoc, StringAttr

from tests.unit.frontends.reading import find_function, ops_named, read
from xdsl_enzyme.errors import source_location

DEBUG = """
define double @f(double %x) !dbg !4 {
  %y = fmul double %x, %x, !dbg !7
  %z = fadd double %y, %x, !dbg !9
  ret double %z
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "dir/a b.c", directory: "/home")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 3, type: !3, spFlags: DISPFlagDefinition, unit: !0)
!5 = distinct !DILexicalBlock(scope: !4, line: 4, column: 1)
!6 = !DIFile(filename: "b.h", directory: "/home")
!7 = !DILocation(line: 5, column: 12, scope: !5)
!8 = !DILexicalBlockFile(scope: !4, file: !6, discriminator: 0)
!9 = !DILocation(line: 7, scope: !8)
"""

MEMORY = """
define double @f(ptr %p, ptr %q) {
  %x = load double, ptr %p, !tbaa !0, !alias.scope !4, !noalias !7
  store double %x, ptr %q, !tbaa !0, !noalias !4, !nontemporal !9
  ret double %x
}
!0 = !{!1, !1, i64 0}
!1 = !{!"double", !2}
!2 = !{!"root"}
!3 = distinct !{!3}
!4 = !{!5}
!5 = distinct !{!5, !3}
!6 = distinct !{!6, !3}
!7 = !{!6}
!9 = !{i32 1}
"""


def test_debug_locations():
    module = read(DEBUG)
    assert source_location(ops_named(module, "arith.mulf")[0]) == "dir/a b.c:5:12"
    assert source_location(ops_named(module, "arith.addf")[0]) == "b.h:7:0"
    assert source_location(find_function(module, "f")) == "dir/a b.c:3:0"
    assert not isinstance(ops_named(module, "func.return")[0].location, FileLineColLoc)


def test_alias_metadata():
    module = read(MEMORY)
    load, store = ops_named(module, "llvm.load")[0], ops_named(module, "llvm.store")[0]
    nodes = module.attributes["llvm.metadata"]
    assert isinstance(nodes, DictionaryAttr)
    texts = {
        name: value.data for name, value in nodes.data.items() if isinstance(value, StringAttr)
    }

    def text(op: object, name: str) -> str:
        value = op.attributes[name]  # pyright: ignore
        return texts[value.data]  # pyright: ignore

    assert "i64 0" in text(load, "tbaa")
    assert load.attributes["tbaa"] == store.attributes["tbaa"]
    assert load.attributes["alias_scopes"] == store.attributes["noalias_scopes"]
    assert load.attributes["noalias_scopes"] != load.attributes["alias_scopes"]
    # All that the nodes refer to is there, and nothing else.
    assert len(texts) == 8
    assert '!{!"root"}' in texts.values()


def test_no_metadata_without_use():
    assert "llvm.metadata" not in read(DEBUG).attributes
