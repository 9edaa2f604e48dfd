"""A drawing as part of an HTML file: without what only a file of its own has, and with ids of its own."""

from __future__ import annotations

import re

from lxml import etree

from review.errors import ReviewError
from review.export.formats.text import legible

_SVG = "{http://www.w3.org/2000/svg}"
_REMOVED = frozenset({"script", "foreignObject", "metadata", "iframe", "set", "animate"})
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_RULE = re.compile(r"(^|\})\s*([^{}@]+)\{")


def inside_html(svg: bytes, anchor: str, alternative: str) -> str:
    """The ``<svg>`` element of a drawing, named by what it shows; ids in it begin with `anchor`.

    Raises:
        ReviewError: it is not SVG.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(svg, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReviewError(f"{anchor}: the figure is not SVG") from error
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname in _REMOVED:
            _remove(element)
            continue
        _own_ids(element, anchor)
        if element.tag == f"{_SVG}style":
            element.text = _RULE.sub(rf"\1#{anchor} .canvas \2{{", element.text or "")
    root.set("role", "img")
    root.set("aria-label", " ".join(legible(alternative).split()))
    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode", with_tail=False)
    return text


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _own_ids(element: etree._Element, anchor: str) -> None:
    for name, value in list(element.attrib.items()):
        local = etree.QName(name).localname.lower()
        if local.startswith("on"):
            del element.attrib[name]
        elif local == "id":
            element.set(name, f"{anchor}-{value}")
        elif local == "href":
            if value.startswith("#"):
                element.set(name, f"#{anchor}-{value[1:]}")
            elif not value.startswith("data:image/"):
                del element.attrib[name]
        elif "url(" in value:
            element.set(name, _REFERENCE.sub(rf"url(#{anchor}-\1)", value))
