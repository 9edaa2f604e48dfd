"""The names in files of this program that say what REFI-QDA has no element for; read again when such a file is imported."""

RIVAL_FRAMINGS = "rival framings"
"""The set of rival framings."""

CATEGORY = "category: "
"""What the sets begin with whose codes are of one category."""

REJECTED = "rejected"
"""The set of theories and rival framings that were rejected."""

INCLUDED = "included"
EXCLUDED = "excluded"
"""The sets of sources by what was decided on them at the last stage."""

AT_STAGE = " at "
"""What stands between one of these words and an earlier stage: the set ``excluded at title-abstract``."""

RIVAL = "rival"
"""The link from a rival framing to a theory."""

STANCE = "stance: "
STATUS = "status: "
"""What the notes begin with to which all codings with a stance or status refer."""

MEMO = "memo"
"""The memo of a coding, or one on a record, code or configuration."""

MEMO_ON_CODING = "memo on a coding"
"""Another memo that somebody wrote on a coding."""

CONFIGURATION = "configuration "
"""What the note begins with that has the parts of a configuration, followed by its label."""

SOURCE_TYPE = "source type"
ORGANISATION = "organisation"
SHORT_AUTHOR = "short author"
"""Variables of a source, as fields of a reference are called in `review edit`."""

DOCUMENT = "document"
ONLY_REFERENCE = "none, only the reference"
"""The variable of a source that has no document, and its value."""

APPRAISED_BY = "appraised by"
BECAUSE = "because"
"""The variables beside ``rigour@T6`` of who gave the levels and why, such as ``because@T6``."""
