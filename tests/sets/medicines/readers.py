"""Readers of further registers of medicines for ``registers.py``: each gives brands with all their active substances.

japan: the price list of the health insurance (MHLW, 薬価基準収載品目リスト, a CSV of shiro46mt/jp-medicine-master-data). What it calls 配合剤 is
not taken: of some mixtures it names two actives of six. brazil: ANVISA's open data of registered medicines (``DADOS_ABERTOS_MEDICAMENTOS``, saved as
CSV). netherlands: the annex of the Regeling maximumprijzen geneesmiddelen (law, no copyright), as statengeneraal/laws-markdown has it. italy:
AIFA's lists of class A, as facts of VitoNicolaLosavio's drugs.pl. korea: rows of the pill register of the MFDS with the actives in English
(YOOSUSANG/pillMate, PillAllInformation.js).

An active is given as it stands there, and behind ``|`` without the words of its salt.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

BRAZIL = "ANVISA, open data of registered medicines, extract of 2023-01 (isabelaamatto/projeto_extensao)"
ITALY = "AIFA, lists of class A with actives (VitoNicolaLosavio/Intelligent-Drug-Reasoning, prolog/drugs.pl)"
JAPAN = "MHLW, price list of medicines, 2025-07-16 (shiro46mt/jp-medicine-master-data, data/mhlw_price)"
KOREA = "MFDS, register of pills, extract (YOOSUSANG/pillMate, PillAllInformation.js)"
NETHERLANDS = "Regeling maximumprijzen geneesmiddelen, annex (statengeneraal/laws-markdown, BWBR0008023)"
SHORT_NAMED = (BRAZIL, ITALY, NETHERLANDS)  # registers with many a brand of a few letters
_JA_SALT = (
    r"(?:塩酸塩|臭化水素酸塩|酒石酸塩|リン酸塩|クエン酸塩|硫酸塩|マレイン酸塩|メシル酸塩|フマル酸塩|コハク酸塩|サリチル酸塩"
    r"|ナトリウム|カリウム|二カリウム|水和物|一水和物|無水物|包接体)+$"
)
_JA_FORM = (
    r"(?:(?:配合|徐放|舌下|口腔内崩壊|発泡|OD|SR|CR|LA|ER|R|L|M|T|D)?(?:錠|カプセル|フィルム|顆粒)|徐放性?|散|細粒|末|原末|静注用?|筋注用?|皮下注用?|皮下|"
    r"筋|注射用|注射液|注|点滴|坐剤|坐薬|坐|(?:ドライ)?シロップ(?:用)?|テープ|パッチ|貼付剤|内用液|内服液|液|点鼻液?|点眼液|軟膏|クリーム|ゲル|"
    r"エリキシル|バッカル|トローチ|注腸|キット|シリンジ|バッグ|配合|小児用|成人用|用|デポー筋注)+$"
)
_NL_FORM = (
    r"\s(?:tablet|tab|tb|capsule|caps|dragee|drank|druppel|stroop|siroop|inj|inf|pleister|zetp|klysma|gel|creme|zalf|poeder|pdr|susp|opl|neus|oog|"
    r"smelt|bruis|kauw|zuig|sublin|concentraat|conc|granul|inhal|aerosol|spray|implant|ring|flacon|ampul|wwsp|patroon|rect|vagin)"
)
_PT_SALT = (
    r"(?:(?:mono|di|bi|hemi|tri|hexa)?\w*(?:ato|ida|eto|ina)|cloridrato|maleato)\s+(?:ácid[ao]\s+)?de\s+"
)
_PT_WATER = r"\s+(?:s[óo]dic[ao]|pot[áa]ssic[ao]|c[áa]lcic[ao]|de s[óo]dio|dipot[áa]ssico|\w*(?:h)?idratad[ao]|anidr[ao]|micronizad[ao])"


class Product(NamedTuple):
    """A product of a register: its name, and the names of its active substances."""

    source: str
    language: str
    name: str
    actives: tuple[str, ...]


def _either(name: str, base: str) -> str:
    """A name, and another that is tried where it is not known."""
    name, base = " ".join(name.split()), " ".join(base.split())
    return name if base in ("", name) else f"{name}|{base}"


def japan(path: Path) -> Iterator[Product]:
    """Brands in katakana; the names of makers in brackets and of mixtures by two of their actives are left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            actives = unicodedata.normalize("NFKC", row["成分名"])
            name = re.split(r"[「〈(]", unicodedata.normalize("NFKC", row["品名"]))[0]
            name = re.sub(_JA_FORM, "", re.sub(r"[\d.,]+.*$", "", name)).rstrip("・ -")
            if "配合剤" not in actives and name:
                parts = [part for part in actives.split("・") if part]
                yield Product(
                    JAPAN, "ja", name, tuple(_either(part, re.sub(_JA_SALT, "", part)) for part in parts)
                )


