import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.errors import TheoryMapError
from review.journal.validity import workable_map
from review.theory_map.reading import LARGEST, checked, parse_theory_map, read_theory_map
from review.theory_map.values import from_plain
from review.theory_map.writing import to_yaml
from review.theory_map.yaml_file import MOST_LISTED
from tests.examples import examples
from tests.theory_map.maps import SHIPPED, SMALL, edited, small_map


def mistakes(data: bytes) -> list[str]:
    with pytest.raises(TheoryMapError) as raised:
        parse_theory_map(data)
    return str(raised.value).splitlines()


def test_a_map_is_read_with_everything_in_it() -> None:
    theory_map = small_map()

    assert [code.id for code in theory_map.theories] == ["T1", "T2"]
    assert theory_map.theories[0].subthemes[0].name == "Competition"
    assert theory_map.rival_framings[0].rivals == ("T1", "T2")
    assert [(stage.id, stage.reviewers) for stage in theory_map.stages] == [
        ("title-abstract", 1),
        ("theory-map", 2),
    ]
    assert [(criterion.id, criterion.excludes) for criterion in theory_map.criteria] == [
        ("I1", False),
        ("E1", True),
    ]
    assert theory_map.source_types[0].name == "Empirical study"
    assert theory_map.facets[0].values == ("women", "older people")


def test_an_exclusion_needs_a_criterion_at_the_theory_map_stage_unless_the_map_says_otherwise() -> None:
    stages = {stage.id: stage.criterion_required for stage in small_map().stages}
    free = parse_theory_map(edited("{reviewers: 2}", "{criterion_required: no}"))

    assert stages == {"title-abstract": False, "theory-map": True}
    assert not free.stage("theory-map").criterion_required


@pytest.mark.parametrize(
    ("text", "cut", "place"),
    [
        ("{text: Too old,", "{text: Too old, or too young,", "criteria.exclude.E1.or too young"),
        ("{name: Empirical study}", "{name: Interviews, surveys}", "source_types.empirical.surveys"),
        ("{name: Population,", "{name: Population, or group,", "facets.population.or group"),
    ],
)
def test_a_text_that_a_comma_cuts_off_is_a_mistake_with_its_line_and_cure(
    text: str, cut: str, place: str
) -> None:
    data = edited(text, cut)
    line = next(number for number, one in enumerate(data.decode().splitlines(), 1) if cut in one)
    cure = "if it is the rest of a text with a comma, put the text in quotation marks"
    assert mistakes(data) == [f"theory_map.yaml:{line}: {place}: unknown name without a value; {cure}"]
    written = cut.replace(": ", ': "', 1)
    end = "}" if written.endswith("}") else ","
    assert parse_theory_map(edited(text, f'{written.removesuffix(end)}"{end}'))


@pytest.mark.parametrize(
    ("text", "cut", "place"),
    [
        ("{text: Too old,", "{text: Too old, key_terms,", "criteria.exclude.E1.key_terms"),
        ("{name: Empirical study}", "{name: Study, description}", "source_types.empirical.description"),
        ("{text: On the market, stage: title-abstract, group: topic}",
         "{text: On the market, stage: title-abstract, group}", "criteria.include.I1.group"),
    ],
)  # fmt: skip
def test_a_rest_of_a_text_that_is_a_known_name_is_a_mistake_too(text: str, cut: str, place: str) -> None:
    data = edited(text, cut)
    line = next(number for number, one in enumerate(data.decode().splitlines(), 1) if cut in one)
    cure = "if it is the rest of a text with a comma, put the text in quotation marks"
    assert mistakes(data) == [f"theory_map.yaml:{line}: {place}: a name without a value; {cure}"]


def test_a_known_name_with_a_colon_or_where_any_name_can_stand_needs_no_value() -> None:
    assert parse_theory_map(edited("{name: Empirical study}", "{name: Study, description: , key_terms : }"))
    assert parse_theory_map(edited("  theory-map: {reviewers: 2}", "  theory-map:\n    reviewers:"))
    assert "unknown" in mistakes(edited("{reviewers: 2}", "{reviewers: 2, name}"))[0]


def test_a_meaning_that_a_comma_cuts_off_is_a_mistake() -> None:
    levels = "appraisal: {dimensions: {rigour: {levels: {high: Fits, and is reported, low: No}}}}\nfacets:\n"
    assert any("and is reported" in one for one in mistakes(edited("facets:\n", levels)))
    categories = edited("categories:\n  market: Care as a market", "categories: {market: Care, as a market}")
    assert any("as a market" in one for one in mistakes(categories))


