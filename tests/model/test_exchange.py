import json

from review.model import (
    CodeSuggestion,
    PassageSuggestion,
    Queue,
    QueueItem,
    RecordSuggestions,
    SourceTypeSuggestion,
)
from review.model.exchange import queue_from_plain, suggestions_from_plain, to_plain

CODE = CodeSuggestion("T1", 0.5, (("market", 0.2), ("[/bold]\x1b", -0.1)), (("RA", 0.3),), calibrated=True)


def test_what_is_suggested_comes_through_json_unchanged():
    queue = Queue(
        (QueueItem("r", 0.9, (("care", 0.1),)), QueueItem("s", 0.1)),
        "relevance 1a2b (30 decisions)",
        30,
        True,
    )
    assert queue_from_plain(json.loads(json.dumps(to_plain(queue)))) == queue
    suggestions = RecordSuggestions(
        "r",
        (CODE,),
        (SourceTypeSuggestion("policy", 0.4, (("act", 0.1),)),),
        (PassageSuggestion(0, 9, (CODE,)),),
        "m",
    )
    assert suggestions_from_plain(json.loads(json.dumps(to_plain(suggestions)))) == suggestions
