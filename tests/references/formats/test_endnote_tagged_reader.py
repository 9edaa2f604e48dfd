from __future__ import annotations

from tests.references.conftest import Read


def test_records_of_a_search_engine(read: Read) -> None:
    file = read(
        "%0 Journal Article\n%T Night care\n%A Marsh, Ada\n%A Loft, Ed\n%J Care\n%V 7\n%N 2\n%P 3-9\n%@ 1111-2222\n%D 2015\n"
        "%R 10.5555/nc\n%U https://example.org/1\n%X They asked.\nTwice.\n%9 Trial\n\n%0 Book\n%T Day care\n%I Nowhere Press\n"
    )
    one, two = file.references
    assert file.format == "endnote-tagged"
    assert (one.kind, one.title, one.authors, one.year) == (
        "article-journal",
        "Night care",
        ("Marsh, Ada", "Loft, Ed"),
        2015,
    )
    assert (one.container, one.volume, one.issue, one.pages, one.doi) == (
        "Care",
        "7",
        "2",
        "3-9",
        "10.5555/nc",
    )
    assert (one.abstract, one.issn, one.other) == ("They asked.\nTwice.", ("1111-2222",), {"%9": ("Trial",)})
    assert (two.kind, two.organisation, two.line) == ("book", "Nowhere Press", 17)
    assert (file.refusals, file.notices) == ((), ())
