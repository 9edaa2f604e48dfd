"""The Reader's key bindings; text and table have their own for moving and selecting."""

from __future__ import annotations

from textual.binding import Binding, BindingType

READER_BINDINGS: list[BindingType] = [
    Binding("enter", "accept", "Accept", id="reader.accept"),
    Binding("r", "reject", "Reject", id="reader.reject"),
    Binding("n", "done", "Done", id="reader.done"),
    Binding("ctrl+d", "done_up_to", "Done up to here", show=False, id="reader.done_up_to"),
    Binding("slash", "pick", "Code", id="reader.pick"),
    Binding("plus", "stance('supports')", "Supports", show=False, id="reader.supports"),
    Binding("minus", "stance('challenges')", "Challenges", show=False, id="reader.challenges"),
    Binding("tilde", "stance('refines')", "Refines", show=False, id="reader.refines"),
    Binding(
        "circumflex_accent",
        "stance('extends')",
        "Extends",
        show=False,
        id="reader.extends",
    ),
    Binding("apostrophe", "status", "Next status", show=False, id="reader.status"),
    Binding("tab", "next_coding", "Next code here", show=False, id="reader.next_coding"),
    Binding("M", "memo", "Memo", id="reader.memo"),
    Binding("F", "facets", "Facets", show=False, id="reader.facets"),
    Binding(
        "right_square_bracket",
        "suggestion(1)",
        "Next suggestion",
        show=False,
        id="reader.next_suggestion",
    ),
    Binding(
        "left_square_bracket",
        "suggestion(-1)",
        "Previous suggestion",
        show=False,
        id="reader.previous_suggestion",
    ),
    Binding("N", "document(1)", "Next document to code", show=False, id="reader.next_document"),
    Binding("B", "document(-1)", "Previous document to code", show=False, id="reader.previous_document"),
    Binding("C,ctrl+k", "configuration", "Configuration", id="reader.configuration"),
    Binding("A,ctrl+a", "appraise", "Appraise", show=False, id="reader.appraise"),
    Binding("L", "look_again", "Look again", show=False, id="reader.look_again"),
    Binding("E,ctrl+e", "against", "Evidence against", show=False, id="reader.against"),
    Binding("S", "suggestions", "Suggestions off or on", show=False, id="reader.suggestions"),
    Binding("t", "table(1)", "Table", id="reader.table"),
    Binding("T", "table(-1)", "Previous table", show=False, id="reader.previous_table"),
    Binding("y", "copy", "Copy", id="reader.copy"),
    Binding("o", "open_pdf", "PDF", id="reader.open_pdf"),
    Binding("P", "page_numbers", "Printed page numbers", show=False, id="reader.page_numbers"),
    Binding("W", "why", "Show why in the text", show=False, id="reader.why"),
    Binding("escape", "back", "Back", show=False, id="reader.back"),
]

TEXT_BINDINGS: list[BindingType] = [
    Binding("H", "asides", "Side text", show=False, id="reader.asides"),
    Binding("g", "page", "Go to a page", show=False, id="reader.page"),
    Binding("ctrl+f", "find", "Find", show=False, id="reader.find"),
    Binding("full_stop", "match(1)", "Next match", show=False, id="reader.next_match"),
    Binding("comma", "match(-1)", "Previous match", show=False, id="reader.previous_match"),
]

OF_PASSAGES = frozenset({"accept", "reject", "done", "done_up_to", "suggestion", "why"})
"""Actions on passages, which are disabled while a table is shown."""

NOT_WHILE_GOING_THROUGH = OF_PASSAGES | {
    "pick",
    "next_coding",
    "status",
    "table",
    "stance",
    "look_again",
    "configuration",
    "appraise",
    "against",
}
"""Actions that are disabled while the keys answer for the passages that are gone through."""
