"""Changed words on the screen: struck out and bold, or with signs."""

from __future__ import annotations

from review.domain.wording.word_changes import word_changes
from review.tui.support.word_marks import marked_words

CHANGES = word_changes("Many providers [b]", "Few providers at last")


def test_removed_words_are_struck_out_before_those_in_their_place() -> None:
    text = marked_words(CHANGES)
    assert text.plain.split() == ["Many", "Few", "providers", "[b]", "at", "last"]
    styles = {text.plain[span.start : span.end].strip(): str(span.style) for span in text.spans if span.style}
    assert "strike" in styles["Many"]
    assert "bold" in styles["Few"]


def test_signs_say_the_same_without_styles() -> None:
    text = marked_words(CHANGES, signs=True)
    assert text.plain.startswith("[-Many-] {+Few+} providers")
    assert text.spans == []
