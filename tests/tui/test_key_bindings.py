from review.tui.key_bindings import clashes


def test_no_two_bindings_of_a_place_are_given_one_key():
    assert clashes({"screening.include": "y"}) == []


def test_a_key_given_twice_is_told_with_both_bindings():
    assert clashes({"screening.include": "x"}) == [
        "keys.yaml: screening.include and screening.exclude have the same key, x"
    ]


def test_a_key_that_works_everywhere_clashes_with_every_place():
    assert clashes({"library.edit": "u"}) == ["keys.yaml: library.edit and app.undo have the same key, u"]
