import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from review.domain import Selection
from review.errors import UnknownNameError
from review.journal import schema
from review.journal.queries.listing.words import search_expression
from review.journal.queries.records import included_evidence, record_texts
from review.project import Project
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review


def titles(project: Project, **selection: object) -> list[str]:
    return [row.title for row in project.records.rows(project.records.listing(Selection(**selection)))]


def test_conditions_are_anded_and_search_reads_references_and_documents(project: Project) -> None:
    first = add_record(project, "Markets for care", year=2015, document=a_document())
    add_record(project, "Advocacy", year=2016)
    project.screening.decide(first, "include", "title-abstract")
    assert titles(project, search="mark care") == []
    assert titles(project, search="markets car") == ["Markets for care"]
    assert titles(project, search="providers compete") == ["Markets for care"]
    assert titles(project, search="rahman", where=(("title-abstract", "none"),)) == ["Advocacy"]
    assert titles(project, where=(("year", "2015"), ("title-abstract", "include"))) == ["Markets for care"]
    assert titles(project, where=(("source_type", "unclassified"),), sort="year", descending=True) == [
        "Advocacy",
        "Markets for care",
    ]


def test_whole_records_come_in_the_order_of_their_keys_with_what_decisions_come_to(project: Project) -> None:
    for number in range(600):
        add_record(project, f"Work {number}", year=2000 + number % 20)
    project.screening.decide(project.records.all()[7].id, "include", "title-abstract")
    keys = project.records.listing(Selection(sort="year", descending=True))
    gone = [*keys[:3], 9999, *keys[3:]]
    found = list(project.records.whole(gone))
    assert [record for record, _ in found] == [
        project.records.get(row.record) for row in project.records.rows(keys)
    ]
    assert [outcomes for _, outcomes in found] == [row.stages for row in project.records.rows(keys)]
    assert [record.title for record, outcomes in found if outcomes["title-abstract"] == "include"] == [
        "Work 7"
    ]


def test_only_evidence_that_is_included_at_the_last_stage_is_counted_in_n(project: Project) -> None:
    records = {name: add_record(project, name) for name in ("in", "background", "out", "half way")}
    for record in records.values():
        project.screening.decide(record, "include", "title-abstract")
    for name in ("in", "background"):
        project.screening.decide(records[name], "include", "theory-map")
    project.screening.decide(records["out"], "exclude", "theory-map", criteria=["E9"])
    project.records.edit(records["background"], role="background")
    assert included_evidence(project.journal, "theory-map") == [records["in"]]


def test_a_theory_finds_the_records_coded_to_its_sub_themes(project: Project) -> None:
    record = add_record(project, "Markets for care", document=a_document())
    add_record(project, "Advocacy")
    project.coding.code(record, ["T1.a"], 0, 10)
    assert titles(project, where=(("code", "T1"),)) == ["Markets for care"]
    assert titles(project, where=(("code", "T2"),)) == []


CHINESE = ("政府加强了市", "场监管，居民信任服务。", "ＡＩ時代のケア、COVID疫情")


def test_chinese_and_japanese_are_found_wherever_they_stand(project: Project) -> None:
    add_record(project, "社区市场研究", document=a_document(CHINESE))
    add_record(project, "Markets for care", document=a_document())
    for search in ("市场", "市场监管", "居民 信任", "信", "信任服", "时代", "社区", "covid疫情", "ai時代"):
        found = [] if search == "时代" else ["社区市场研究"]  # another character than 時
        assert titles(project, search=search) == found, search
    for search in ("场管", "管居", "市场监察", "信任 护理"):
        assert titles(project, search=search) == [], search
    assert search_expression("市 care 市场") == '"市"* "care" "市场"*'


