"""The list of stop words, and why it is kept here."""

import subprocess
import sys

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from review.learning.features.stop_words import STOP_WORDS

FIRST_ORDER = """
import sys
from review.domain import Order
from review.project.learning.learner import Learner
from tests.project.learning.test_process import material
assert Learner(material()).queue("title-abstract", Order.RELEVANCE).items
print("sklearn" in sys.modules)
"""


def test_the_list_is_scikit_learns():
    assert STOP_WORDS == ENGLISH_STOP_WORDS


def test_the_first_order_does_without_loading_scikit_learn():
    done = subprocess.run([sys.executable, "-c", FIRST_ORDER], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
