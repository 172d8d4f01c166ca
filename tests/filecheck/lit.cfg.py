"""lit configuration of the filecheck tests: each file runs its `RUN:` lines. Outputs go to the parameter `exec_root`."""

import os
import sys

import lit.formats

config.name = "xdsl-enzyme"  # noqa: F821
config.test_format = lit.formats.ShTest(execute_external=False)  # noqa: F821
config.suffixes = [".mlir", ".ll", ".c"]  # noqa: F821
config.test_source_root = os.path.dirname(__file__)  # noqa: F821
config.test_exec_root = lit_config.params.get(  # noqa: F821
    "exec_root",
    os.path.join(config.test_source_root, "Output"),  # noqa: F821
)
# The tools of the environment that runs lit come first, whether or not it is activated.
config.environment["PATH"] = os.pathsep.join(  # noqa: F821
    [os.path.dirname(sys.executable), os.environ.get("PATH", "")]
)
# The package that is tested, the compilers that the tests use, and where they may write.
for name in ("PYTHONPATH", "XDSL_ENZYME_CC", "XDG_CACHE_HOME", "ZIG_GLOBAL_CACHE_DIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]  # noqa: F821
