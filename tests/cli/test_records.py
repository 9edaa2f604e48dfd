"""records, show, edit, decide, settle, source-type, not-retrieved."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import Terminal

RECORD_KEYS = {"record", "title", "authors", "year", "source_type", "role", "stages", "codes"}


def test_records_are_listed_with_decisions_and_codes(terminal: Terminal, record: str) -> None:
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    terminal.run("code", record, "RA", "T1.a", "--span", "0", "20")
    rows = terminal.json("records", "--where", "title-abstract=include", "--where", "year=2016")["records"]
    (row,) = rows
    assert row.keys() >= RECORD_KEYS
    assert row["stages"] == {
        "title-abstract": {"decision": "include", "by": {"ann": "include"}},
        "theory-map": {"decision": "none", "by": {}},
    }
    assert row["codes"] == ["T1.a", "RA"]
    assert row["authors"] == ["Rahman, Sadia"]
    assert [r["title"] for r in terminal.json("records", "--search", "advoc")["records"]] == ["Advocacy"]
    assert [r["year"] for r in terminal.json("records", "--sort", "year")["records"]] == [2015, 2016]


def test_a_long_title_is_cut_for_people_and_whole_in_json(terminal: Terminal, record: str) -> None:
    title = "Markets and what they do to care " * 90
    terminal.run("edit", record, "--title", title)
    lines = terminal.run("records").out.splitlines()
    assert max(map(len, lines)) <= 200
    assert any(
        "Markets and what they do to care" in line and " …  title abstract: none" in line for line in lines
    )
    assert title.strip() in {row["title"] for row in terminal.json("records")["records"]}


def test_titles_from_outside_are_only_characters(terminal: Terminal, record: str) -> None:
    for command in (("records",), ("show", record), ("log",)):
        out = terminal.run(*command).out
        assert "Markets" in out or "Rahman" in out
        assert not set(out) & set("\x1b\x07\u202e\x85")
    assert terminal.json("show", record)["title"].startswith("Markets \x1b]0;")


def test_show_has_everything_about_a_record(terminal: Terminal, record: str) -> None:
    coded = terminal.json("code", record, "T1", "--quote", "many providers COMPETE".replace("COMPETE", "compete").replace("many", "Many"), "--status", "reported", "--memo", "why")  # fmt: skip
    terminal.run("decide", record, "exclude", "--stage", "theory-map", "--criterion", "E9", "--note", "thin")
    shown = terminal.json("show", record)
    assert shown.keys() >= RECORD_KEYS | {"pages", "decisions", "codings", "suggestions", "memos"}
    (coding,) = shown["codings"]
    assert coding | {
        "coding": coded["coding"], "codes": ["T1"], "stance": "bears-on", "status": "reported", "page": 1,
        "page_label": "345", "start": 0, "end": 22, "quote": "Many providers compete", "memo": "why", "reviewer": "ann",
    } == coding  # fmt: skip
    assert shown["decisions"][0]["criteria"] == ["E9"]
    assert [page["label"] for page in shown["pages"]] == ["345", "346", "347", "348"]
    assert shown["suggestions"]["codes"]
    lines = terminal.run("show", record).out
    assert "theory map: exclude by ann (E9): thin\n" in lines
    assert "suggested: " in lines


def test_show_prints_the_trail_in_single_lines(terminal: Terminal, record: str) -> None:
    coded = terminal.json("code", record, "T1", "--span", "0", "22", "--memo", "who\nchooses?")["coding"]
    terminal.run("memo", coded, "councils do", "--reviewer", "bob")
    terminal.run("memo", record, "read again")
    terminal.run("decide", record, "exclude", "--stage", "theory-map", "--criterion", "E9")
    terminal.run("decide", record, "include", "--stage", "title-abstract", "--override", "E1=about moving")
    lines = terminal.run("show", record).out.splitlines()
    assert lines[3:9] == [
        "title abstract: include by ann: E1 overridden (about moving)",
        "theory map: exclude by ann (E9)",
        f"{coded[:12]}  p. 345  T1 (bears-on): Many providers compete",
        "   memo by ann: who chooses?",
        "   memo by bob: councils do",
        "memo by ann: read again",
    ]
    (coding,) = terminal.json("show", record)["codings"]
    assert (coding["memo"], [memo["text"] for memo in coding["memos"]]) == ("who\nchooses?", ["councils do"])


def test_show_names_the_stages_in_conflict(terminal: Terminal, record: str) -> None:
    conflict = (
        "title abstract: conflict, until the reviewers agree or `review settle` says which decision counts"
    )
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    terminal.run("decide", record, "include", "--stage", "title-abstract", "--reviewer", "bob")
    assert "conflict" not in terminal.run("show", record).out
    terminal.run("decide", record, "maybe", "--stage", "title-abstract", "--reviewer", "bob")
    assert conflict in terminal.run("show", record).out.splitlines()


def test_a_reference_is_edited_or_confirmed(terminal: Terminal, record: str) -> None:
    done = terminal.json("edit", record, "--title", "Care markets", "--authors", "Okoro, Chidi", "--year", "2017",
                         "--doi", "10.5555/x", "--short-author", "Okoro", "--role", "theory-source")  # fmt: skip
    assert done.keys() == {"event"}
    shown = terminal.json("show", "10.5555/x")
    assert (shown["title"], shown["year"], shown["role"]) == ("Care markets", 2017, "theory-source")
    other = next(r["record"] for r in terminal.json("records", "--where", "year=2015")["records"])
    assert terminal.run("edit", other, "--confirm").out == "Rahman, 2015: authors, title, year confirmed\n"
    assert "nothing to confirm" in terminal.refused("edit", other, "--confirm")
    terminal.run("undo")
    assert terminal.run("edit", other, "--confirm", "--year", "2014").out == (
        "Rahman, 2015, now Rahman, 2014: year changed; Rahman, 2014: authors, title confirmed\n"
    )
    said = terminal.run("edit", other, "--confirm", "--organisation", "NHS").out
    assert said == "Rahman, 2014: organisation changed; it is cited by its authors\n"
    assert "nothing to change" in terminal.refused("edit", other)
    assert "is not a year" in terminal.refused("edit", other, "--year", "99999")


def test_decisions_follow_the_rules_of_their_stage(terminal: Terminal, record: str) -> None:
    assert terminal.json("decide", record, "maybe", "--stage", "title-abstract").keys() == {"event"}
    assert "needs a criterion" in terminal.refused("decide", record, "exclude", "--stage", "theory-map")
    done = terminal.run("decide", record, "include", "--stage", "title-abstract", "--override", "E1=reprinted", "--reviewer", "bob")  # fmt: skip
    assert done.out == "Included Rahman, 2016\n"
    (row,) = terminal.json("records", "--where", "title-abstract=conflict")["records"]
    assert row["stages"]["title-abstract"]["by"] == {"ann": "maybe", "bob": "include"}
    for wrong in (("--override", "E1"), ("--criterion", "E8"), ("--override", "E1=")):
        assert terminal.refused("decide", record, "include", "--stage", "title-abstract", *wrong)


def test_where_reviewers_disagree_one_decision_is_settled(terminal: Terminal, record: str) -> None:
    at = ("--stage", "theory-map")
    terminal.run("decide", record, "include", *at)
    assert "no reviewers disagree at theory map" in terminal.refused(
        "settle", record, "include", *at, "--reason", "x"
    )
    terminal.run("decide", record, "exclude", *at, "--criterion", "E9", "--reviewer", "bob")
    assert "needs a criterion" in terminal.refused("settle", record, "exclude", *at, "--reason", "thin")
    assert "say why" in terminal.refused("settle", record, "include", *at, "--reason", " ")
    terminal.refused("settle", record, "include", "--stage", "nowhere", "--reason", "x")
    done = terminal.run("settle", record, "exclude", *at, "--criterion", "E9", "--reason", "thin evidence")
    assert done.out == "Rahman, 2016: settled at theory map: exclude by E9 (thin evidence)\n"
    again = terminal.json("settle", record, "include", *at, "--reason", "it bears on T1")
    assert again.keys() == {"event"}
    shown = terminal.json("show", record)
    assert shown["stages"]["theory-map"] == {
        "decision": "include",
        "by": {"ann": "include", "bob": "exclude"},
    }
    (settled,) = shown["settlements"]
    assert (settled["decision"], settled["reviewer"], settled["reason"]) == (
        "include",
        "ann",
        "it bears on T1",
    )
    assert "conflict" not in terminal.run("show", record).out
    assert "theory map: settled as include by ann: it bears on T1" in terminal.run("show", record).out
    assert "settlement (include, theory map) on Rahman, 2016: it bears on T1" in terminal.run("log").out
    assert len(terminal.json("records", "--where", "theory-map=include")["records"]) == 1


def test_one_decision_for_all_that_fit_is_counted_then_stored_then_undone(terminal: Terminal) -> None:
    given = ("decide", "--where", "role=evidence", "maybe", "--stage", "title-abstract", "--note", "later")
    assert terminal.json(*given) == {"records": 2, "events": [], "kept": 0, "left_out": 0}
    assert terminal.run(*given).out.splitlines() == [
        "2 records would be set to maybe at title abstract.",
        "Nothing is stored without --all.",
    ]
    assert terminal.json("records", "--where", "title-abstract=none")["records"]
    done = terminal.json(*given, "--all")
    assert (done["records"], len(done["events"])) == (2, 2)
    assert len(terminal.json("records", "--where", "title-abstract=maybe")["records"]) == 2
    terminal.run("undo")
    assert len(terminal.json("records", "--where", "title-abstract=none")["records"]) == 2


def test_decisions_of_others_and_ones_own_are_kept_unless_a_condition_asks_for_them(
    terminal: Terminal, record: str
) -> None:
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    shared = ("--stage", "title-abstract", "--all")
    found = terminal.json("decide", "--search", "advocacy", "exclude", "--criterion", "E1", *shared)
    assert found["records"] == 1
    assert terminal.json("decide", "--where", "role=evidence", "park", *shared) == {
        "records": 0, "events": [], "kept": 2, "left_out": 0,
    }  # fmt: skip
    assert terminal.json("decide", "--where", "title-abstract=include", "park", *shared)["records"] == 1
    assert len(terminal.json("records", "--where", "title-abstract=park")["records"]) == 1
    later = terminal.json("decide", "--where", "role=evidence", "include", "--stage", "theory-map")
    assert (later["records"], later["left_out"]) == (0, 2)


def test_options_may_come_before_or_after_record_and_decision(terminal: Terminal, record: str) -> None:
    stage = ("--stage", "title-abstract")
    for given in ((record, "maybe", *stage), (*stage, record, "maybe"), (record, *stage, "maybe")):
        assert terminal.json("decide", *given).keys() == {"event"}
    where = ("--where", "year=2015")
    for given in (("maybe", *where, *stage), (*where, *stage, "maybe"), (*stage, "maybe", *where)):
        assert terminal.json("decide", *given)["records"] == 1


def test_a_bulk_decision_that_cannot_be_meant_is_refused(terminal: Terminal, record: str) -> None:
    stage = ("--stage", "title-abstract")
    where = ("--where", "role=evidence")
    refused = {
        ("include", *stage, "--all"): "give RECORD and a decision, or conditions",
        (record, "include", *stage, "--all"): "--all needs conditions",
        (record, "include", *stage, *where): "either RECORD or conditions",
        ("exlude", *stage, *where): "Unknown decision 'exlude'. Did you mean 'exclude'?",
        ("include", *stage, *where, "--override", "E1=old"): "--override is for one record",
        ("include", *stage, "--where", "role"): "write FIELD=VALUE",
        ("exclude", "--stage", "theory-map", *where): "needs a criterion",
        ("include", "--stage", "nowhere", *where): "Unknown stage 'nowhere'",
    }
    for given, message in refused.items():
        assert message in terminal.refused("decide", *given)


def test_a_source_type_is_set_and_cleared(terminal: Terminal, record: str) -> None:
    assert terminal.json("source-type", record, "policy").keys() == {"event"}
    assert terminal.json("show", record)["source_type"] == "policy"
    terminal.run("source-type", record, "unclassified")
    assert terminal.json("show", record)["source_type"] == "unclassified"
    assert "Unknown source type 'polici'" in terminal.refused("source-type", record, "polici")


def test_an_ambiguous_or_unknown_record_is_refused_with_what_to_do(terminal: Terminal) -> None:
    assert "`review records` lists them" in terminal.refused("show", "nothing")
    assert "write FIELD=VALUE" in terminal.refused("records", "--where", "year")
    assert "Unknown order" in terminal.refused("records", "--sort", "size")


def test_a_condition_that_no_record_can_meet_is_refused_with_the_values(terminal: Terminal) -> None:
    refused = {
        "colour=red": "Unknown field 'colour'. Fields: code, label, reading_status, record, reference, role, search, source, source_type, status, theory-map, title-abstract, year",
        "year=20x": "'20x' is not a year; write four digits",
        "reading_status=frob": "Unknown reading status 'frob'. Statuses: added, partial, no-text, encrypted, not-retrieved",
        "status=frob": "Unknown status 'frob'. Statuses: added",
        "title-abstract=yes": "Unknown decision 'yes'. Decisions: include, exclude, maybe, park, conflict, none",
        "role=witness": "Unknown role 'witness'. Roles: evidence",
        "source_type=polici": "Unknown source type 'polici'. Did you mean 'policy'?",
        "code=T99": "Unknown code 'T99'",
    }
    for condition, message in refused.items():
        assert message in terminal.refused("records", "--where", condition)
    for condition in ("year=1999", "status=not-retrieved", "code=T2", "title-abstract=park"):
        assert terminal.json("records", "--where", condition)["records"] == []
    unclassified = terminal.json("records", "--where", "source_type=unclassified")["records"]
    assert len(unclassified) == 2


def test_a_document_that_was_not_retrieved_is_shown_with_the_reason(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    (tmp_path / "found.ris").write_text(
        "TY  - JOUR\nTI  - Small and local\nAU  - Okoro, C\nPY  - 2017\nER  - \n"
    )
    terminal.json("import", tmp_path / "found.ris")
    (found,) = terminal.json("records", "--search", "local")["records"]
    assert found["status"] == ""
    done = terminal.json("not-retrieved", found["record"], "--reason", "no copy")
    assert done.keys() == {"event"}
    shown = terminal.json("show", found["record"])
    assert (shown["status"], shown["message"]) == ("not-retrieved", "not retrieved: no copy")
    assert "no document (not retrieved: no copy)" in terminal.run("show", found["record"]).out
    assert len(terminal.json("records", "--where", "status=not-retrieved")["records"]) == 1
    assert "document not retrieved for Okoro, 2017" in terminal.run("log").out
    assert "so it was retrieved" in terminal.refused("not-retrieved", record, "--reason", "no copy")
