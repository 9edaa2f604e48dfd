import json
from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.learning.semantic.encoders import needs_encoders, tokenizer, write_encoder
from tests.odd_files import ODD, make_odd_files

ROWS = [
    ("Councils shape markets for care", "Commissioners and providers of mental health support.", 1),
    ("Direct payments and choice", "People who hold a budget choose their support.", 1),
    ("Market stewardship in mental health", "Councils steer providers of care.", 1),
    *((f"Growth of wheat in field {number}", "Soil, rain and yield of cereals.", 0) for number in range(9)),
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    lines = [
        "title,abstract,label_included",
        *(f'"{title}","{abstract}",{label}' for title, abstract, label in ROWS),
    ]
    path = tmp_path / "labelled.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_labelled_set_is_screened_in_the_suggested_order(terminal: Terminal, labelled: Path) -> None:
    replay = terminal.json(
        "simulate", "relevance", labelled, "--question", "Which councils shape care?", "--prior", "0", "5"
    )

    assert set(replay) == {
        *(
            "records",
            "relevant",
            "loss",
            "ndcg",
            "wss@95",
            "recall@10%",
            "atd",
            "seconds",
            "retrain_ms",
            "stopping",
            "order",
        )
    }
    assert (replay["records"], replay["relevant"]) == (12, 3)
    assert set(replay["order"]) == {1, 2}
    assert replay["loss"] == 0
    assert set(replay["retrain_ms"]) == {"p50", "p95"}
    assert replay["stopping"]["50 irrelevant in a row"] == {"read": 12, "share": 1, "recall": 1}
    assert replay["stopping"]["test"]["recall"] == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title,label_included\nx,1\n", "labelled.csv:1: the columns abstract are missing"),
        (
            "title,abstract,label_included\nx,y,perhaps\n",
            "labelled.csv:2: label_included is 'perhaps'; write 0 or 1",
        ),
        ("title,abstract,label_included\nx,y,1\n", "labelled.csv:"),
    ],
)
def test_a_set_that_cannot_be_replayed_gives_one_line(
    terminal: Terminal, labelled: Path, text: str, told: str
) -> None:
    labelled.write_text(text, encoding="utf-8")

    outcome = terminal.run("simulate", "relevance", labelled)

    assert outcome.code == 2
    assert told in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_prior_outside_the_file_is_refused(terminal: Terminal, labelled: Path) -> None:
    outcome = terminal.run("simulate", "relevance", labelled, "--prior", "0", "99")

    assert (outcome.code, outcome.err) == (2, "review: --prior: labelled.csv has rows 0 to 11\n")


