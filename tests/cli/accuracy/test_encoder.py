"""`review semantic`: the encoder of this machine, in a review and outside one."""

import pytest

from review.learning.semantic import files
from review.learning.semantic.choice import chosen
from review.learning.semantic.files import TOKENIZER
from review.learning.semantic.vectors import VECTORS_NAME, VectorStore
from tests.cli.run import Terminal
from tests.learning.semantic.encoders import DIMENSIONS, needs_encoders, write_encoder
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review


@pytest.fixture(autouse=True)
def settings_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def outside(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


@pytest.fixture
def inside(monkeypatch, tmp_path, capsys):
    project = new_review(tmp_path / "review")
    add_record(project, "Markets for care", document=a_document())
    project.close()
    monkeypatch.chdir(tmp_path / "review")
    return Terminal(tmp_path / "review", capsys)


@needs_encoders
def test_one_is_used_outside_a_review_and_switched_off(outside, tmp_path):
    folder = write_encoder(tmp_path / "tiny")
    found = outside.json("semantic", "use", "tiny")
    assert found == outside.json("semantic", "status")
    assert found == {
        "encoder": "tiny",
        "folder": str(folder),
        "sha256": chosen().sha256,
        "dimensions": DIMENSIONS,
        "licence": "not given",
        "passages": None,
        "all_passages": None,
        "ready": False,
        "problem": "",
    }
    assert outside.run("semantic", "status").out.startswith(
        "tiny (licence not given): 16 dimensions, SHA-256 "
    )
    (folder / TOKENIZER).write_bytes(b"{}")
    problem = (
        f"{folder}/model.onnx: it has changed since it was chosen; choose it again with `review semantic use`"
    )
    assert outside.json("semantic", "status")["problem"] == problem
    assert outside.json("semantic", "off")["encoder"] is None
    assert outside.run("semantic", "status").out.startswith("No sentence encoder is in use")


@needs_encoders
def test_in_a_review_it_says_how_many_passages_have_vectors(inside, tmp_path):
    write_encoder(tmp_path / "tiny")
    assert inside.json("semantic", "status")["all_passages"] == len(PARAGRAPHS)
    assert inside.json("semantic", "use", "../tiny")["passages"] == 0
    assert "0 of 4 passages of this review have vectors; the others" in inside.run("semantic", "status").out
    store = VectorStore(inside.folder / VECTORS_NAME, chosen().sha256, DIMENSIONS)
    with chosen().open() as encoder:
        for text in PARAGRAPHS:
            store.add(text, encoder.encode(text))
    store.keep(finished=True)
    found = inside.json("semantic", "status")
    assert (found["passages"], found["ready"]) == (len(PARAGRAPHS), True)
    theory_map = inside.folder / "theory_map.yaml"
    theory_map.write_text(theory_map.read_text() + "suggestions: {semantic: false}\n")
    inside.run("theory", "adopt", "--reason", "words are enough here")
    found = inside.json("semantic", "status")
    assert not found["ready"]
    assert found["problem"].startswith("this review's theory map switches sentence vectors off")


def test_what_cannot_be_used_is_one_line_and_changes_nothing(outside, tmp_path, monkeypatch):
    assert outside.refused("semantic", "use", "nowhere") == (
        "review: nowhere: not a folder; give a folder with model.onnx and tokenizer.json, or 'default'"
    )
    monkeypatch.setattr(files, "installed", lambda: False)
    assert outside.refused("semantic", "use", ".").endswith("pip install 'realist-review[semantic]'")
    assert chosen() is None


def test_a_choice_that_cannot_be_read_is_said(outside, tmp_path):
    choice = tmp_path / "config" / "realist-review" / "encoder.json"
    choice.parent.mkdir(parents=True)
    choice.write_text("{", "utf-8")
    wrong = f"{choice}: not readable as the choice of an encoder"
    assert outside.json("semantic", "status")["problem"].startswith(wrong)
    assert outside.run("semantic", "status").out.startswith(f"No sentence encoder is in use: {wrong}; choose")
    doctor = outside.run("doctor", "--json").data
    (found,) = [one for one in doctor["checks"] if one["check"] == "encoder"]
    assert (found["state"], found["found"]) == ("problem", wrong)
    assert outside.json("semantic", "off")["problem"] == ""
