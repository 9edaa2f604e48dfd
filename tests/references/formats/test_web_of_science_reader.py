from __future__ import annotations

from tests.references.conftest import ReadOne


def test_a_record(read_one: ReadOne) -> None:
    reference = read_one("""FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Rahman, S
   Okoro, CB
AF Rahman, Sadia
   Okoro, Chidi B.
TI Shaping local markets
   for care
SO HEALTH & SOCIAL CARE
DE choice; personal
   budgets
PY 2016
BP 134
EP 147
DI 10.1111/hsc.12345
UT WOS:000370000000001
Z9 12
ER

EF
""")
    assert reference.title == "Shaping local markets for care"
    assert reference.authors == ("Rahman, Sadia", "Okoro, Chidi B.")
    assert reference.keywords == ("choice", "personal budgets")
    assert (reference.pages, reference.key, reference.line) == ("134-147", "WOS:000370000000001", 3)
    assert reference.other == {"PT": ("J",), "AU": ("Rahman, S", "Okoro, CB"), "Z9": ("12",)}
