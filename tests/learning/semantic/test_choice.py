"""The encoder in use is the user's, is known by its hash, and says what is known of its licence."""

import msgspec
import pytest
from msgspec.structs import replace

from review.errors import EncoderError
from review.learning.semantic import default
from review.learning.semantic.choice import (
    DEFAULT,
    ChosenEncoder,
    choose,
    chosen,
    forget,
    licence_note,
    use_again,
)
from review.learning.semantic.files import MODEL
from tests.learning.semantic.encoders import DIMENSIONS, needs_encoders, write_encoder


def test_none_is_in_use_at_first_and_none_is_taken_from_a_spoilt_file(tmp_path):
    assert chosen(tmp_path / "none") is None
    sound = ChosenEncoder("tiny", "", "ab" * 32, 16, "MIT")
    spoilt = ({"name": 1}, replace(sound, sha256="../etc"), replace(sound, dimensions=10**9))
    for content in (b"", b"[" * 100_000, *map(msgspec.json.encode, spoilt)):
        (tmp_path / "encoder.json").write_bytes(content)
        assert chosen(tmp_path) is None
    (tmp_path / "encoder.json").write_bytes(msgspec.json.encode(sound))
    assert chosen(tmp_path) == sound
    forget(tmp_path)
    assert chosen(tmp_path) is None
    assert use_again(tmp_path / "none") is None
    forget(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@needs_encoders
def test_one_is_used_from_where_it_lies_until_none_is(tmp_path):
    folder, settings = write_encoder(tmp_path / "tiny"), tmp_path / "settings"
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: apache-2.0\n---\n# An encoder\n")
    found = choose(str(folder), settings)
    assert found == ChosenEncoder("tiny", str(folder), found.sha256, DIMENSIONS, "apache-2.0")
    assert chosen(settings) == found
    with found.open() as encoder:
        assert (encoder.sha256, encoder.dimensions) == (found.sha256, DIMENSIONS)
    (folder / MODEL).unlink()
    with pytest.raises(EncoderError, match=r"model\.onnx: file not found"):
        found.open()
    forget(settings)
    assert chosen(settings) is None
    assert use_again(settings) == chosen(settings) == found


@needs_encoders
def test_what_a_folder_needs_is_named(tmp_path):
    (tmp_path / MODEL).write_bytes(b"")
    with pytest.raises(EncoderError, match=r"has no tokenizer\.json; give a folder with model\.onnx and"):
        choose(str(tmp_path), tmp_path)
    with pytest.raises(EncoderError, match="No folder is named; give"):
        choose("", tmp_path)


def test_a_choice_that_cannot_be_written_says_what_to_do(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(EncoderError, match="make its folder one that you can write to"):
        forget(tmp_path / "file")


@needs_encoders
def test_one_that_is_refused_leaves_the_choice_as_it_was(tmp_path):
    before = choose(str(write_encoder(tmp_path / "tiny")), tmp_path)
    for place in (write_encoder(tmp_path / "bad", of=b"\0"), tmp_path / "none"):
        with pytest.raises(EncoderError):
            choose(str(place), tmp_path)
    assert chosen(tmp_path) == before


@needs_encoders
def test_the_default_comes_with_the_extra_and_knows_what_is_alike(tmp_path):
    found = choose(DEFAULT, tmp_path)
    assert (found.name, found.dimensions, found.licence) == ("all-MiniLM-L6-v2, int8", 384, "Apache-2.0")
    assert (chosen(tmp_path), found.sha256) == (found, default.SHA256)
    with found.open() as encoder:
        buy, shop, milk = map(
            encoder.encode,
            (
                "Councils buy care from providers.",
                "Authorities purchase support from organisations.",
                "The cow gives milk.",
            ),
        )
    assert buy @ shop > 0.5 > 0.2 > buy @ milk


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({}, "not given"),
        ({"README.md": "# A card without a head\nlicense: mit\n"}, "not given"),
        ({"README.md": "---\nlicense: 'MIT' # as it was\n---\n", "LICENSE": "Another"}, "MIT"),
        ({"README.md": "---\ntags: x\n---\nlicense: mit\n", "LICENSE": "\n  Apache\tLicense \nVersion 2.0"}, "Apache License"),
        ({"LICENSE.txt": "\x1b[31m[red]" + "x" * 500}, "[31m[red]" + "x" * 71),
        ({"LICENSE": "\n\n"}, "not given"),
    ],
)  # fmt: skip
def test_the_licence_is_what_the_folder_says(tmp_path, files, note):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert licence_note(tmp_path) == note
