"""The digest of the texts names models, so it stays what it was."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from review.domain import RecordText
from review.learning.review_models import ReviewModels, Texts
from tests.learning.material import A_MAP

TEXT = st.text() | st.sampled_from(['"A\\b"\n', "a\x7fb", "né", "\ud800"])


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=3))
def test_it_is_that_of_the_texts_as_json(texts):
    models = ReviewModels(A_MAP, Texts([RecordText(*four) for four in texts]))
    as_json = "".join(json.dumps(list(four)) for four in texts)
    assert models.records_digest == hashlib.sha256(as_json.encode()).hexdigest()