def test_shares_of_unswayed_work_are_none_unless_the_map_sets_them() -> None:
    with_shares = parse_theory_map(edited("facets:\n", "suggestions: {blind_share: 0.2}\nfacets:\n"))

    assert (small_map().shares.blind, small_map().shares.random) == (0, 0)
    assert (with_shares.shares.blind, with_shares.shares.random) == (0.2, 0)


def test_enter_accepts_from_a_third_unless_the_map_says_otherwise() -> None:
    strict = parse_theory_map(edited("facets:\n", "suggestions: {accept_from: 0.5}\nfacets:\n"))

    assert small_map().accept_from == 0.3
    assert strict.accept_from == 0.5
    assert parse_theory_map(edited("facets:\n", "suggestions:\nfacets:\n")).accept_from == 0.3


def test_sentence_vectors_are_used_unless_the_map_says_otherwise() -> None:
    without = parse_theory_map(edited("facets:\n", "suggestions: {semantic: false}\nfacets:\n"))

    assert small_map().uses_semantics
    assert not without.uses_semantics
    assert not from_plain(without.to_plain()).uses_semantics


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("", ("en",)),
        ("language:", ("en",)),
        ("language: de", ("de",)),
        ("language: German", ("de",)),
        ("language: [en, french]", ("en", "fr")),
        ("language: [pt-BR, Norwegian Bokmål]", ("pt", "nb")),
        ("language: no", ("no",)),
        ("language: [Deutsch, 中文]", ("de", "zh")),
    ],
)
def test_the_languages_of_the_texts_are_named_by_code_or_name(
    written: str, languages: tuple[str, ...]
) -> None:
    read = parse_theory_map(edited("facets:\n", f"{written}\nfacets:\n"))

    assert read.languages == languages
    assert parse_theory_map(to_yaml(read).encode()) == read


@pytest.mark.parametrize(
    ("others", "languages"),
    [(["xx", "de", 5, "de"], ("de",)), (["xx"], ("en",)), ("\x1b[31m", ("en",)), ([{}], None), (5, None)],
)
def test_only_known_languages_of_maps_that_others_wrote_count(
    others: object, languages: tuple[str, ...] | None
) -> None:
    found = workable_map(small_map().to_plain() | {"language": others})

    assert (found and found.languages) == languages


@pytest.mark.parametrize("name", ["accept_from", "blind_share", "random_share"])
def test_a_map_of_others_whose_shares_are_none_is_not_worked_with(name: str) -> None:
    plain = small_map().to_plain()
    assert workable_map(plain | {"suggestions": {name: 0.25}})
    for wrong in ("0.5", 2, -0.1, True, [], {}):
        assert workable_map(plain | {"suggestions": {name: wrong}}) is None