def test_one_row_is_not_two_priors(terminal: Terminal, labelled: Path) -> None:
    refusal = terminal.refused("simulate", "relevance", labelled, "--prior", "1", "1")

    assert refusal == "review: --prior: give two different rows"


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--labels-per-code=-1", "write numbers"),
        ("--labels-per-code=a", "write numbers"),
        ("--random-labels=1,,2", "--random-labels: write numbers"),
        ("--seeds=0", "whole number"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(
    terminal: Terminal, tmp_path: Path, option: str, told: str
) -> None:
    (tmp_path / "codebook.json").write_text('{"a": "One"}')
    (tmp_path / "coded.jsonl").write_text('{"text": "x", "labels": ["a"], "document": "1"}')
    files = (tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json")

    assert told in terminal.refused("simulate", "codes", *files, option)


@pytest.mark.parametrize(
    ("codebook", "line", "told"),
    [
        ('{"a": 1}', "", "codebook.json: not a codebook"),
        ("{}", "", "codebook.json: not a codebook; write an object {code: definition}"),
        ("[", "", "codebook.json: not a codebook"),
        ('{"a": "One"}', "", "coded.jsonl: contains no passages"),
        ('{"a": "One"}', '{"text": "x", "labels": "a", "document": 1}', "coded.jsonl:1: not an object"),
        ('{"a": "One"}', '{"text": "x", "labels": [["a"]], "document": 1}', "coded.jsonl:1: not an object"),
        ('{"a": "One"}', '{"text": "x", "labels": 5, "document": 1}', "coded.jsonl:1: not an object"),
        ('{"a": "One"}', '{"text": null, "labels": [], "document": 1}', "coded.jsonl:1: not an object"),
        ('{"a": "One"}', '{"labels": [], "document": 1}', "coded.jsonl:1: not an object"),
        pytest.param('{"a": "One"}', "[" * 5000, "coded.jsonl:1: not an object", id="nested deeply"),
        ('{"a": "One"}', '{"text": "x", "labels": ["b"], "document": 1}', "'b' is not in the codebook"),
    ],
)
def test_passages_that_cannot_be_replayed_give_one_line(
    terminal: Terminal, tmp_path: Path, codebook: str, line: str, told: str
) -> None:
    (tmp_path / "codebook.json").write_text(codebook)
    (tmp_path / "coded.jsonl").write_text(line)
    files = (tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json")

    assert told in terminal.refused("simulate", "codes", *files)


def test_codes_are_suggested_for_labelled_passages(terminal: Terminal, tmp_path: Path) -> None:
    codebook = {"market": "Markets of care and competition", "choice": "Choice and control of people"}
    (tmp_path / "codebook.json").write_text(json.dumps(codebook))
    rows = [
        {"text": f"{words} in town {number}", "labels": [code], "document": str(number)}
        for number in range(8)
        for code, words in (
            ("market", "Competition in the market of care"),
            ("choice", "Control and choice that people have"),
        )
    ]
    (tmp_path / "coded.jsonl").write_text("\n".join(map(json.dumps, rows)))

    curve = terminal.json(
        *("simulate", "codes", tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json"),
        *("--labels-per-code", "0,2", "--seeds", "2"),
    )["curve"]

    assert [(point["labels_per_code"], point["seed"]) for point in curve] == [(0, 0), (2, 0), (0, 1), (2, 1)]
    assert all(point["recall@3"] == 1 and point["random_labels"] is None for point in curve)

    (at_random,) = terminal.json(
        *("simulate", "codes", tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json"),
        *("--random-labels", "4", "--seeds", "1"),
    )["curve"]
    assert (at_random["labels_per_code"], at_random["random_labels"], at_random["ece"]) == (None, 4, None)


def test_passages_are_read_in_the_language_of_the_theory_map(terminal: Terminal, tmp_path: Path) -> None:
    folder = Path(__file__).parents[3] / "benchmarks" / "languages"
    codes = json.loads((folder / "german.codebook.json").read_text(encoding="utf-8"))
    theories = {code: {"name": text.split(".")[0], "proposition": text} for code, text in codes.items()}
    plain = {"title": "Dörfer", "question": "Was hilft?", "theories": theories, "stages": {"theory-map": {}}}
    precision = {}
    for language in ("en", "de"):
        map_file = tmp_path / f"{language}.yaml"
        map_file.write_text(json.dumps(plain | {"language": language}), encoding="utf-8")
        (point,) = terminal.json(
            *("simulate", "codes", folder / "german.jsonl", "--codebook", map_file),
            *("--labels-per-code", "0", "--seeds", "1"),
        )["curve"]
        precision[language] = point["map"]
    assert precision["de"] > precision["en"] + 0.05


@needs_encoders
def test_codes_are_suggested_with_sentence_vectors(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passages have no word of the codebook, but words that mean the same to this encoder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    pairs = {"market": "milk", "advice": "cows"}
    means = {"[UNK]": 0, "market": 1, "milk": 1, "advice": 2, "cows": 2}
    pieces = tokenizer(more={"model": {"type": "WordLevel", "vocab": means, "unk_token": "[UNK]"}})
    folder = write_encoder(tmp_path / "tiny", pieces=pieces)
    (tmp_path / "codebook.json").write_text(json.dumps({code: code for code in pairs}))
    rows = [
        {"text": f"{pairs[code]} {pairs[code]}", "labels": [code], "document": str(number)}
        for number in range(4)
        for code in pairs
    ]
    (tmp_path / "coded.jsonl").write_text("\n".join(map(json.dumps, rows)))
    command = ("simulate", "codes", tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json")
    options = ("--labels-per-code", "0", "--seeds", "1")

    assert terminal.refused(*command, "--semantic") == (
        "review: --semantic: no encoder is in use; choose one with `review semantic use`, or name its folder"
    )
    (with_vectors,) = terminal.json(*command, "--semantic", folder, *options)["curve"]
    terminal.json("semantic", "use", folder)
    (in_use,) = terminal.json(*command, *options, "--semantic")["curve"]
    (without,) = terminal.json(*command, *options)["curve"]
    assert in_use == with_vectors
    assert with_vectors["map"] == 1 > without["map"]


def test_a_label_that_the_codebook_lacks_is_named_with_its_line(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "codebook.json").write_text('{"a": "One"}')
    (tmp_path / "coded.jsonl").write_text('{"text": "x", "labels": ["b"], "document": "1"}')

    outcome = terminal.run(
        "simulate", "codes", tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json"
    )

    assert (outcome.code, "coded.jsonl:1: 'b' is not in the codebook" in outcome.err) == (2, True)


HEADER = "title,abstract,label_included\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "labelled.csv:1: the columns abstract, label_included, title are missing"),
        (HEADER.encode() + b"a,caf\xe9,1\n", "labelled.csv:2: not UTF-8"),
        (HEADER.encode("utf-16"), "labelled.csv:1: not UTF-8"),
        (HEADER.encode() + b"\n\na,b,2\n", "labelled.csv:4: label_included is '2'; write 0 or 1"),
        (HEADER.encode() + b'"a\nb",c,1\na,b,9\n', "labelled.csv:4: label_included is '9'"),
        (HEADER.encode() + b'a,b,1\n"never closed,b,1\nc,d,0\n', "labelled.csv:3: label_included is ''"),
        (HEADER.encode() + b"a\n", "labelled.csv:2: label_included is ''"),
        pytest.param(
            HEADER.encode() + b"a" * 10_000_001 + b",b,1\n", "labelled.csv:2: not valid CSV", id="huge"
        ),
    ],
)
def test_a_bad_row_is_named_with_its_line(
    terminal: Terminal, labelled: Path, content: bytes, told: str
) -> None:
    labelled.write_bytes(content)
    assert told in terminal.refused("simulate", "relevance", labelled)


def test_odd_but_good_rows_are_read(terminal: Terminal, labelled: Path) -> None:
    labelled.write_bytes(
        b"\xef\xbb\xbf" + HEADER.encode() + b"a\0b,c,1,more\r\n\r\n\xe2\x80\xa8x,y,0.0\r\n,,1.0\r\n"
    )
    replay = terminal.json("simulate", "relevance", labelled)
    assert (replay["records"], replay["relevant"]) == (3, 2)


ROW = '{"text": "Care in towns", "labels": ["a"], "document": %s}'


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (ROW % "NaN", "coded.jsonl:2: not an object"),
        (ROW % ("9" * 10_000), "coded.jsonl:2: not an object"),
        (ROW % "true", "coded.jsonl:2: not an object"),
        (ROW % ("[" * 100_000), "coded.jsonl:2: not an object"),
        ("[1]", "coded.jsonl:2: not an object"),
        ('{"text": "\\ud800", "labels": ["a"], "document": 1}', "coded.jsonl:2: not an object"),
        ("caf\udce9", "coded.jsonl:2: not UTF-8"),
    ],
    ids=["NaN", "digits", "true", "deep", "array", "half", "bytes"],
)
def test_a_bad_passage_is_named_with_its_line(
    terminal: Terminal, tmp_path: Path, second: str, told: str
) -> None:
    (tmp_path / "codebook.json").write_text('{"a": "One"}')
    content = f"{ROW % 1}\n{second}\n{ROW % 3}\n"
    (tmp_path / "coded.jsonl").write_bytes(content.encode("utf-8", "surrogateescape"))
    files = (tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json")
    assert told in terminal.refused("simulate", "codes", *files)


def test_only_a_line_feed_ends_a_passage(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "codebook.json").write_text('\ufeff{"a": "One\u2028two"}', encoding="utf-8")
    rows = [(ROW % number).replace("Care", f"Care\u2028\x85\u2029{number}") for number in range(4)]
    (tmp_path / "coded.jsonl").write_text("\ufeff" + "\r\n".join(rows) + "\r\n", encoding="utf-8", newline="")
    files = (tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json")
    assert len(terminal.json("simulate", "codes", *files, "--seeds", "1")["curve"]) == 4


def test_passages_without_codes_cannot_be_measured(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "codebook.json").write_text('{"a": "One"}')
    (tmp_path / "coded.jsonl").write_text((ROW % 1).replace('["a"]', "[]"))
    files = (tmp_path / "coded.jsonl", "--codebook", tmp_path / "codebook.json")
    assert "have no codes" in terminal.refused("simulate", "codes", *files)


@pytest.mark.parametrize("kind", ODD)
def test_what_is_not_a_file_is_not_a_labelled_set(terminal: Terminal, labelled: Path, kind: str) -> None:
    odd = make_odd_files(labelled.parent)[kind]
    (labelled.parent / "coded.jsonl").write_text(ROW % 1)
    for arguments in (
        ("relevance", odd),
        ("codes", odd, "--codebook", labelled),
        ("codes", labelled.parent / "coded.jsonl", "--codebook", odd),
    ):
        terminal.refused("simulate", *arguments)
