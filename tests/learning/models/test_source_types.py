from msgspec import structs

from review.domain import RecordText
from review.learning.evaluation.evaluation import of_source_types
from review.learning.features.words import WordTable
from review.learning.models.source_types import SourceTypeSuggester
from tests.learning.material import A_MAP

STUDY = RecordText(
    "study", "Choice in practice", "Methods: interviews with a sample of forty people", "", "Journal"
)
POLICY = RecordText("policy", "The Care Act", "An analysis of government legislation and policy", "", "HMSO")


def suggester(records: list[RecordText], **types: str) -> SourceTypeSuggester:
    return SourceTypeSuggester(WordTable(), A_MAP, records, types)


def best(made: SourceTypeSuggester, record: RecordText) -> str:
    return made.of_record(record)[0].source_type


def test_before_any_type_is_set_the_descriptions_suggest():
    made = suggester([STUDY, POLICY])
    assert (best(made, STUDY), best(made, POLICY)) == ("empirical", "policy")
    assert not made.of_record(STUDY)[0].calibrated


def test_types_that_were_set_are_learned():
    letters = [RecordText(f"l{n}", f"Letter {n}", "Dear Sir, cows and milk") for n in range(4)]
    made = suggester(letters, l0="policy", l1="policy")
    assert best(made, letters[3]) == "policy"


def test_types_that_are_not_in_the_map_and_records_that_are_gone_are_passed_over():
    made = suggester([STUDY], study="no such type", gone="policy")
    assert best(made, STUDY) == "empirical"
    assert of_source_types(made.model, made.types, made.known).reason == "not enough labels yet (0 of 10)"


def test_a_map_without_source_types_has_nothing_to_suggest_or_to_measure():
    made = SourceTypeSuggester(WordTable(), structs.replace(A_MAP, source_types=()), [STUDY], {})
    assert made.of_record(STUDY) == ()
    assert of_source_types(made.model, made.types, made.known).reason == "not enough labels yet (0 of 10)"


def test_how_often_the_first_type_is_right_is_measured_once_there_are_ten():
    records = [
        RecordText(f"{kind}{n}", kind * 5, f"{kind} text {n}") for kind in ("cow", "cat") for n in range(6)
    ]
    types = {record.record: "policy" if "cow" in record.record else "empirical" for record in records}
    made = suggester(records, **types)
    figures = of_source_types(made.model, made.types, made.known)
    assert figures.accuracy == 1
    assert figures.labels == 12


def test_where_a_work_appeared_tells_its_type():
    kinds = {"empirical": "Journal of Care. doi 10.1136", "policy": "HM Government. report"}
    records = [
        RecordText(f"{kind}{n}", "Care in towns", published=published)
        for kind, published in kinds.items()
        for n in range(3)
    ]
    types = {record.record: record.record[:-1] for record in records if not record.record.endswith("2")}
    made = suggester(records, **types)
    assert [best(made, record) for record in records if record.record not in types] == list(kinds)
