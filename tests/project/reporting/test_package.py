"""The package has what the write-up rests on, with digests, and no documents unless they are asked for."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from review.demonstration import corpus_folder
from review.errors import ReviewError
from review.project import Project
from review.project.searches.reading import read_searches
from tests.reviews import new_review

DOCUMENT = "bright-steps-2015-waiting-to-be-heard.pdf"


@pytest.fixture(scope="module")
def folder(demonstration_folder: Path) -> Path:
    with Project.open(demonstration_folder, "ann") as project:
        project.package.write(demonstration_folder / "whole.zip")
    return demonstration_folder


@pytest.fixture(scope="module")
def package(folder: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(folder / "whole.zip")


def test_it_has_what_the_write_up_rests_on(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    assert {
        "README.md",
        "SHA256SUMS",
        "tables/evidence.csv",
        "tables/decisions.csv",
        "tables/decisions.xlsx",
        "tables/codebook.csv",
        "tables/search-log.csv",
        "tables/model-card.csv",
        "codebook/theory_map_v1.yaml",
        "codebook/theory_map_v3.yaml",
        "searches/searches.yaml",
        "references/references.ris",
        "figures/figure-flow.svg",
        "report/report.docx",
        "report/report.html",
        "report/report.md",
        "prose/T1.md",
    } <= names
    assert not [name for name in names if name.startswith(("texts/", "documents/"))]
    assert not [name for name in names if name.endswith((".pdf", ".db"))]


def test_the_digests_are_of_every_other_file(package: zipfile.ZipFile) -> None:
    sums = dict(line.split("  ")[::-1] for line in package.read("SHA256SUMS").decode().splitlines())
    assert sums.keys() == set(package.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(package.read(name)).hexdigest() == digest for name, digest in sums.items())


def test_the_read_me_names_every_folder(package: zipfile.ZipFile) -> None:
    folders = {name.partition("/")[0] for name in package.namelist() if "/" in name}
    text = package.read("README.md").decode()
    assert all(f"- {folder}/" in text for folder in folders)


def test_searches_and_the_theory_map_are_read_again_as_they_were(
    folder: Path, package: zipfile.ZipFile, tmp_path: Path
) -> None:
    file = tmp_path / "searches.yaml"
    file.write_bytes(package.read("searches/searches.yaml"))
    with closing(Project.open(folder, "ann")) as project:
        found = read_searches(file, project.theory.map.code_names)
        assert [one.content for one in found] == [one.content for one in project.searches.all()]
    (tmp_path / "theory_map.yaml").write_bytes(package.read("codebook/theory_map_v3.yaml"))
    with closing(Project.open(tmp_path, "ann")) as project, closing(Project.open(folder, "ann")) as whole:
        assert project.theory.map == whole.theory.map


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review of one PDF and one reference with an abstract, as a package with and without documents and texts."""
    folder = tmp_path_factory.mktemp("small")
    with closing(new_review(folder / "review")) as project:
        shutil.copyfile(corpus_folder() / DOCUMENT, project.folder / "corpus" / "a.pdf")
        project.documents.ingest()
        file = folder / "found.ris"
        file.write_text("TY  - JOUR\nTI  - Homes\nPY  - 2011\nAB  - Owned by a publisher.\nER  - \n", "utf-8")
        project.references.import_file(file)
        project.package.write(folder / "bare.zip")
        project.package.write(folder / "texts.zip", with_texts=True)
    return folder


def content(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_documents_and_texts_come_along_if_they_are_asked_for(small: Path) -> None:
    found, bare = content(small / "texts.zip"), content(small / "bare.zip")
    assert len([name for name in found if name.startswith("texts/")]) == 1
    assert found["documents/corpus/a.pdf"] == (small / "review" / "corpus" / "a.pdf").read_bytes()
    assert not [name for name in bare if name.startswith(("texts/", "documents/"))]


def test_abstracts_come_along_only_with_texts(small: Path) -> None:
    found, bare = (content(small / name)["references/references.ris"] for name in ("texts.zip", "bare.zip"))
    assert b"TI  - Homes" in bare
    assert b"Owned" not in bare
    assert b"AB  - Owned by a publisher." in found


def test_the_read_me_says_that_names_and_comments_are_in_it(package: zipfile.ZipFile) -> None:
    text = " ".join(package.read("README.md").decode().split())
    assert "names of reviewers" in text
    assert "notes, memos and comments as they were written (tables/memos.csv)" in text


def test_a_package_is_named_as_a_zip_file(folder: Path, tmp_path: Path) -> None:
    with (
        closing(Project.open(folder, "ann")) as project,
        pytest.raises(ReviewError, match=r"name it p2\.zip"),
    ):
        project.package.write(tmp_path / "p2")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_a_package_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "notes.zip"
    kept.write_text("mine", "utf-8")
    with closing(Project.open(folder, "ann")) as project, pytest.raises(ReviewError, match="not a package"):
        project.package.write(kept)
    assert kept.read_text("utf-8") == "mine"


def test_what_is_stopped_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    def stop(line: str) -> None:
        raise KeyboardInterrupt

    with closing(Project.open(folder, "ann")) as project, pytest.raises(KeyboardInterrupt):
        project.package.write(tmp_path / "a.zip", say=stop)
    assert list(tmp_path.iterdir()) == []


def test_each_table_says_as_of_when(package: zipfile.ZipFile) -> None:
    assert json.loads(package.read("tables/evidence.csv.meta.json"))["as_of"]
