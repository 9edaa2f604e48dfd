"""The code of places is loaded while nobody waits for it."""

import subprocess
import sys

from review.tui.app import ReviewApp
from review.tui.places.ahead import PLACES


def test_every_place_but_the_first_is_loaded_ahead():
    own = {name.replace("-", "_") for name in ReviewApp.MODES} - {"library", "model"}
    assert {*PLACES} == own | {"reader", "accuracy"}


def test_no_more_is_loaded_once_the_program_has_ended():
    program = (
        "import sys; from review.tui.places.ahead import load_places; answers = iter([True, False]);"
        "load_places(lambda: next(answers), {});"
        "print([f'review.tui.places.{name}.screen' in sys.modules for name in ('reader', 'team')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, False]\n"
