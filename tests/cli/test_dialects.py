"""Awkward files of databases and programs: the real command accounts for every record of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.run import Terminal

DIALECTS: dict[str, tuple[str, int, int]] = {
    "ovid.ris": ("<1>\nTY  - JOUR\nT1  - One\nY1  - 2014//\nJA  - J. Care\nER  - \n\n<2>\nTY  - CONF\nT1  - Two\nER  - \n", 2, 0),
    "proquest.ris": ("TY  - THES\nT1  - One\nA1  - Quill, Hannah\nY1  - 2015///\nER  - \n", 1, 0),
    "ebsco.ris": ("TY  - JOUR\nT1  - One.\nY1  - 2013/11//Nov2013\nL3  - 10.5555/cp.86.11\nER  - \n", 1, 0),
    "cochrane.ris": ('Provider: Wiley\nContent:text/plain; charset="UTF-8"\n\nTY  - JOUR\nTI  - One\nER  -\n', 1, 0),
    "jstor.ris": ("Provider: JSTOR\nDatabase: JSTOR\n\nTY  - JOUR\nTI  - One\nER  -  \nTY  - JOUR\nTI  - Two\nER  -  \n", 2, 0),
    "zotero.ris": ("TY  - RPRT\nTI  - One\nDA  - 2016/03//\nER  - \n\n\n", 1, 0),
    "endnote.ris": ("\ufeffTY  - JOUR\nAU  - Smith, J.,\nTI  - One\nET  - 2010/05/01\nER  - \n\n\ufeffTY  - JOUR\nTI  - Two\nER  - \n", 2, 0),
    "page.ris": ("<html><body><pre>TY  - JOUR\nTI  - One\nER  - \n</pre></body></html>", 1, 0),
    "empty.ris": ("TY  - JOUR\nER  - \n\nTY  - JOUR\nTI  - One\nER  - \n", 1, 1),
    "wos.txt": ("FN Clarivate\nVR 1.0\nPT J\nAF Rook, Tessa\nTI One\n   two\nER\n\nEF\n", 1, 0),
    "wos-tab.txt": ('PT\tAU\tTI\tSO\tPY\nJ\tRook, T\tMarkets "without" prices\tHSC\t2017\n', 1, 0),
    "pubmed.nbib": ("\nPMID- 31234567\nTI  - One\n      more\nFAU - O'Neil, Kit\n\nPMID- 31234568\nTI  - [Two].\n", 2, 0),
    "scholar.enw": ("%0 Journal Article\n%T One\n%A Bell, Rob\n\n%0 Book\n%T Two\n", 2, 0),
    "jabref.bib": ("% Encoding: UTF-8\n\n@Article{a,\n title = {{One}},\n month = mar,\n}\n\n@Comment{jabref-meta: x;}\n", 1, 0),
    "strings.bib": ('@string{j = "Care"}\n@article{a, title="One" # { more}, journal=j}\n@article{b title={No comma}}\n', 1, 1),
    "scopus.csv": ('"Authors","Title","Year","Art. No."\n"Lane J.; Pope K.","One, with comma","2020","112865"\n', 1, 0),
    "ieee.csv": ('"Document Title","Authors","Publication Year"\n"One","J. Lane; K. Pope; ","2019"\n', 1, 0),
    "dimensions.csv": ('"About the data: Exported"\n"Rank","DOI","Title","PubYear"\n"500","10.1000/d1","One","2021"\n', 1, 0),
    "embase.csv": ('"TITLE","One"\n"AUTHOR NAMES","Lane J."\n"PUBLICATION YEAR","2016"\n\n"TITLE","Two"\n"AUTHOR NAMES","Pope K."\n"PUBLICATION YEAR","2017"\n', 2, 0),
    "excel.csv": ("\ufeffsep=;\r\nTitle;Year\r\nOne;2013\r\n", 1, 0),
    "quotes.csv": ('Title,Authors,Year\n"Care" in the market,Lane,2014\n"Open,Pope,2015\nLast,Quill,2016\n', 3, 0),
    "crossref.json": ('{"status": "ok", "message": {"items": [{"DOI": "10.1000/cr", "title": ["One"]}], "query": {}}}', 1, 0),
    "lines.json": ('{"type": "book", "title": "One"}\n{"type": "book", "title": "Two"}\n', 2, 0),
    "refworks.txt": ("RT Journal Article\nA1 Lane,Jo\nT1 One\n", 0, 1),
    "summary.txt": ("1: Lane J, Pope K. A title. J Care. 2019;3(1):1-9. doi: 10.1000/x. PMID: 31234567.\n", 0, 1),
}  # fmt: skip
"""The content of a file, how many of its records come in, and how many are refused."""


def test_the_command_accounts_for_every_file(terminal: Terminal, tmp_path: Path) -> None:
    for name, (content, _, _) in DIALECTS.items():
        (tmp_path / name).write_bytes(content.encode())
    outcome = terminal.run("import", *(tmp_path / name for name in DIALECTS), "--json", "--no-files")
    files: list[Any] = outcome.data["files"]
    found = {Path(file["path"]).name: (file["records"], len(file["refused"])) for file in files}
    assert found == {name: (records, refused) for name, (_, records, refused) in DIALECTS.items()}
    assert outcome.code == 1
