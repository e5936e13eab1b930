"""``python -m beurteilung``: the command line."""

import sys

from beurteilung.cli import main

sys.exit(main())