ONE_MISTAKE = [
    (
        "facets:\n",
        "language: Germn\nfacets:\n",
        "37: language: Unknown language 'Germn'. Did you mean 'German'?",
    ),
    (
        "facets:\n",
        "language: [en, xx]\nfacets:\n",
        "37: language: Unknown language 'xx'. Write an ISO 639-1 code, such as de, or an English name",
    ),
    ("facets:\n", "language: [en, English]\nfacets:\n", "37: language: 'en' is listed twice"),
    (
        "facets:\n",
        "language: {de: 1}\nfacets:\n",
        "37: language: is not a language; write one (de) or a list ([de, en])",
    ),
    ("facets:\n", "language: []\nfacets:\n", "37: language: needs at least one entry"),
    (
        "facets:\n",
        "appraisal: {dimensions: {rigour: {levels: {hihg: It fits}}}}\nfacets:\n",
        "37: appraisal.dimensions.rigour.levels.hihg: Unknown level 'hihg'. Did you mean 'high'?",
    ),
    (
        "facets:\n",
        "appraisal: {dimensions: {because: {}}}\nfacets:\n",
        "37: appraisal.dimensions.because: 'because' is a column of the export appraisal; use another identifier",
    ),
    (
        "facets:\n",
        "configuration_roles:\n  context: {key: x}\nfacets:\n",
        "38: configuration_roles.context: every review has the role 'context'; list only others",
    ),
    (
        "facets:\n",
        "configuration_roles:\n  actor: {key: ab}\nfacets:\n",
        "38: configuration_roles.actor.key: 'ab' is not one character",
    ),
    (
        "facets:\n",
        "configuration_roles:\n  actor: {key: x}\n  aim: {key: x}\nfacets:\n",
        "39: configuration_roles.aim.key: 'x' key already used (configuration_roles.actor.key)",
    ),
    (
        "facets:\n",
        "suggestions: {accept_from: 30}\nfacets:\n",
        "37: suggestions.accept_from: 30 is not a score; write a number from 0 to 1, such as 0.3",
    ),
    (
        "facets:\n",
        "suggestions: {blind_share: 20}\nfacets:\n",
        "37: suggestions.blind_share: 20 is not a share; write a number from 0 to 1, such as 0.2",
    ),
    (
        "facets:\n",
        "suggestions: {random_share: some}\nfacets:\n",
        "37: suggestions.random_share: 'some' is not a number",
    ),
    (
        "facets:\n",
        "suggestions: {semantic: maybe}\nfacets:\n",
        "37: suggestions.semantic: 'maybe' is neither true nor false",
    ),
    ("T2]\nstages", "T9]\nstages", "26: rival_framings.RA.rivals: Unknown theory 'T9'. Theories: T1, T2"),
    (
        "T2]\nstages",
        "t2]\nstages",
        "26: rival_framings.RA.rivals: Unknown theory 't2'. Did you mean 'T2'?",
    ),
    (
        "category: market\n    proposition: Councils must",
        "category: markets\n    proposition: Councils must",
        "18: theories.T2.category: Unknown category 'markets'. Did you mean 'market'?",
    ),
    (
        "stage: title-abstract}",
        "stage: title}",
        "34: criteria.exclude.E1.stage: Unknown stage 'title'. Stages: title-abstract, theory-map",
    ),
    ("    name: Market limits\n", "", "16: theories.T2.name: is missing"),
    ("name: Market limits", "name: ''", "17: theories.T2.name: is empty"),
    ("name: Market limits", "name:", "17: theories.T2.name: is empty"),
    (
        "proposition: Councils must shape the market.",
        "proposition: '  '",
        "19: theories.T2.proposition: is empty",
    ),
    ("title: A small review\n", "", "1: title: is missing"),
    (
        "proposition: Councils must",
        "propostion: x\n    proposition: Councils must",
        "19: theories.T2.propostion: unknown name; did you mean 'proposition'?",
    ),
    ("facets:\n", "facet:\n", "37: facet: unknown name; did you mean 'facets'?"),
    (
        "{reviewers: 2}",
        "{reviewer: 2}",
        "29: stages.theory-map.reviewer: unknown name; did you mean 'reviewers'?",
    ),
    ("{reviewers: 2}", "{reviewers: two}", "29: stages.theory-map.reviewers: 'two' is not a whole number"),
    ("{reviewers: 2}", "{reviewers: 0}", "29: stages.theory-map.reviewers: is not a number from 1 to 99"),
    (
        "{reviewers: 2}",
        "{criterion_required: perhaps}",
        "29: stages.theory-map.criterion_required: 'perhaps' is neither true nor false",
    ),
    ('key: "2"', "key: 1", "20: theories.T2.key: '1' key already used (theories.T1.key)"),
    ("key: a\n", "key: F1\n", "25: rival_framings.RA.key: 'F1' is not one character"),
    (
        "  RA:",
        "  T1:",
        "22: rival_framings.T1: 'T1' identifier already used by another code (theories.T1)",
    ),
    (
        "T1.a:",
        "T2:",
        "16: theories.T2: 'T2' identifier already used by another code (theories.T1.subthemes.T2)",
    ),
    (
        "E1:",
        "I1:",
        "34: criteria.exclude.I1: 'I1' identifier already used by another criterion (criteria.include.I1)",
    ),
    (
        "  RA:",
        "  RA: {name: x, proposition: y}\n  RA:",
        "23: rival_framings.RA: duplicate key (first used on line 22)",
    ),
    ("title: A small", "question: x\ntitle: A small", "3: question: duplicate key (first used on line 1)"),
    (
        '"#6699ff"',
        "red",
        "12: theories.T1.colour: 'red' is not a colour; write six hexadecimal digits, such as \"#0072b2\"",
    ),
    (
        '"#6699ff"',
        "#6699ff",
        '12: theories.T1.colour: empty; put a colour in quotes ("#6699ff"), because # begins a comment',
    ),
    (
        "[competition, tender]",
        "competition",
        "10: theories.T1.key_terms: is not a list; write [one, another]",
    ),
    ("[competition, tender]", "[a, b, a]", "10: theories.T1.key_terms: 'a' is listed twice"),
    ("[competition, tender]", "\n    - a\n    -\n", "12: theories.T1.key_terms: is not a text"),
    ("{name: Empirical study}", "study", "36: source_types.empirical: is not a group of 'name: value' lines"),
    ("name: Population,", "name: [a],", "38: facets.population.name: is not a text"),
    ('"#6699ff"', '"#6699ff"\n    ? [a, b]\n    : c', "13: theories.T1: a key is not a text"),
    ("A small review", '"A \\e[31m review"', "1: title: 'A �[31m review' contains a control character"),
    ("A small review", "*small", "1: aliases such as '*small' are not supported; write the text out"),
]


