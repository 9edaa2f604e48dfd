"""Mends citeproc-py in this process, where styles that journals use make it fail or take minutes.

It changes the case of names and joined texts as if they were strings of its own, which fails in every twentieth public style: an
organisation has no given name, and what was joined is a plain string. It also compiles each XPath expression at every use, and looks
through all that a macro calls, again and again, to see whether there is a variable.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from citeproc.model import CitationStylesElement, Locale, Macro, Parent, TextCased
from citeproc.string import MixedString, String
from lxml import etree

_case = TextCased.case
_get_term = Locale.get_term
_calls_variable = Parent.calls_variable
_PARENT = "./ancestor::*[self::cs:citation or self::cs:bibliography][1]"
_PARENTS = {f"{{{CitationStylesElement.nsmap['cs']}}}{name}" for name in ("citation", "bibliography")}
_KNOWN = "{review}calls-variable"
"""The attribute of a macro that keeps the answer: elements of lxml keep nothing else."""


def repair() -> None:
    """Mend it; doing so again changes nothing."""
    TextCased.case = _cased
    CitationStylesElement.xpath_search = _found
    Locale.get_term = _term
    Macro.calls_variable = _macro_calls_variable


class _Text(String):  # type: ignore[misc]  # citeproc-py has no types
    """A string that may be empty."""

    def capitalize_first(self) -> Any:  # noqa: ANN401 - citeproc-py has no types
        return super().capitalize_first() if self else self


def _cased(self: Any, text: Any, *more: Any) -> Any:  # noqa: ANN401 - citeproc-py has no types
    if text is None:
        return None
    if isinstance(text, MixedString) and text:
        known = MixedString(part if isinstance(part, String) else String(part) for part in text)
    else:
        known = text if isinstance(text, String) and text else _Text(text)
    return _case(self, known, *more)


def _term(self: Any, *asked: Any, **more: Any) -> Any:  # noqa: ANN401 - citeproc-py has no types
    """A term of a language, looked for once: a language has hundreds."""
    known = vars(self).setdefault("known_terms", {})
    key = (asked, *more.items())
    if key not in known:
        try:
            known[key] = _get_term(self, *asked, **more)
        except IndexError:
            known[key] = None
    if known[key] is None:
        raise IndexError(asked)
    return known[key]


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces=CitationStylesElement.nsmap)


def _found(self: Any, expression: str) -> Any:  # noqa: ANN401 - citeproc-py has no types
    if expression == _PARENT:  # asked for every option of every name
        return [next(one for one in self.iterancestors() if one.tag in _PARENTS)]
    return _compiled(expression)(self)


def _macro_calls_variable(self: Any) -> bool:  # noqa: ANN401 - citeproc-py has no types
    if self.get(_KNOWN) is None:
        self.set(_KNOWN, "yes" if _calls_variable(self) else "")
    return bool(self.get(_KNOWN))