def brazil(path: Path) -> Iterator[Product]:
    """Brands of all the products whose actives are told, those off the market too."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            parts = [part.strip().lower() for part in (row.get("PRINCIPIO_ATIVO") or "").split("+")]
            bases = [re.sub(_PT_WATER, "", re.sub(_PT_SALT, "", part)) for part in parts]
            name = re.sub(r"\s*\(.*", "", row["NOME_PRODUTO"].strip())
            yield Product(
                BRAZIL,
                "pt",
                name,
                tuple(_either(*pair) for pair in zip(parts, bases, strict=True) if pair[0]),
            )


def netherlands(path: Path) -> Iterator[Product]:
    """The articles of each group of products; a group gives each active with its strength and form."""
    actives: tuple[str, ...] = ()
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if re.match(r"[A-Z][^|]*?-[.\d]", cells[0]):
            found = re.findall(r"(?:^|-)([A-Z][A-Z ,()'/]+?)-(?=[.\d])", cells[0])
            actives = tuple(
                dict.fromkeys(_either(one.lower(), re.sub(r" \w+$", "", one.lower())) for one in found)
            )
        elif len(cells) > 1 and re.match(r"\d|EU/", cells[0]) and actives:
            name = re.split(_NL_FORM, cells[1], flags=re.IGNORECASE)[0]
            yield Product(NETHERLANDS, "nl", re.sub(r"\s+[\d.,]+\s*(?:mg|mcg)?.*$", "", name), actives)


def italy(path: Path) -> Iterator[Product]:
    """Brands of Italy; a mixture is told by a slash or an "and"."""
    for name, active in re.findall(r'^drug_data\((\w+), "([^"]+)"', path.read_text("utf-8"), re.MULTILINE):
        parts = re.split(r"\s*/\s*|and(?=\w+ina |\w+ o$)|\s+and\s+", active)
        bases = [
            re.sub(r"\s+(?:cloridrato|fosfato|solfato|citrato|diidrato|sodic[ao])\b", "", one)
            for one in parts
        ]
        bases = [re.sub(r"^ossicodone oxicodone", "ossicodone", one) for one in bases]
        yield Product(ITALY, "it", name.replace("_", " ").title(), tuple(map(_either, parts, bases)))


def korea(path: Path) -> Iterator[Product]:
    """Brands in hangul, without the form that follows them."""
    text = path.read_text("utf-8")
    for name, actives in re.findall(r"dl_name: '([^']+)'.*?dl_material_en: '([^']+)'", text, re.DOTALL):
        name = re.sub(r"\s*[\d.]+\s*(?:mg|g|ml|밀리그[램람]).*$|\(.*", "", name)
        name = re.sub(r"(?:연질캡슐|캡슐|서방정|정|시럽|트로키|과립|산|액)$", "", name)
        parts = [re.sub(r"\s*(?:Gr\.|Ext\.|Conc\.).*", "", one.strip()) for one in actives.split("|")]
        bases = [re.sub(r"\s+(?:Hydrate|Anhydrous|Granule).*", "", one) for one in parts]
        yield Product(KOREA, "ko", name, tuple(map(_either, parts, bases)))


READERS: dict[str, tuple[Callable[[Path], Iterator[Product]], str]] = {
    "brazil": (brazil, BRAZIL),
    "italy": (italy, ITALY),
    "japan": (japan, JAPAN),
    "korea": (korea, KOREA),
    "netherlands": (netherlands, NETHERLANDS),
}
