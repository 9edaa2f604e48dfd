"""Converts LaTeX in BibTeX values to plain text.

It uses a table and one pass over the text: pylatexenc, a dependency of bibtexparser, took 20 seconds for 1,000 abstracts,
drops unknown commands together with their arguments, and fails on deeply nested braces. Here an unknown command is kept.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "i": "ı", "j": "ȷ", "l": "ł",
    "L": "Ł", "ng": "ŋ", "NG": "Ŋ", "o": "ø", "O": "Ø", "oe": "œ", "OE": "Œ", "ss": "ß", "th": "þ", "TH": "Þ",
    "dots": "…", "ldots": "…", "textellipsis": "…", "textemdash": "—", "textendash": "–", "textquoteleft": "‘",
    "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«",
    "guillemotright": "»", "textquotesingle": "'", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textbar": "|", "textless": "<", "textgreater": ">", "textdollar": "$", "pounds": "£",
    "textsterling": "£", "texteuro": "€", "euro": "€", "copyright": "©", "textcopyright": "©", "textregistered": "®",
    "texttrademark": "™", "textdegree": "°", "textpm": "±", "texttimes": "×", "textmu": "µ", "S": "§", "P": "¶",
    "textbullet": "•", "textonehalf": "½", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "sigma": "σ", "chi": "χ", "Delta": "Δ", "pm": "±", "times": "×", "geq": "≥", "leq": "≤",
    "ge": "≥", "le": "≤", "sim": "∼", "approx": "≈", "rightarrow": "→",
}  # fmt: skip
_FORMATTING = frozenset(
    {
        *(
            "textit",
            "textbf",
            "textsc",
            "textsf",
            "texttt",
            "textrm",
            "textup",
            "textsl",
            "textnormal",
            "emph",
        ),
        *(
            "mkbibquote",
            "mkbibemph",
            "uppercase",
            "url",
            "path",
            "relax",
            "ensuremath",
            "textsuperscript",
            "textsubscript",
        ),
    }
)
_MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_ESCAPES = {"\\": " ", ",": " ", ";": " ", ":": " ", "/": "", "-": "", "!": ""}

_TOKEN = re.compile(
    r"""\\(?P<outer>[`'^~=."])\s*(?:\{\s*)?\\(?P<inner>[`'^~=."])\s*(?:\{\s*)?(?P<both>[A-Za-z])
    |\\(?P<accent>[`'^~=."]|[uvHrdckb](?![A-Za-z]))\s*(?:\{\s*(?P<inside>\\?[A-Za-z])\s*\}|(?P<letter>\\[ij](?![A-Za-z])|[A-Za-z]))
    |\\(?P<command>[A-Za-z]+)(?:\{\}|\s+(?!\{))?
    |\\(?P<escaped>[^A-Za-z])
    |\$\\(?P<sign>[A-Za-z]+)\$
    |(?P<formula>\$[^$]*\$)
    |(?P<mark>---?|``|''|~|[{}])""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(?:(textbackslash)|([%&#_{}$~^\\]))(?:\{\})?|\{\\([%&#_$~^])\}")


def plain_text(latex: str) -> str:
    """The plain text of `latex`: accents, symbols and dashes as characters, without braces.

    Formulas between dollar signs are kept, unless they are a single symbol.
    """
    return _TOKEN.sub(_plain, latex) if re.search(r"[\\{}$~`'-]", latex) else latex


def plain_address(latex: str) -> str:
    """A URL, DOI or file name without LaTeX's backslashes."""
    return _ESCAPED.sub(lambda found: "\\" if found[1] else found[2] or found[3], latex)


def _plain(token: re.Match[str]) -> str:
    if token["both"]:
        return unicodedata.normalize(
            "NFC", token["both"] + _ACCENTS[token["inner"]] + _ACCENTS[token["outer"]]
        )
    if token["accent"]:
        letter = (token["inside"] or token["letter"]).lstrip("\\")
        return unicodedata.normalize("NFC", letter + _ACCENTS[token["accent"]])
    if token["command"]:
        known = token["command"] in _FORMATTING
        return "" if known else _SYMBOLS.get(token["command"], token[0].removesuffix("{}"))
    if token["sign"]:
        return _SYMBOLS.get(token["sign"], token[0])
    if token["mark"]:
        return _MARKS[token["mark"]]
    return token["formula"] or _ESCAPES.get(token["escaped"], token["escaped"])
