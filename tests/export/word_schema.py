"""The order of elements in WordprocessingML (ECMA-376, transitional), which Word insists on and other programs do not."""

import io
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens
        kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
        mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden
        color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders
        shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark""",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "tcMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
        formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings""",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
        personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "numPr": "ilvl numId",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "hyperlink": "bookmarkStart bookmarkEnd r",
}
FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}
"""What must be the first child, if it is there."""


def misplaced(content: bytes) -> list[str]:
    """What a Word file has in a place where Word does not accept it."""
    with ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith("word/") and name.endswith(".xml")]
        roots = {name: etree.fromstring(parts.read(name)) for name in names}
    known = {one.get(f"{W}styleId") for root in roots.values() for one in root.iter(f"{W}style")}
    used = {
        one.get(f"{W}val", "")
        for root in roots.values()
        for one in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    unknown = [f"style {style} is used and not there" for style in sorted(used - known)]
    return unknown + [f"{name}: {fault}" for name, root in roots.items() for fault in _faults(root)]


def _faults(root: etree._Element) -> Iterator[str]:
    yield from _repeated(root)
    yield from _unordered(root)
    depth = 0
    for field in root.iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[field.get(f"{W}fldCharType")]
        if depth < 0:
            yield "a field ends before it begins"
    if depth:
        yield "a field does not end"


def _repeated(root: etree._Element) -> Iterator[str]:
    """Ids that are used twice, and names that are too long."""
    names = {
        "bookmarks": [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")],
        "styles": [one.get(f"{W}styleId") for one in root.iter(f"{W}style")],
        "pictures": [one.get("id") for one in root.iter("{*}docPr")],
    }
    yield from (f"{what} have the ids {ids}" for what, ids in names.items() if len(ids) != len(set(ids)))
    marks = [one.get(f"{W}name", "") for one in root.iter(f"{W}bookmarkStart")]
    yield from (f"bookmark {name} is too long" for name in marks if len(name) > 40)


def _unordered(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}*"):
        tag = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element if isinstance(child.tag, str)]
        if tag in ORDER:
            known = ORDER[tag].split()
            places = [known.index(child) for child in children if child in known]
            strangers = [child for child in children if child not in known and not child.startswith("{")]
            if strangers:
                yield f"{tag} has {strangers}"
            if places != sorted(places):
                yield f"{tag} has {children}"
        if FIRST.get(tag) in children[1:]:
            yield f"{tag} has {children}"
        if tag == "tc" and children[-1:] != ["p"]:
            yield "a cell does not end with a paragraph"
