from __future__ import annotations

import pytest

from tests.references.conftest import Read, ReadOne


def record(content: str) -> str:
    return f"<record>{content}</record>"


def file_of(*records: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>{"".join(records)}</records></xml>'


def test_a_record_with_styles_inside_its_text(read_one: ReadOne) -> None:
    reference = read_one(
        file_of(
            record(
                '<rec-number>7</rec-number><ref-type name="Report">27</ref-type>'
                "<contributors><authors><author><style face='bold'>Okoro, Chidi</style></author>"
                "<author>Turning Point,</author></authors></contributors>"
                "<titles><title>Care <style>in <i>England</i></style> now</title></titles>"
                "<dates><year>2016</year></dates><isbn>0966-0410</isbn><caption>Duplicate</caption>"
                '<foreign-keys><key app="EN">7</key></foreign-keys><keywords><keyword>a&#xD;b</keyword></keywords>'
                "<urls><related-urls><url>https://example.org</url></related-urls></urls>"
            )
        )
    )
    assert reference.title == "Care in England now"
    assert reference.authors == ("Okoro, Chidi", "Turning Point")
    assert (reference.kind, reference.year, reference.key, reference.issn) == (
        "report",
        2016,
        "7",
        ("0966-0410",),
    )
    assert reference.keywords == ("a", "b")
    assert reference.urls == ("https://example.org",)
    assert reference.other == {
        "caption": ("Duplicate",),
        "foreign-keys/key@app": ("EN",),
        "foreign-keys/key": ("7",),
    }


def test_characters_that_xml_forbids_do_not_cost_the_file(read_one: ReadOne) -> None:
    reference = read_one(file_of(record("<titles><title>One\x02two&#x1F;three&#0;&#x41;</title></titles>")))
    assert reference.title == "One two three A"


def test_a_file_that_breaks_off_keeps_what_came_before(read: Read) -> None:
    file = read(file_of(record("<titles><title>One</title></titles>"), "<record><titles><title>Tw</oops>"))
    assert [reference.title for reference in file.references] == ["One"]
    [refusal] = file.refusals
    assert refusal.line == 2
    assert refusal.message.endswith("the records after record 2 were not read")


def test_a_refused_record_says_which_it_is(read: Read) -> None:
    file = read(file_of(record("<titles><title>One</title></titles>"), record("<volume>1</volume>")))
    assert [refusal.message.partition(":")[0] for refusal in file.refusals] == ["record 2"]


@pytest.mark.parametrize("between", ["\n", "", "\n\n", "\ufeff", " \n\ufeff\n"])
@pytest.mark.parametrize("padding", [0, 65_400, 65_450, 65_500, 65_536, 131_000])
def test_files_that_were_joined(read: Read, between: str, padding: int) -> None:
    """The border of two documents may lie on the border of two chunks that are read."""
    first = file_of(record(f"<titles><title>One</title></titles><notes>{'x' * padding}</notes>"))
    second = file_of(
        record("<titles><title>Two</title></titles>"), record("<titles><title>Three</title></titles>")
    )
    third = "<xml><records><record><titles><title>Four</title></titles></record></records></xml>"
    file = read(between.join([first, second, third]) + "\n")
    assert file.refusals == ()
    assert [reference.title for reference in file.references] == ["One", "Two", "Three", "Four"]
    lines = between.count("\n")
    assert [reference.line for reference in file.references] == [2, 3 + lines, 3 + lines, 3 + 2 * lines]


def test_what_is_wrong_in_a_joined_file_is_at_its_line(read: Read) -> None:
    good = file_of(record("<titles><title>One</title></titles>"))
    file = read(f"{good}\n{good}\n<xml><records><record></titles>")
    assert len(file.references) == 2
    assert file.refusals[0].line == 5
    hidden = '<!DOCTYPE a [<!ENTITY b "c">]><xml><records/></xml>'
    assert "document type declaration" in read(f"{good}\n<?xml version='1.0'?>{hidden}").refusals[0].message
