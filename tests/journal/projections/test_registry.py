"""Every kind of act has a fold, and tables that change have another version."""

from __future__ import annotations

import hashlib
from contextlib import closing

from review.acts import KINDS
from review.journal import projections, schema
from review.journal.journal import Journal

VERSION_OF_TABLES = {
    "196f76415e6a24da5e66d0b7fb0474ddebcb1f64e693719996434d3dcd8cdbf8": 1,
    "81ee8cd4cf5593a8352f0200707388622adfacae3ee5ae64f0adb470c8a649a1": 4,
    "597c1565737abedf606f67aac4871df5320680421824fe6f0f9168476f08154d": 5,
    "65747586258e92c2bd2b46e32293137b6ee2a333e07ccf2d85fcc5d81dd87c95": 6,
    "b1ddeff02ad05fafa96ebbeb80babb9dcbbe858a68d88a98dd6659e8cb80f73c": 8,
    "88b62f3f889903d8fd80a5507182233ac591055cb4d02f480ee9db19272f1a17": 9,
    "dbabcf1a33084fe1b7395a52895bcfa0d812f4faa04757688dfba05dd513e266": 10,
    "ca19857f5f7dcf3d2830280a8d789de255ab0c5370dec710c89ac981d441d062": 11,
    "c43f2b368b1a50e9d324ee9ed3f38a13fc950911cd49a5d3a89bac44a037a0c4": 11,
    "7dc28e983363944379b683017d8d633e64f668a3a4fceebbe03b58a5aaabfbf9": 12,
    "cf3d48d0a3d3cc89195604536ba5b3fe7805b76244b85192b4349f8846173159": 12,
    "994c4871121079e2da0866ffce3bfcab4744452953346759de6621eec57ba94a": 12,
    "f0927ddcd2173641bb3ea807a24030b6b95700ff094783191ba5fde2f1a767ed": 12,
    "606000892cd8734aa3fdd10c53b21333d914f79af6f647152a2f7ffd5a964425": 12,
    "396dbdbfb3a402ab6a15bb765853f6c671e11e256fa596d204a6dd1b20eb1837": 13,
    "87a59a63d841a6b09963e5587c5a2228f8b38c00b6194590d7e0e4064e42b9c4": 13,
    "85abdc06dad385c31b9717f98c56d5d9119e67c05755a6c669fc1190fa9cb67c": 13,
    "173a5e721054d8df229d3109f484d069e1293994922e7070738badb12a409ba9": 16,
    "9a14a52fa1c5bc409d38cef49a66e1a35634a93a2b09f6904e892bf4c3792cd4": 17,
}
"""For the SHA-256 of the statements that make the tables: the first version with these tables."""


def test_every_kind_of_act_has_a_fold() -> None:
    subjects = {kind: act.about.partition(":")[0].partition("{")[0] for kind, act in KINDS.items()}
    assert set(subjects) == set(KINDS)
    # Reversals and moves take the subject of another act.
    assert {kind for kind, subject in subjects.items() if not subject} == {"undo", "redo", "reanchor"}
    assert {subject for subject in subjects.values() if subject} == set(projections.FOLDS)


def test_tables_that_change_have_another_version() -> None:
    """Raise `PROJECTIONS_VERSION` and add the new digest with it: else reviews keep the tables that they have."""
    made = "".join([*(table.sql for table in projections.TABLES), projections.search.SQL])
    digest = hashlib.sha256(made.encode()).hexdigest()
    assert digest in VERSION_OF_TABLES
    assert VERSION_OF_TABLES[digest] <= schema.PROJECTIONS_VERSION


def test_rows_have_the_columns_of_their_tables() -> None:
    with closing(Journal.in_memory()) as journal:
        for table in projections.TABLES:
            columns = [
                name for (name,) in journal.rows("SELECT name FROM pragma_table_info(?)", (table.name,))
            ]
            assert tuple(column for column in columns if column != "key") == table.columns
