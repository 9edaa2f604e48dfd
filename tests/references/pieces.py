"""What files of each format are made of, to be put together in any order."""

from hypothesis import strategies as st

PIECES = {
    "ris": ["TY  - JOUR\n", "ER  - \n", "TI  - ", "AU  - ", "N1  - ", "SP  - 1\n", "EP  - 2-3\n", "PY  - 2016", "\n", "\r",
            "\ufeff", "RAYYAN-INCLUSION: {", '"a"=>"Included"', " | RAYYAN-LABELS: ", "REVIEW-DECISIONS: [", "REVIEW-FIELDS: ",
            '{"title": 1}', '{"authors": ["a"]}', "REVIEW-OTHER: {}", "DO  - 10.1000/x", "Exclusion reason: "],
    "bibtex": ["@article{a,", "@string{x = ", "@comment(", "title = ", "author={", "{", "}", '"', "#", ",", "=", "\\", "\\'", '\\"{',
               " and ", "others", "\n", "@", "(", ")", "$", "review-codes = {", '["T1"]', "%", "year=2016", "~", "--"],
    "nbib": ["PMID- 1\n", "TI  - ", "      more\n", "LID - 10.1000/x [doi]\n", "AU  - Okoro C\n", "\n", "FAU - ", "PT  - Book\n"],
    "web-of-science": ["FN x\n", "PT J\n", "TI ", "   more\n", "ER\n", "EF\n", "AU a\n", "AF b\n", "\n"],
    "endnote-xml": ["<xml>", "<records>", "<record>", "</record>", "<titles><title>", "</title></titles>", "<style face='x'>",
                    "</style>", "&amp;", "&#0;", "&#x", ";", "&a;", "<!DOCTYPE a [", "]>", "<![CDATA[", "]]>", "<!--", "-->", "text",
                    "<ref-type name='Book'>", "</ref-type>", "<?xml version='1.0' encoding='utf-16'?>"],
    "csl-json": ["[", "]", "{", "}", ",", ":", '"title"', '"author"', '"issued"', '"date-parts"', '"custom"', '"review-fields"',
                 "null", "1e999", "2016", '"x"', '"family"', '"\\ud800"', "\n", '"review-decisions"', "[[2016]]", "true"],
    "csv": ["title", "authors", "year", "notes", "included", "review_decisions", ",", ";", "\t", '"', '""', "\n", "\r\n", "\0",
            "=1+1", "'", "x", "Okoro, C.; Lee", "[]", "{}", "10.1000/x"],
}  # fmt: skip
BEGINNINGS = {"ris": "TY  - JOUR\nTI  - a\n", "bibtex": "@article{k, title={a}}\n", "nbib": "PMID- 1\n",
              "web-of-science": "PT J\n", "endnote-xml": "<xml><records>", "csl-json": "[", "csv": "title,year,notes\n"}  # fmt: skip


def contents(name: str) -> st.SearchStrategy[str]:
    """Files that begin as the format does, and go on as they like."""
    pieces = st.one_of(st.sampled_from(PIECES[name]), st.text(max_size=5))
    return st.lists(pieces, max_size=40).map(lambda drawn: BEGINNINGS[name] + "".join(drawn))