@pytest.mark.parametrize(("old", "new", "mistake"), ONE_MISTAKE)
def test_a_mistake_is_reported_with_its_line(old: str, new: str, mistake: str) -> None:
    assert mistakes(edited(old, new)) == [f"theory_map.yaml:{mistake}"]


@pytest.mark.parametrize("identifier", ["T 2", "T/2", "-2", "Ä", '""', "x" * 65])
def test_an_identifier_has_only_letters_digits_and_a_few_signs(identifier: str) -> None:
    told = mistakes(edited("T2:\n", f"{identifier}:\n"))

    assert told[0].startswith("theory_map.yaml:16: theories.")
    assert "is not an identifier; use letters, digits, '.', '_' and '-'" in told[0]


@pytest.mark.parametrize("key", [*"jkJKvrnuyogMSH/+-~^[].,?", "'", "enter", "Escape", "space", "tab"])
def test_the_readers_own_keys_are_not_for_codes(key: str) -> None:
    quoted = '"' + key + '"'

    (told,) = mistakes(edited('key: "2"', f"key: {quoted}"))

    assert told.startswith(f"theory_map.yaml:20: theories.T2.key: '{key}' is a reserved key of the Reader")
    assert "codes can have 1 2 3 4 5 6 7 8 9 0 a b c" in told


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    text = SMALL.replace("category: market\n    proposition: Many", "category: mrket\n    proposition: Many")
    text = (
        text.replace("key: a\n", "key: j\n")
        .replace("[T1, T2]", "[T1, T7]")
        .replace("    name: Market limits\n", "")
    )

    assert [told.split(": ")[0] + ": " + told.split(": ")[1] for told in mistakes(text.encode())] == [
        "theory_map.yaml:8: theories.T1.category",
        "theory_map.yaml:16: theories.T2.name",
        "theory_map.yaml:24: rival_framings.RA.key",
        "theory_map.yaml:25: rival_framings.RA.rivals",
    ]


def test_the_known_names_are_listed() -> None:
    text = SHIPPED.read_text().replace("rivals: [T5, T6, T7]", "rivals: [T5, T6, T9]")
    line = text[: text.index("T9")].count("\n") + 1

    assert mistakes(text.encode()) == [
        f"theory_map.yaml:{line}: rival_framings.RB.rivals: Unknown theory 'T9'. Theories: T1, T2, T3, T4, T5, T6, T7"
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "1: not a theory map"),
        (b"just words", "1: not a theory map"),
        (b"- a\n- b\n", "1: not a theory map"),
        (b"title: a\nquestion: [b\nstages: c\n", "3: not YAML"),
        (b"title: a\n\tquestion: b\n", "2: not YAML"),
        (b"title: a\n---\ntitle: b\n", "2: not YAML"),
        (b"title: a\nquestion: \xff\n", "2: not UTF-8"),
        (b"title: a\nquestion: a\x00b\n", "2: not YAML"),
        (b"title: &a [x]\nquestion: [*a, *a]\n", "2: aliases such as '*a' are not supported"),
        (b"title: &a [*a]\n", "1: aliases such as '*a' are not supported"),
        (b"title:\n  " + b"[" * 100_000, "2: nested more than 32 levels deep"),
        (b"- " * 100_000, "1: nested more than 32 levels deep"),
    ],
)
def test_what_is_not_a_theory_map_at_all_is_refused_at_its_line(data: bytes, told: str) -> None:
    assert mistakes(data)[0].startswith(f"theory_map.yaml:{told}")


def test_a_tag_in_the_file_makes_nothing() -> None:
    assert "theory_map.yaml:1: title: is not a text" in mistakes(
        b"title: !!python/object/apply:os.system [ls]\n"
    )


def test_a_huge_file_is_not_read() -> None:
    assert mistakes(b"# " + b"x" * LARGEST) == ["theory_map.yaml: larger than 2 MB; it was not read"]


