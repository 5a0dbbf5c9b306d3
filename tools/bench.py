"""``make bench``: how fast Karavel is, each figure beside its reference in the same run; ``--help`` says more."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(importlib.import_module("tools.benchmarks.main").main())
