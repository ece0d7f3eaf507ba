"""Numbers of trade beside the CAS number: EC numbers (EINECS, ELINCS, NLP), UN numbers of dangerous goods, index numbers of the
European list of dangerous substances, and commodity codes."""

from __future__ import annotations

import unicodedata

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.wording import pattern

# Text, compiled when a question comes to it.
_LABEL = (
    r"(?:[\s-]*(?:no|nr|num(?:ber|mer|ero|éro)?|n[°ºo]|id|№)\.?|[号號]码?|编号|編號|番号|번호)?[\s.:#=№-]*"
)
_EC = rf"(?:(?:ec|ce|eg|ес|einecs|elincs|nlp)(?:\s*/\s*(?:ec|einecs|elincs|list))?{_LABEL})?(\d{{3}})\s?[-‐‑‒–—−]\s?(\d{{3}})\s?[-‐‑‒–—−]\s?(\d)"
_UN = rf"(?:un|onu|оон|联合国|聯合國|国連|유엔){_LABEL}(\d{{4}})"
_INDEX = r"(\d{3})-(\d{3})-(\d{2})-([\dXx])"
INDEX = rf"(?:(?:(?:n[°ºo]|num[eé]ro)\.?\s*)?(?:d['’])?(?:index|índice|indice|индекс\w*|cee|eu|eg)(?:\s*(?:ce|ue|ec|ес))?{_LABEL}|№\s*)?(?<![\w-]){_INDEX}(?![\w-])"
_LONGEST = 40
_DIGITS = r"\d{4}(?:[. ]?\d{2}(?:[. ]?\d{3}[. ]?\d|(?:[. ]?\d{2}){0,2}(?:-\d)?)?)?"
# What stands before a commodity code, by language; the words of the second line are labels only where nothing else is said.
_LABELS = (
    r"(?:(?:hs|hts|htsus|hsn|ccc|cn|kn|nc|sh|sa|tariff|customs|commodity|schedule b|taric|ncm)[\s-]*(?:code|classification|heading|subheading|item)s?"
    r"|hs|hts|htsus|hsn|taric|ncm(?:/sh)?|nbm(?:/sh)?|nandina|schedule b"
    r"|(?:[申呈][报報])?(?:hs[\s-]*)?(?:商品|海关|海關|税则|稅則|输出入货品|輸出入貨品|进出口|進出口|貨品|货品)*(?:分类|分類)?(?:编码|編碼|编号|編號|税号|稅號|号列|號列|号别|號別|代码|代碼)"
    r"|(?:hs)?(?:税则|稅則|税号|稅號)[号號]?|hs\s?コード|統計品目番号|税番|hs\s?코드|세번|품목번호"
    r"|(?:zoll|waren|taric)(?:tarif)?[\s-]*(?:nummer|nr\.?)|(?:hs|kn|taric)[\s-]*(?:position|nummer|nr\.?)"
    r"|(?:sous-)?position(?: tarifaire| douanière| sh)?|pos\.|nomenclature(?: douanière| combinée)?|code (?:douanier|sh|hs|sa|nc|taric)"
    r"|fracci[oó]n(?: arancelaria)?|(?:sub)?partida(?: arancelaria)?|(?:sub)?posici[oó]n(?: arancelaria)?|arancel|c[oó]digo (?:arancelario|pautal|sh|hs|sa|nc|ncm)"
    r"|posição(?: pautal| tarif[aá]ria)?|classificação (?:fiscal|pautal|tarif[aá]ria)|pauta aduaneira|codice (?:doganale|nc|hs|sa|taric)|voce doganale"
    r"|(?:gn|goederen)[\s-]?code"
    r"|(?:код[\wа-я]*\s+)?(?:по\s+)?тн\s?вэд(?:\s+(?:еаэс|тс|снг|россии))?|код (?:товара|гс|hs)|(?:товарн\w+ )?(?:суб)?позици[яи])"
)
_LOOSE = r"(?:(?:hs|hts|cn|kn|sh|sa|nc|tariff|customs|commodity|item)?[\s-]*(?:code|number|nummer|nr\.?|no\.?|item|heading)?|商品|海关|海關)"
_AFTER = r"(?:[\s-]*(?:code|number|nummer|nr\.?|no\.?|n[°º]|№))?\s*[:：.#为為]?\s*"
_LOOSE_CODE = (
    r"(?<!\S)\d{4}(?:\.\d{2}(?:[ .]?\d{2}){0,2}|(?: \d{2}){2,3})(?=[\s,;:)]|$)"
    r"(?!\s*(?:kgs?|кг|g|mg|ml|l|t|lbs?|oz|mt|tons?|tonn?e[ns]?|公斤|千克|usd|eur|€|\$|%|л|г|т)(?!\w))"
)
LABELLED_CODE = rf"(?<![\w-]){_LABELS}{_AFTER}(?<!\d)({_DIGITS})(?![\d-])(?![.,]\d)"