def test_a_file_that_is_not_there_is_reported_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(TheoryMapError, match=r"^elsewhere\.yaml: cannot be read: No such file"):
        read_theory_map(tmp_path / "elsewhere.yaml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "theory_map.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert read_theory_map(path) == small_map()


def test_scalars_are_read_as_written() -> None:
    theory_map = parse_theory_map(
        edited(
            "population: {name: Population, values: [women, older people]}",
            "2014: {name: NO, values: [01, 2014-05-01, yes]}",
        )
    )

    assert theory_map.facets[0].id == "2014"
    assert theory_map.facets[0].name == "NO"
    assert theory_map.facets[0].values == ("01", "2014-05-01", "yes")


def test_the_smallest_map_has_one_theory_and_one_stage() -> None:
    theory_map = parse_theory_map(
        b"title: a\nquestion: b\ntheories: {X: {name: c, proposition: d}}\nstages:\n  only:\nfacets:\ncriteria:\n"
    )

    assert theory_map.last_stage == "only"
    assert theory_map.code_names == {"X": "c"}
    assert (
        theory_map.rival_framings == theory_map.source_types == theory_map.facets == theory_map.criteria == ()
    )
    assert theory_map.theories[0].key == "1"


def test_a_map_may_have_any_number_of_theories() -> None:
    plain = small_map().to_plain() | {
        "theories": {f"X{number}": {"name": "a", "proposition": "b"} for number in range(300)},
        "rival_framings": {},
    }

    theory_map = checked(plain)

    keys = [code.key for code in theory_map.codes if code.key]
    assert len(theory_map.theories) == 300
    assert len(keys) == len(set(keys))
    assert theory_map.theories[-1].key == ""
    assert theory_map.theories[-1].colour


@pytest.mark.parametrize("group", ["title", "facets", "criteria", "stages"])
def test_a_key_that_is_called_key_is_a_mistake_like_any_other(group: str) -> None:
    with pytest.raises(TheoryMapError, match=r"\[key\]|is not a text"):
        checked(small_map().to_plain() | {group: {"[key]": False}})
    with pytest.raises(TheoryMapError, match=r"unknown name"):
        checked(small_map().to_plain() | {"[key]": False})


@pytest.mark.parametrize("plain", [None, [], "text", {}, {"theories": 7}, {"title": {"a": []}}])
def test_a_json_object_with_mistakes_is_reported_without_lines(plain: Any) -> None:
    with pytest.raises(TheoryMapError, match=r"not a theory map|title: is"):
        checked(plain)


LINES = SMALL.splitlines()


@settings(max_examples=examples(80), deadline=None)
@given(seed=st.randoms(use_true_random=False), junk=st.text(max_size=8), times=st.integers(1, 5))
def test_whatever_is_done_to_the_text_only_mistakes_are_reported(
    seed: random.Random, junk: str, times: int
) -> None:
    lines = list(LINES)
    for _ in range(times):
        place = seed.randrange(len(lines))
        match seed.randrange(5):
            case 0:
                lines.insert(place, lines[seed.randrange(len(lines))])
            case 1 if len(lines) > 1:
                del lines[place]
            case 2:
                lines[place] = " " * seed.randrange(4) + lines[place]
            case _:
                column = seed.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:column] + junk + lines[place][column:]
    try:
        parse_theory_map("\n".join(lines).encode("utf-8", "surrogatepass"))
    except TheoryMapError as error:
        told = str(error).splitlines()
    else:
        told = []
    assert all(mistake.startswith("theory_map.yaml:") for mistake in told)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=examples(80), deadline=None)
@given(seed=st.randoms(use_true_random=False), value=json_values)
def test_whatever_is_in_a_json_object_only_mistakes_are_reported(seed: random.Random, value: Any) -> None:
    plain = small_map().to_plain()
    group: Any = plain
    while True:
        place = seed.choice(list(group) if isinstance(group, dict) else range(len(group)))
        inner = group[place]
        if not isinstance(inner, dict | list) or not inner or seed.random() < 0.3:
            group[place] = value
            break
        group = inner
    try:
        again = checked(plain)
    except TheoryMapError:
        return
    assert checked(again.to_plain()) == again


def test_of_very_many_mistakes_the_first_are_listed():
    text = "".join(f"unknown{number}: x\n" for number in range(20_000))
    lines = mistakes(text.encode())
    assert len(lines) == MOST_LISTED + 1
    assert lines[0] == "theory_map.yaml:1: question: is missing"
    assert lines[-1] == "theory_map.yaml: further mistakes are not listed"
