"""``python -m tests.release [--extras] [--pdfs FOLDER] [PYTHON …]``; without PYTHON, the one that runs this.

It needs nothing but Python, pip's usual sources and, for the screen, tmux. The files of the release are in ``dist/`` after it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.release.building import build, check_contents
from tests.release.environment import Environment
from tests.release.main_job import do_main_job, show_the_demonstration, use_extras

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Build, then install and try each file with each Python; the first thing that is wrong ends it."""
    parser = argparse.ArgumentParser(prog="python -m tests.release")
    parser.add_argument("--pdfs", type=Path, default=ROOT / "corpus", help="a folder of PDFs to read")
    parser.add_argument("--extras", action="store_true", help="install the extras, too, and use them")
    parser.add_argument("pythons", nargs="*", default=[sys.executable], metavar="PYTHON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="realist-review-release-") as folder:
        work = Path(folder)
        sdist, wheel = build(ROOT, work / "tools")
        check_contents(ROOT, sdist, wheel)
        for number, python in enumerate(options.pythons):
            environment = Environment.made(python, work / f"{number}")
            environment.install(wheel)
            do_main_job(environment, options.pdfs)
            if options.extras:
                use_extras(environment)
            environment.uninstall()
            # The libraries are there now; what is tried is that the source distribution makes the same program.
            environment.install(sdist)
            show_the_demonstration(environment)
            environment.uninstall()


if __name__ == "__main__":
    main()