def ec_digits(text: str) -> str | None:
    """A text that is nothing but an EC number, in the form ``203-564-8``; None for any other text.

    >>> ec_digits("EC 203-564-8"), ec_digits("EINECS-Nr.: 203-564-8"), ec_digits("２０３–564–8"), ec_digits("203-56-4")
    ('203-564-8', '203-564-8', '203-564-8', None)
    """
    found = _found(_EC, text)
    return "-".join(found.groups()) if found else None


def un_digits(text: str) -> str | None:
    """The four digits of a text that is nothing but a UN number; None for any other text.

    >>> un_digits("UN1715"), un_digits("UN No. 1715"), un_digits("ONU 1715"), un_digits("1715"), un_digits("UNII1715")
    ('1715', '1715', '1715', None, None)
    """
    found = _found(_UN, text)
    return found[1] if found else None


def _found(pattern: str, text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip().strip("()[]（）.,;").casefold()
    return re.fullmatch(pattern, plain) if plain[-1:].isdigit() else None


def commodity_code(text: str) -> str | None:
    """The digits of a text that is nothing but a commodity code, with its label or without; None for any other text.

    >>> commodity_code("2915.24"), commodity_code("HTSUS 2841.61.0000"), commodity_code("код ТН ВЭД 2939 41 000 0"), commodity_code("稅則號別 2939.42.00.00-3")
    ('291524', '2841610000', '2939410000', '29394200003')
    >>> commodity_code("kg 2915.24"), commodity_code("291")
    (None, None)
    """
    if not text[-1:].isdigit() or not re.search(r"\d{4}", text):
        return None
    found = re.fullmatch(rf"(?:{_LABELS}|{_LOOSE}){_AFTER}({_DIGITS})", text, re.IGNORECASE)
    return re.sub(r"\D", "", found[1]) if found else None


def labelled_code(text: str) -> tuple[str, str]:
    """The digits of a commodity code that stands in a text with its label, and what else the text says; ("", text) without one.

    >>> labelled_code("稅則 2939.41 每桶25KG"), labelled_code("fracción 2932.93 s/especificar"), labelled_code("2939.41 drums")
    (('293941', '每桶25KG'), ('293293', 's/especificar'), ('', '2939.41 drums'))
    """
    found = re.search(LABELLED_CODE, text, re.IGNORECASE) if re.search(r"\d{4}", text) else None
    return _cut_out(found, text)


def loose_code(text: str) -> tuple[str, str]:
    """The same for a code without a label: digits with the dots or blanks of a tariff, and no amount.

    >>> loose_code("2812.11 cylinder"), loose_code("drums 2939 41 00"), loose_code("2939.41 kg"), loose_code("1200.50")
    (('281211', 'cylinder'), ('29394100', 'drums'), ('', '2939.41 kg'), ('120050', ''))
    """
    found = re.search(_LOOSE_CODE, text, re.IGNORECASE) if re.search(r"\d{4}[ .]\d{2}", text) else None
    return _cut_out(found, text)


def _cut_out(found: re.Match[str] | None, text: str) -> tuple[str, str]:
    if not found:
        return "", text
    code = found[found.lastindex or 0]
    return re.sub(r"\D", "", code), f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;.-")


def index_digits(text: str) -> str | None:
    """An index number of Annex VI of the European regulation on classification (1272/2008) that stands alone; None for any other text.

    >>> index_digits("606-001-00-8"), index_digits("Index-No. 603-001-00-x"), index_digits("606-001-00-7"), index_digits("108-24-7")
    ('606-001-00-8', '603-001-00-X', None, None)
    """
    if text.count("-") < 3:
        return None
    found = re.fullmatch(INDEX, text.strip().strip("()[]（）.,;"), re.IGNORECASE)
    if not found:
        return None
    number = "-".join(found.groups()).upper()
    digits = re.sub(r"\D", "", number[:-2])
    # as of an ISBN of ten digits
    rest = sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 11
    return number if number[-1] == ("X" if rest == 10 else str(rest)) else None


DYES = "dyes and pigments"  # as our own tables call them


def is_dye(text: str) -> bool:
    """Whether a text is nothing but the name that the Colour Index gives to one dye or pigment.

    >>> is_dye("C.I. Acid Black 194"), is_dye("Pigment Orange 13"), is_dye("black 194"), is_dye("Direct Yellow 86 %")
    (True, True, False, False)
    """
    return pattern("name of the Colour Index").fullmatch(text) is not None


_ADDITIVE = re.compile(r"(?:E|INS|SIN|Е)[\s.-]*(?:No\.?|nº|n°)?\s*(\d{3,4})\s?([a-d])?", re.IGNORECASE)


def additive_number(text: str) -> str | None:
    """The number of a food additive in the European form, however the European and the international one are written; None for other texts.

    >>> additive_number("E 202"), additive_number("INS 160a"), additive_number("Е-330"), additive_number("E20")
    ('E202', 'E160a', 'E330', None)
    """
    found = _ADDITIVE.fullmatch(text.strip())
    return f"E{found[1]}{(found[2] or '').lower()}" if found else None
