"""Large text and file properties that are not titles: file names, mastheads, kinds of papers, degrees."""

from __future__ import annotations

import re

LETTERS = re.compile(r"[^\W\d_]{2,}")
"""A word."""

_JUNK = re.compile(
    r"""untitled.*|(microsoft\s)?(word|powerpoint|excel)\s?-.*|(adobe\s)?acrobat.*|layout\s?\d*|document\s?\d*|title|slide\s?\d+
    |((microsoft\s)?powerpoint[\s-]*)?(presentation|präsentation|présentation)(\s?powerpoint)?\s?\d*|.*\.(docx?|pdf|indd|qxd|qxp|rtf|tex|dvi|xlsx?|pptx?|pages|odt|eps|ps|cdr|pmd|pub)\s?.*|committee\s+report\s?[\d.]*
    |(final\s)?(report|draft|paper|article|manuscript)(\s?v?[\d.]*)?|print|cover|a4.*|new\s.*document|pii[:.\s].*|doi[:.\s]?.*|\d[\d\s._-]*
    |[a-z]{0,6}[\d_\-.()x]+[a-z\d_\-.]*|https?:.*|www\..*|[a-z]+\d+(\s\d+\.\.\d+)?|no\s+job\s+name|arxiv:.*|template.*|proof|default""",
    re.IGNORECASE | re.VERBOSE,
)
_MASTHEAD = re.compile(
    r"(original|research|review|short|case)\s(article|report|paper|communication).*|open access.*|study protocol|research|review|articles?"
    r"|available online.*|arxiv:.*|(the |[\w ]{3,30} )?journal( of\b.*)?|.*\bjournal$|contents lists.*|.*journal homepage.*|issn.*|volume\s\d+.*|vol\.?\s?\d+.*|www\..*|https?:.*|doi.*"
    r"|.*\bvol\.? \d+, no\.? \d+.*|original contributions?|(to appear|forthcoming|accepted|in press|erscheint) (in|for|at)\b.*|running head:.*"
    r"|([\w ]{0,30} )?courts?( of [\w ]+)?|institute? (für|for|of) [^:]{3,60}|([\w-]+ ){1,3}institut[eo]?|\[[^\]]*\]?|\[(?:19|20)\d\d\] .*|(table of )?contents|keywords?:.*|\w{2,30}(公司|株式会社)|.*(\.{4,}|…{2,}|(\. ){4,}).*"
    r"|[^\W\d]+ (nr|no|n°|heft|band|bd)\.? ?\d+( [^\W\d]+)?( (19|20)\d\d)?"
    r"|plos one|bmc [\w ]+|bmj open|frontiers in.*|downloaded from.*|house of (lords|commons).*|hm government|department (of|for) [\w ]+|authors?|published.*"
    r"|(the )?((final|interim|full|main|annual) )?report|(rapport|informe|relatório|relazione|rapporto) (final[eo]?|finale|annuel|anual|intermédiaire)|(abschluss|end|jahres|zwischen)bericht|r e s e a r c h.*|s tud y.*",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"((the )?author'?s?’?s? )?((final|original|corrected|uncorrected|unedited|accepted|peer[- ]reviewed|submitted|published) ){0,2}"
    r"(author )?(manuscript|proofs?|version|personal copy|pre-?print|post-?print)s?"
    r"|(final )?draft|(strictly )?confidential|embargoed.*|article in press|for (official use|review|comment|consultation)( only)?"
    r"|not for (distribution|citation).*|subject to .*|do not (cite|quote|distribute).*|specimen|sample|copy",
    re.IGNORECASE,
)
"""What watermarks and heads say about a version."""

_SERIES = re.compile(
    r"(working|discussion|technical|policy|research|occasional|briefing|conference|issues?|white|green|consultation|concept|evidence|background)"
    r" (papers?|reports?|briefs?|notes?|briefing)( series)?( ?(no\.?|number|n°|#)?\s?[\d/.-]+)?|[\w ]{0,30}\bseries( no\.?.*)?"
    r"|(electronic )?(supplement(ary|al)?|supporting)( online)? (information|materials?|data|text|methods?|appendix|note)s?.{0,40}|notes? and comments?|(the )?\w+ archive"
    r"|\w* ?page (is )?intentionally left blank.*",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\bvol\b|\bvolume\b|issn|homepage|\d\s?\(\d{1,4}\)|\b(?:19|20)\d\d\s?;|\((?:19|20)\d\d\)\s?\d|(?<!/)\b(?:19|20)\d\d,? \d{1,3}:\d",
    re.IGNORECASE,
)
"""A volume or an issue, as beside a journal's name."""

