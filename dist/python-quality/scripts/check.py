"""Entry point: read inputs, run the tools, report, exit. Started by run.sh."""

from __future__ import annotations

import os
import sys

# The interpreter is isolated (-I), so it does not look beside this file by itself.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from python_quality.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(os.environ))
