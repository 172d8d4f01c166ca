"""Which functions look ahead for the end of the stack."""

import re

from xdsl_enzyme.lowering.stack_probes import probe_stack

MODULE = """
define void @leaf(i64 %n) {
  ret void
}

define internal void @"self"(i64 %n) {
entry:                                            ; no predecessors
  call void @leaf(i64 %n)
  call void @"self"(i64 %n)
  ret void
}

define void @even(i64 %n) {
  call void @odd(i64 %n)
  ret void
}

define void @odd(i64 %n) {
  call void @even(i64 %n)
  ret void
}

define void @user(i64 %n) {
  call void @even(i64 %n)
  ret void
}
"""


def test_functions_that_may_call_themselves_look_ahead_first_of_all():
    probed = probe_stack(MODULE)
    bodies = {
        match["name"]: match["body"].splitlines()
        for match in re.finditer(
            r'^define [^@]*@"?(?P<name>\w+)[^\n]*\n(?:entry:[^\n]*\n)?(?P<body>.*?)^}',
            probed,
            re.M | re.S,
        )
    }
    assert {name for name, body in bodies.items() if "load volatile" in "".join(body)} == {
        "self",
        "even",
        "odd",
    }
    assert "stacksave" in bodies["self"][0]
    assert probed.count("declare ptr @llvm.stacksave.p0()") == 1


def test_without_recursion_nothing_changes():
    alone = MODULE[: MODULE.index("define internal")]
    assert probe_stack(alone) == alone
