"""``python -m policy_handbook``: the same as ``handboek``."""

from __future__ import annotations

import sys

from .cli import main

sys.exit(main())
