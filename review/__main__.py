"""``python -m review``: the same as the command ``review``."""

import sys

from review.cli import main

if __name__ == "__main__":
    sys.exit(main())