_SHORT = 3
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|spring|summer|autumn|fall|winter"
)
_DATE = re.compile(
    rf"(\d{{1,2}}(st|nd|rd|th)?\s(of\s)?)?({_MONTHS})?\.?,?\s?(\d{{1,2}},\s)?((19|20)\d\d)?", re.IGNORECASE
)
_SUMMARY = re.compile(
    r"resumen(?: ejecutivo)?|résumé(?: (?:exécutif|analytique))?|(?:kurz)?zusammenfassung|kurzfassung|resumo(?: executivo)?|sumário(?: executivo)?|riassunto"
    r"|introducción|introdução|introduzione|einleitung|einführung|samenvatting|sammanfattning|sammendrag",
    re.IGNORECASE,
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY = re.compile(
    rf"(?:({_DAYS}),?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?({_MONTHS})|({_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?),?\s(?:19|20)\d\d"
    r"(?:,?\s(?:at\s)?\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
"""A day, perhaps with its hour."""

_OF_THESES = re.compile(
    r".*\b(submitted (in|to|for|by)|fulfil?lment of|for the (degree|award) of|requirements? (for|of) the|doctor of philosophy|supervis(or|ors|ed by)|"
    r"inaugural-?dissertation|zur erlangung|pour obtenir|tesis (doctoral|para)|proefschrift)\b.*"
    r"|(an? |the |this )?((master|bachelor|doctoral|doctorate|ph\.?d\.?|m\.?sc\.?|diploma)\W?s? )?(thesis|dissertation|these|thèse|tesis|tese|tesi)( \(?.{0,60})?|(thesis|dissertation) format\b.*"
    r"|(faculty|faculté|facultad|faculdade|facoltà|fakultät|school|department|departamento|département|dipartimento|division|graduate school)"
    r" (of|for|de|des|di|für)\b.*|(graduate|doctoral) school.*|volume (\d+|[ivx]+|one|two)",
    re.IGNORECASE,
)
"""What title pages of theses say besides the title."""

_CAPTION = re.compile(
    r"(fig(ure)?|table|box|chart|map|abb(ildung)?|tab(elle)?|tableau|encadré|cuadro|tabla|gráfico|figura|tabela|tabella|рис(унок)?|таблица)\.? ?[A-Z]?\d[\d.]*[a-z]?\s?[:.–—|-].*",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"[A-Z][A-Z\d]*(?:[/.-][A-Z\d][\w.()]*){2,}(?: ?[*†])?")
"""The symbol of an official document: ``AB/CD/2018/3/Add.1``."""

_ITEM = re.compile(r"[•◦‣·].*|[\w-]+(\.[\w-]+)*\.(com|org|net|gov|edu|int|eu|info|[a-z]{2})", re.IGNORECASE)
"""An item of a list, or the address of a site."""

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z](?:\.\d{1,2})+)\s[^\W\d].*")


def is_numbered(text: str) -> bool:
    """Whether a text begins with a number as headings of chapters and sections do."""
    return bool(_NUMBERED.fullmatch(text))


def is_caption(text: str) -> bool:
    """Whether a text is the caption of a table or a figure."""
    return bool(_CAPTION.fullmatch(text))


def is_junk_title(title: str) -> bool:
    """Whether a title in the metadata was made by a program: a file name, a job name, a template."""
    text = title.strip()
    return (
        len(text) < 4 or not LETTERS.search(text) or bool(_JUNK.fullmatch(text) or _VERSION.fullmatch(text))
    )


def is_no_title(text: str) -> bool:
    """Whether a line or two of a first page are not the title, by what they say."""
    text = text.strip(" .:–—-")
    words = text.split(" ")
    numbered = sum(any(map(str.isdigit, word)) for word in words) > sum(len(word) > _SHORT for word in words)
    return numbered or any(
        known.fullmatch(text) for known in (_MASTHEAD, _VERSION, _SERIES, _DATE, _OF_THESES, _SYMBOL, _ITEM)
    )


def is_summary(text: str) -> bool:
    """Whether a text is the heading of a summary or an introduction in another language than English."""
    return bool(_SUMMARY.fullmatch(text.strip(" .:")))


def is_day(text: str) -> bool:
    """Whether a text is nothing but a day, perhaps with its hour, as under the title of minutes."""
    return bool(_DAY.fullmatch(text.strip(" .()")))


def is_issue(text: str) -> bool:
    """Whether a text has a volume or an issue, as beside a journal's name."""
    return bool(_ISSUE.search(text))
