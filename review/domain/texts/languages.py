"""Languages, by their ISO 639-1 codes and names."""

from __future__ import annotations

from types import MappingProxyType

from review.domain.wording.unknown import folded

ENGLISH = "en"
"""The language of a review whose map names none."""

_LISTED = """
ab Abkhazian, aa Afar, af Afrikaans, ak Akan, sq Albanian, am Amharic, ar Arabic, an Aragonese, hy Armenian, as Assamese,
av Avaric, ae Avestan, ay Aymara, az Azerbaijani, bm Bambara, ba Bashkir, eu Basque, be Belarusian, bn Bengali, bi Bislama,
bs Bosnian, br Breton, bg Bulgarian, my Burmese, ca Catalan, ch Chamorro, ce Chechen, ny Chichewa, zh Chinese,
cu Church Slavonic, cv Chuvash, kw Cornish, co Corsican, cr Cree, hr Croatian, cs Czech, da Danish, dv Divehi, nl Dutch,
dz Dzongkha, en English, eo Esperanto, et Estonian, ee Ewe, fo Faroese, fj Fijian, fi Finnish, fr French, fy Frisian,
ff Fulah, gd Gaelic, gl Galician, lg Ganda, ka Georgian, de German, el Greek, gn Guarani, gu Gujarati, ht Haitian, ha Hausa,
he Hebrew, hz Herero, hi Hindi, ho Hiri Motu, hu Hungarian, is Icelandic, io Ido, ig Igbo, id Indonesian, ia Interlingua,
ie Interlingue, iu Inuktitut, ik Inupiaq, ga Irish, it Italian, ja Japanese, jv Javanese, kl Kalaallisut, kn Kannada,
kr Kanuri, ks Kashmiri, kk Kazakh, km Khmer, ki Kikuyu, rw Kinyarwanda, ky Kirghiz, kv Komi, kg Kongo, ko Korean,
kj Kuanyama, ku Kurdish, lo Lao, la Latin, lv Latvian, li Limburgish, ln Lingala, lt Lithuanian, lu Luba-Katanga,
lb Luxembourgish, mk Macedonian, mg Malagasy, ms Malay, ml Malayalam, mt Maltese, gv Manx, mi Maori, mr Marathi,
mh Marshallese, mn Mongolian, na Nauru, nv Navajo, ng Ndonga, ne Nepali, nd North Ndebele, se Northern Sami, no Norwegian,
nb Norwegian Bokmål, nn Norwegian Nynorsk, oc Occitan, oj Ojibwa, or Oriya, om Oromo, os Ossetian, pi Pali, ps Pashto,
fa Persian, pl Polish, pt Portuguese, pa Punjabi, qu Quechua, ro Romanian, rm Romansh, rn Rundi, ru Russian, sm Samoan,
sg Sango, sa Sanskrit, sc Sardinian, sr Serbian, sn Shona, ii Sichuan Yi, sd Sindhi, si Sinhala, sk Slovak, sl Slovenian,
so Somali, nr South Ndebele, st Sotho, es Spanish, su Sundanese, sw Swahili, ss Swati, sv Swedish, tl Tagalog, ty Tahitian,
tg Tajik, ta Tamil, tt Tatar, te Telugu, th Thai, bo Tibetan, ti Tigrinya, to Tonga, ts Tsonga, tn Tswana, tr Turkish,
tk Turkmen, tw Twi, ug Uighur, uk Ukrainian, ur Urdu, uz Uzbek, ve Venda, vi Vietnamese, vo Volapük, wa Walloon, cy Welsh,
wo Wolof, xh Xhosa, yi Yiddish, yo Yoruba, za Zhuang, zu Zulu
"""

LANGUAGES = MappingProxyType(
    {code: name for code, _, name in (entry.strip().partition(" ") for entry in _LISTED.split(","))}
)
"""The English name of each language, by code."""

_OWN_NAMES = """
ar العربية, cs čeština, da dansk, de Deutsch, el ελληνικά, es español, fi suomi, fr français, he עברית, hu magyar, it italiano,
ja 日本語, ko 한국어, nl Nederlands, no norsk, pl polski, pt português, ro română, ru русский, sv svenska, tr Türkçe,
uk українська, zh 中文
"""
"""How some languages call themselves, so that Deutsch is not taken for a mistyped Dutch."""

_CODES = (
    {
        folded(name): code
        for code, _, name in (entry.strip().partition(" ") for entry in _OWN_NAMES.split(","))
    }
    | {folded(name): code for code, name in LANGUAGES.items()}
    | {code: code for code in LANGUAGES}
)


def language_code(named: str) -> str | None:
    """The code of a language named by code, with or without a region (``pt-BR``), or by name; None if it is unknown."""
    return _CODES.get(folded(named)) or _CODES.get(folded(named.replace("_", "-").partition("-")[0]))