@pytest.mark.parametrize("is_damaged", [False, True])
def test_an_index_of_whole_runs_is_made_again_once(tmp_path: Path, is_damaged: bool) -> None:
    review = new_review(tmp_path)
    record = add_record(review, "社区市场研究", document=a_document(CHINESE))
    add_record(review, "Markets for care", document=a_document())
    review.close()
    before = {1: "\n".join(CHINESE), 2: "\n".join(PARAGRAPHS)}
    with closing(sqlite3.connect(tmp_path / "review.db")) as connection:
        connection.execute("INSERT INTO text_search (text_search) VALUES ('delete-all')")
        if not is_damaged:
            connection.executemany("INSERT INTO text_search (rowid, body) VALUES (?, ?)", before.items())
        connection.execute(f"PRAGMA user_version={schema.MIGRATIONS.index(schema.PAIRED_CHARACTERS)}")
        connection.commit()
    again = Project.open(tmp_path, "ann")
    assert titles(again, search="监管") == ["社区市场研究"]
    assert titles(again, search="compete") == ["Markets for care"]
    assert again.documents.hit(record, "监管").words == "监管"
    assert [line for line in again.history.verify() if "text_search" in line] == []
    again.close()


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(", "a OR", "title:x", "*", "'; DROP TABLE record; --", "(", "^", "-x", "\x00"]
)
def test_nothing_that_is_typed_into_the_search_is_an_operator(project: Project, typed: str) -> None:
    add_record(project, "Markets for care")
    assert titles(project, search=typed) in ([], ["Markets for care"])
    assert search_expression('say "no"') == '"say" "no"*'


def test_wrong_fields_and_sorts_are_named_with_the_right_ones(project: Project) -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown field 'colour'.* title-abstract"):
        titles(project, where=(("colour", "red"),))
    with pytest.raises(UnknownNameError, match="Unknown order 'size'"):
        titles(project, sort="size")


def test_a_record_is_found_by_prefix_doi_or_path(project: Project) -> None:
    record = add_record(project, "Markets for care")
    other = add_record(project, "Advocacy")
    project.records.edit(record, doi="10.5555/abc")
    assert project.records.find(record[:8]) == record
    assert project.records.find("https://doi.org/10.5555/ABC") == record
    # Of seventeen ids two begin with the same of sixteen signs.
    ids = [record, other, *(add_record(project, f"Study {number}") for number in range(15))]
    shared = next(sign for sign in "0123456789abcdef" if sum(one.startswith(sign) for one in ids) > 1)
    with pytest.raises(UnknownNameError, match="matches several records"):
        project.records.find(shared)
    with pytest.raises(UnknownNameError, match="Unknown record 'zzz'"):
        project.records.find("zzz")
    assert project.records.find(other) == other


def test_records_cited_alike_get_letters_that_follow_corrections(project: Project) -> None:
    records = [add_record(project, title) for title in ("Beta", "Alpha")]

    def cited() -> list[str]:
        return [project.records.get(record).author_year for record in records]

    assert cited() == ["Rahman, 2016a", "Rahman, 2016b"]
    project.records.edit(records[0], year=2017)
    assert cited() == ["Rahman, 2017", "Rahman, 2016b"]
    project.history.undo()
    assert cited() == ["Rahman, 2016a", "Rahman, 2016b"]
    without = add_record(project, "The state of the market in four towns", authors=())
    assert project.records.get(without).author_year.startswith("The state of the market")


@pytest.mark.parametrize("abstract", ["", "AB  - Seven towns\n"])
def test_where_a_work_appeared_is_told_with_the_kind_of_work_and_its_dois_registrant(
    project: Project, tmp_path: Path, abstract: str
) -> None:
    (tmp_path / "report.ris").write_text(
        f"TY  - RPRT\nTI  - Shaping markets\n{abstract}PB  - Bright Steps\nDO  - 10.5555/abc\nER  - \n"
    )
    project.references.import_file(tmp_path / "report.ris")
    (text,) = record_texts(project.journal)
    assert text.published == "Bright Steps. report. doi 10.5555"

    # The abstract is in another act than the kind of work then.
    project.records.edit(text.record, abstract="Eight towns")
    (text,) = record_texts(project.journal)
    assert (text.abstract, text.published) == ("Eight towns", "Bright Steps. report. doi 10.5555")


def test_a_citation_is_found_without_the_whole_record(project: Project) -> None:
    alike = [add_record(project, f"Markets {number}", year=2016) for number in range(3)]
    undated = add_record(project, "Advocacy", year=None)
    cited = [project.records.cited(record) for record in [*alike, undated]]
    assert cited == [project.records.get(record).author_year for record in [*alike, undated]]
    assert len(set(cited)) == 4
    with pytest.raises(UnknownNameError, match="Unknown record 'nothing'"):
        project.records.cited("nothing")


def test_authors_that_another_program_wrote_are_read_as_they_are(project: Project) -> None:
    record = add_record(project, "Markets")
    with project.journal.transaction() as connection:
        connection.execute("UPDATE record SET authors = ?", (r'["\udcff, A", "B"]',))
    assert project.records.get(record).authors == ("\udcff, A", "B")
