"""Recognises the encoding of a text file that is not Unicode, by what its letters would be in each candidate."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from review.errors import UnknownNameError

WESTERN = "cp1252"
"""What text in Latin letters is read as, unless another encoding fits better."""

_SAMPLE_BYTES = 100_000
_CHUNK = 1 << 16
_FOREIGN_RUN = re.compile(rb"[\x80-\xff](?:[\x40-\xff]?[\x80-\xff])+")
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN = (WESTERN, "mac_roman", "cp1250", "cp437")
_CYRILLIC = ("cp1251", "koi8_r", "mac_cyrillic", "cp866", "iso8859_5")
_OTHER_ALPHABETS = {"cp1253": "αειηνοστ", "cp1255": "אהויילמרת", "cp1256": "اليومنرتبة"}
_OFTEN = "оеаинтсрвлкмдпу"
_HAN = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後"
    "多定行学學法所民得经經十三之进進着着等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合"
    "还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没"
    "沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊"
    "流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處队隊南给給"
    "色光门門即保治北造百规規热熱领領七海口东東导導器压壓志世金增争爭济濟阶階油思术術极極交受联聯什认認六共权權收证證改清己美再采转轉更单單风"
    "切打白教速花带帶安场場身车車例真务務具万萬每目至达達走积積示议議声聲报報斗完类類八离離华華名确確才科张張信马馬节節话話米整空元况今集温"
    "传傳土许許步群广廣石记記需段研界拉林律叫且究观觀越织織装裝影算低持音众眾书書布复復容儿兒须際际商非验驗连連断斷深难難近矿礦千周委素技备備"
    "半办辦青省列习習响響约約支般史感劳勞便团團往酸历歷市克何除消构構府称稱太准精值号號率族维維划划选選标標写寫存候毛亲親快效斯院查江型眼王按"
    "护護老照顾顧健康服务務患者医醫疗療社区區研究分析方法结果结论論影响響"
)
_HANGUL_FROM, _HANGUL_TO = "가", "힣"


def check_encoding(name: str) -> None:
    """Check that `name` is empty or a text encoding.

    Raises:
        UnknownNameError: it is not.
    """
    if not name:
        return
    try:
        known = codecs.lookup(name)
        "a".encode(known.name).decode(known.name)
    except (LookupError, UnicodeError, ValueError, TypeError) as error:
        raise UnknownNameError(
            f"{name}: unknown encoding; such names are utf-8, utf-16, windows-1251, windows-1252, mac-roman, gb18030, big5"
        ) from error


def not_unicode(path: Path) -> bytes:
    """The lines of a file with bytes beyond ASCII, at most 100,000 bytes, if it is not UTF-8; else nothing."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    valid = True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if chunk.isascii() and valid and not decoder.getstate()[0]:
                continue
            if valid:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    valid = False
            if len(sample) < _SAMPLE_BYTES:
                sample += b"\n".join(line for line in chunk.splitlines() if _HIGH.search(line)) + b"\n"
            elif not valid:
                break
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return b"" if valid else bytes(sample[:_SAMPLE_BYTES])


def guessed_encoding(sample: bytes) -> str:
    """The encoding of a text that is not UTF-8, by its lines with bytes beyond ASCII; empty if none fits well."""
    sample = b"\n".join(line for line in sample.splitlines() if not _is_utf8(line)) or sample
    high = len(_HIGH.findall(sample))
    in_runs = sum(len(run[0]) for run in _FOREIGN_RUN.finditer(sample) if len(run[0]) > 3)
    if not high or in_runs < high * 0.6:
        return max(_WESTERN, key=lambda name: _western_score(sample, name))
    fitting = {name: _script_score(sample, name) for name in (*_CYRILLIC, *_OTHER_ALPHABETS)}
    fitting |= {
        name: _asian_score(sample, name) for name in ("gb18030", "big5", "euc_kr", "shift_jis", "euc_jp")
    }
    best = max(fitting, key=lambda name: fitting[name])
    return best if fitting[best] > 0.3 else ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(sample: bytes, name: str) -> str:
    return sample.decode(name, errors="replace")


def _western_score(sample: bytes, name: str) -> float:
    """The number of characters beyond ASCII in places usual for them, less those in impossible places."""
    text = _decoded(sample, name)
    score = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign, before = found[0], text[found.start() - 1 : found.start()]
        after = text[found.end() : found.end() + 1]
        inside = before.islower() or (after.islower() and not before.isalpha())
        category = unicodedata.category(sign)
        if sign in "’‘“”–—…•©®°±£€«»\xa0":
            score += 0.9
        elif category == "Ll":
            score += 1 if before.isalpha() or after.isalpha() or not before.strip() else 0
        elif category == "Lu":
            score += -1 if before.islower() else 0.5
        elif category[0] in "SNLCM" and inside:
            score -= 1
        else:
            score -= 0.2
    return score + (0.01 if name == WESTERN else 0) - (0.3 * text.count("\N{REPLACEMENT CHARACTER}"))


def _script_score(sample: bytes, name: str) -> float:
    """The share of frequent small letters among the characters beyond ASCII."""
    foreign = [sign for sign in _decoded(sample, name) if sign > "\x7f"]
    often = _OTHER_ALPHABETS.get(name, _OFTEN)
    strange = sum(1 for sign in foreign if not sign.isalpha() and sign not in "«»–—…’“”№\xa0")
    return (sum(sign in often for sign in foreign) - 2 * strange) / max(len(foreign), 1)


def _asian_score(sample: bytes, name: str) -> float:
    """The share of frequent signs of the language that the encoding was made for."""
    text = _decoded(sample, name)
    foreign = [sign for sign in text if sign > "\x7f"]
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if name == "euc_kr":
        often = sum(_HANGUL_FROM <= sign <= _HANGUL_TO for sign in foreign)
    elif name in ("shift_jis", "euc_jp"):
        often = sum("ぁ" <= sign <= "ヺ" for sign in foreign)
    else:
        often = sum(sign in _HAN for sign in foreign)
    return (often - 5 * broken) / max(len(foreign), 1)
