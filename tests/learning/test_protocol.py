import msgspec

from review.domain import (
    CodeSuggestion,
    PassageSuggestion,
    Queue,
    QueueItem,
    RecordSuggestions,
    SourceTypeSuggestion,
)
from review.domain.suggestions.against import AgainstItem, AgainstQueue
from review.learning.protocol import AgainstAnswer, Answered, AnyAnswer, QueueAnswer, RecordAnswer

CODE = CodeSuggestion("T1", 0.5, (("market", 0.2), ("[/bold]\x1b", -0.1)), (("RA", 0.3),), calibrated=True)


def there_and_back(answer: AnyAnswer) -> AnyAnswer:
    line = msgspec.json.encode(Answered(1, answer))
    assert b"\n" not in line
    return msgspec.json.decode(line, type=Answered).answer


def test_what_is_suggested_comes_through_json_unchanged():
    queue = Queue(
        (QueueItem("r", 0.9, (("care", 0.1),)), QueueItem("s", 0.1)),
        "relevance 1a2b (30 decisions)",
        30,
        True,
    )
    assert there_and_back(QueueAnswer(queue)) == QueueAnswer(queue)
    suggestions = RecordSuggestions(
        "r",
        (CODE,),
        (SourceTypeSuggestion("policy", 0.4, (("act", 0.1),)),),
        (PassageSuggestion(0, 9, (CODE,)),),
        "m",
    )
    against = AgainstQueue((AgainstItem("r", 0, 9, 0.4, "the rival RA's words", (("act", 0.1),)),), "m", True)
    assert there_and_back(AgainstAnswer(against)) == AgainstAnswer(against)
    assert there_and_back(RecordAnswer(suggestions)) == RecordAnswer(suggestions)
