"""Recognises the encoding of a text that is not Unicode, by what its letters would be in each candidate."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from operator import add

WESTERN = "cp1252"
"""What text in Latin letters is read as, unless another encoding fits better."""

MOST_BYTES = 100_000
"""How much of a text is looked at."""

_FOREIGN_RUN = re.compile(rb"[\x80-\xff](?:[\x40-\xff]?[\x80-\xff])+")
_HIGH = re.compile(rb"[\x80-\xff]")
_LATIN = (WESTERN, "mac_roman", "cp1250", "iso8859_2", "cp1254", "cp1257", "cp850", "cp437")
"""Encodings of languages in Latin letters; of those that fit equally well the first counts."""
_LATIN_LETTERS = (
    "äöüß", "àâæçéèêëîïôœùûü", "áéíñóúüïçàèò", "áâãàçéêíóôõúü", "àèéìíòóùú", "åäöæøéü", "áðéíóúýþæö", "éëïöüèê",
    "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "ğüşıöç", "ąčęėįšųūž",
    "āčēģīķļņšūž", "äöüõšž",
)  # fmt: skip
"""The letters beyond ASCII of the languages that these encodings are for."""
_CYRILLIC = ("cp1251", "koi8_r", "mac_cyrillic", "cp866", "iso8859_5")
_GREEK, _HEBREW, _ARABIC = "αειηνοστκρπυ", "אהוילמרתבשנ", "اليومنرتبة"
_OTHER_ALPHABETS = {
    **dict.fromkeys(("cp1253", "mac_greek", "cp737"), _GREEK),
    **dict.fromkeys(("cp1255", "cp862"), _HEBREW),
    **dict.fromkeys(("cp1256", "iso8859_6"), _ARABIC),
    "cp874": "านรกอเงวมยลตทส่้ีิั",
}
_CYRILLIC_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ")
_MARKS = frozenset("«»–—…’‘“”„‚№•©®°±£€§·¿¡½¼¾²³ªº\xa0")
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
_HANGUL = frozenset(
    "이다는을를의에가고하지로은서한도기사자어리나인시대해정과부수보일구연스그지장성전제면주안적동위원소비모유"
)
_FEW = 5
"""So few bytes beyond ASCII prove nothing; they are read one by one, with a note."""
_LIKELY = 0.4
"""The share of frequent signs from which a text makes sense in an encoding."""


def telling_lines(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, each ended."""
    return b"\n".join(line for line in data.splitlines() if _HIGH.search(line)) + b"\n"


def guessed_encoding(sample: bytes) -> str:
    """The encoding of a text that is not UTF-8, by its lines with bytes beyond ASCII; empty if none fits well."""
    sample = b"\n".join(line for line in sample.splitlines() if not _is_utf8(line)) or sample
    high = len(_HIGH.findall(sample))
    in_runs = sum(len(run[0]) for run in _FOREIGN_RUN.finditer(sample) if len(run[0]) > 3)
    if not high or in_runs < high * 0.6:
        return _likely_latin(sample, high)
    fitting = {name: _script_score(sample, name) for name in (*_CYRILLIC, *_OTHER_ALPHABETS)}
    fitting |= {
        name: _asian_score(sample, name) for name in ("gb18030", "big5", "euc_kr", "shift_jis", "euc_jp")
    }
    best = max(fitting, key=lambda name: fitting[name])
    return best if fitting[best] > _LIKELY else _likely_latin(sample, high)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(sample: bytes, name: str) -> str:
    return sample.decode(name, errors="replace")


def _likely_latin(sample: bytes, high: int) -> str:
    """The encoding of a text in Latin letters with so many bytes beyond ASCII, empty if most make no sense in any."""
    scores = {name: _latin_score(sample, name) for name in _LATIN}
    best = max(scores, key=lambda name: scores[name])
    return best if high < _FEW or scores[best] > 0.2 * high else ""


def _latin_score(sample: bytes, name: str) -> float:
    """How many letters beyond ASCII one language has, in each word and in the whole, less signs in impossible places.

    Both count, since a file has references in several languages, and each encoding has letters of some.
    """
    score = 0.6 if name == WESTERN else 0.0
    of_language = [0] * len(_LATIN_LETTERS)
    for word in _decoded(sample, name).split():
        if word.isascii():
            continue
        letters = [sign.lower() for sign in word if sign > "\x7f" and sign.isalpha()]
        known = [sum(letter in language for letter in letters) for language in _LATIN_LETTERS]
        of_language = list(map(add, of_language, known))
        score += (2 * max(known) - len(letters)) * (0.5 if len(word) == 1 else 1.0)
        score += sum(
            _mark_score(word, at) for at, sign in enumerate(word) if sign > "\x7f" and not sign.isalpha()
        )
        score -= sum(before.islower() and sign.isupper() for before, sign in pairwise(word))
    return score + max(of_language)


def _mark_score(word: str, at: int) -> float:
    """How much a sign that is not a letter says for the encoding: as much as a letter where it stands as texts have it."""
    sign = word[at]
    if sign not in _MARKS:
        return -1.0
    before, after = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
    if not (before + after).isascii():
        return 1.0  # noise has many such signs in a row
    if sign in "‘“”„‚«»":
        return 1.0 if before.isalnum() and after.isalnum() else 2.0
    return 2.0 if sign in "’–—…" or (sign in "£€§" and after.isdigit()) else 1.0


def _script_score(sample: bytes, name: str) -> float:
    """The share of frequent small letters among the characters beyond ASCII."""
    foreign = [sign for sign in _decoded(sample, name) if sign > "\x7f"]
    often = _OTHER_ALPHABETS.get(name, _OFTEN)
    strange = sum(
        1 for sign in foreign if sign not in _MARKS and not unicodedata.category(sign).startswith(("L", "M"))
    )
    if name in _CYRILLIC:
        strange += sum(1 for sign in foreign if sign.isalpha() and sign.casefold() not in _CYRILLIC_LETTERS)
    return (sum(sign in often for sign in foreign) - 2 * strange) / max(len(foreign), 1)


def _asian_score(sample: bytes, name: str) -> float:
    """The share of frequent signs of the language that the encoding was made for."""
    text = _decoded(sample, name)
    foreign = [sign for sign in text if sign > "\x7f"]
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if name == "euc_kr":
        often = 1.6 * sum(sign in _HANGUL for sign in foreign)
    elif name in ("shift_jis", "euc_jp"):
        often = sum("ぁ" <= sign <= "ヺ" for sign in foreign)
    else:
        often = sum(sign in _HAN for sign in foreign)
    return (often - 5 * broken) / max(len(foreign), 1)
