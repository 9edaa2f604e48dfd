"""What a configuration says of itself: its statement, whether it is complete, and its sources."""

from __future__ import annotations

from msgspec.structs import replace

from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Relation,
    composed,
    ordered,
)


def element(role: str, wording: str, *fragments: Fragment, memo: str = "") -> Element:
    return Element(f"{role}-{wording}", role, wording, memo, fragments)


def fragment(record: str, relation: Relation = Relation.SHOWS) -> Fragment:
    return Fragment(
        "f", "e", "outcome", record, relation, "0" * 64, 0, 4, "text", "ana", "2026-01-01", 1, "41"
    )


def configuration(*elements: Element, written: str = "") -> Configuration:
    return Configuration(
        "1" * 64, "C1", ConfigurationStatus.CANDIDATE, "", {}, elements, "ana", "2026-01-01", written
    )


def test_a_statement_is_composed_of_conditions_outcomes_and_reasoning() -> None:
    elements = [
        element("context", "nobody assessed them."),
        element("resource", "an adviser explains what there is"),
        element("outcome", "they change provider less often"),
        element("reasoning", "they know what to ask for;"),
    ]
    assert composed(elements) == (
        "If nobody assessed them, and an adviser explains what there is, then they change provider less often,"
        " because they know what to ask for."
    )


def test_the_words_of_a_source_are_in_quotation_marks_until_somebody_words_them() -> None:
    quoted, worded = (
        element("context", "The text", fragment("r")),
        element("outcome", "they stay", fragment("r")),
    )
    put = fragment("r")
    words = Element("e", "context", "They said\n“no”.", "", (replace(put, quote="They said “no”."),))
    assert (words.as_read, quoted.as_read, worded.as_read) == ("“They said ‘no’.”", "The text", "they stay")
    assert configuration(words, worded).as_read == "If “They said ‘no’.”, then they stay."
    assert configuration(words, worded).statement == "If they said\n“no”, then they stay."
    assert configuration(words, worded, written="As written.").as_read == "As written."


def test_only_a_first_word_that_is_no_name_begins_small_in_a_sentence() -> None:
    elements = [
        element("context", "A board of ministers meets. The chair changes"),
        element("resource", "NHS trusts must reply"),
        element("outcome", "A levels count for less"),
    ]
    assert composed(elements) == (
        "If a board of ministers meets. The chair changes, and NHS trusts must reply, then A levels count for less."
    )


def test_what_a_partial_configuration_lacks_is_shown() -> None:
    assert composed([element("context", "a rural county")]) == "If a rural county, then …."
    assert composed([element("outcome", "fewer crises")]) == "If …, then fewer crises."
    assert composed([]) == ""


def test_a_configuration_is_complete_with_either_part_of_a_mechanism() -> None:
    context, outcome = element("context", "c"), element("outcome", "o")
    assert not configuration(context, outcome).is_complete
    assert configuration(context, element("resource", "r"), outcome).is_complete
    assert configuration(context, element("reasoning", "m"), outcome).is_complete
    assert not configuration(context, element("intervention", "i"), outcome).is_complete


def test_one_source_may_show_and_speak_against() -> None:
    one = configuration(
        element("outcome", "o", fragment("a"), fragment("a", Relation.AGAINST), fragment("b"))
    )
    assert (one.sources, one.sources_that(Relation.AGAINST)) == ({"a", "b"}, {"a"})


def test_a_retroduced_element_has_a_memo_and_nothing_that_shows_it() -> None:
    assert element("reasoning", "trust", memo="what must be true?").is_retroduced
    assert not element("reasoning", "trust", fragment("a"), memo="what must be true?").is_retroduced
    assert element(
        "reasoning", "trust", fragment("a", Relation.AGAINST), memo="what must be true?"
    ).is_retroduced
    assert not element("reasoning", "trust").is_retroduced


def test_roles_of_the_map_come_before_the_mechanism() -> None:
    assert ordered(["actor", "outcome"]) == ("context", "actor", "resource", "outcome", "reasoning")
