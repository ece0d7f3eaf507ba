"""German, French and Spanish listings and reports, class words, names over a line's end.

All texts are our own, written as such texts are written, and read by us before they were run: what is offered is a hit, what is
told of is none.
"""

from __future__ import annotations

import pytest

from tidewaiter.book import Lawbook
from tidewaiter.text import find_mentions, read_listings
from tidewaiter.text.mentions import finder
from tidewaiter.text.near import Speller


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


OFFERS = [
    "Ketamin HCl, 99,5 %, 1 kg, sofort verfügbar",
    "Phenylessigsäure günstig abzugeben, Abholung in Köln",
    "Aceton 25 Liter Kanister, Neuware, Versandkosten inklusive",
    "Wir liefern Kaliumpermanganat europaweit, Mindestmenge 25 kg",
    "Restposten: Toluol, 200-l-Fass, Selbstabholer",
    "Suche dauerhaften Abnehmer für Piperonal, Muster möglich",
    "Safrol in Premiumqualität, diskreter Versand",
    "Angebot: Essigsäureanhydrid, Gebinde 30 kg, Preis auf Anfrage",
    "4-MMC Kristalle, Lieferung innerhalb 48 h, Zahlung per Bitcoin",
    "Fentanyl Pulver zu kaufen, Rabatt ab 100 g",
    "Ephedrin Hydrochlorid, Reinheit 99 %, Großhandel",
    "Hersteller von Methylamin, Lieferzeit 2 Wochen",
    "GBL Felgenreiniger, 1 l Flasche, 49 €, portofrei",
    "Benzylcyanid, Rein, Artikel neu eingetroffen",
    "Schwefelsäure 96 %, frei Haus",
    "Sonderposten Methylethylketon, solange der Vorrat reicht",
    "MDMA Tabletten, 250 mg, Staffelpreise",
    "Diethylether p.a., 2,5 l, Lagerbestand 40 Flaschen",
    "Zu verschenken/verkaufen: Salzsäure 30 %, 10 Liter",
    "Kokain, 90 % rein, per Post, Treuhand möglich",
    "Jetzt bestellen: Mephedron",
    "Ware: Ketamin. Menge: 500 g. Ort: Hamburg",
    "Lieferant für Norephedrin gesucht",
    "APAAN, Sackware, ab Werk",
    "Kétamine HCl, pureté 99 %, disponible immédiatement",
    "Acide phénylacétique, fût de 25 kg, expédition sous 48 h",
    "Nous fournissons de l'anhydride acétique en vrac",
    "Acétone 20 litres, bidon neuf, retrait sur place",
    "Pipéronal, qualité supérieure, échantillon gratuit",
    "Permanganate de potassium, lot de 10 sacs, franco de port",
    "Fentanyl poudre, envoi discret, paiement Bitcoin",
    "MDMA cristaux, tarif dégressif, commande minimum 10 g",
    "Éphédrine chlorhydrate, stock limité",
    "Toluène technique, départ usine, devis sur demande",
    "Fabricant de méthylamine, délai 3 semaines",
    "Safrole, huile essentielle, flacon 100 ml, 35 €",
    "4-MMC en stock, colis suivi",
    "Achetez 3-MMC en ligne, remise à partir de 50 g",
    "Produit : BMK glycidate. Quantité : 200 kg. Incoterm : FOB",
    "Recherche fournisseur d'acide sulfurique, 5 tonnes par mois",
    "GBL nettoyant jantes, bouteille 1 L, port offert",
    "Déstockage méthyléthylcétone, palette complète",
    "Cocaïne pure, livraison à domicile",
    "Grossiste kétamine, prix de gros",
    "Kétamine dispo, contactez-moi sur Telegram",
    "Acide chlorhydrique 30 %, conditionnement 10 L, promo",
    "Offre : phénylacétone, 50 kg",
    "Éther éthylique, emballage d'origine, jamais ouvert",
    "CAS 79-03-8, 25 kg",
    "CAS: 103-79-7 – 200 kg",
    "79-03-8 25 kg",
    "CAS-Nr. 4468-48-8, 50 kg",
    "Mephedron 4-MMC, Top Qualität, 100 g 900 €",
    "Große Mengen Toluol verfügbar, Tankwagenlieferung",
    "Heliotropin krist., 5 kg Eimer, Rechnung möglich",
    "Salzsäure technisch 33 %, 1000 l IBC",
    "Wer braucht Ketamin? Melden auf Threema",
    "Privatverkauf: 2 Liter Diethylether",
    "Ephedrin-HCl direkt vom Produzenten",
    "Kaliumpermanganat p.a. im 500-g-Glas",
    "Postversand von Amphetamin, Neukunden willkommen",
    "Konkursmasse: 3 Fässer Aceton",
    "Acétone pur 5 L livré chez vous",
    "Vente de kétamine en cristaux, très bonne qualité",
    "Acide sulfurique concentré, cuve de 1000 L",
    "Particulier vend 2 litres de toluène",
    "Pervitine méthamphétamine, prix intéressant",
    "Safrole : nous livrons dans toute l'Europe",
    "Vrac ou détail, MDMA toujours dispo",
    "Permanganate de potassium, seau de 25 kg",
    "Nouveau lot de 3-MMC",
    "Anhydride acétique, nous consulter",
    "Pipéridine pour synthèse, 500 mL",
    "Ephedrine en gros, vrais vendeurs seulement",
    "Fentanyl analogues in stock, 100 g, ships today",
    "various nitazenes, powder, price on request",
    "Synthetic cannabi-\nnoids, wholesale",
    "synthetische Cannabinoide, Großhandel, Lieferung",
    "cannabinoïdes de synthèse en gros, livraison",
    "fentanyl-related sub-\nstances 1 kg for sale",
    "ace-\ntic anhydride, 200 l drum, FOB",
    "potassium perman-\nganate 25 kg bags, in stock",
    "4-anilino-N-phen-\nethylpiperidine powder 1 kg",
    "N-(1-phenethyl-\npiperidin-4-yl)aniline, 1 kg, for sale",
    "Kaliumper-\nmanganat 25 kg, ab Lager",
    "pseudo-\r\nephedrine HCl, 10 kg for sale",
    "methyl-\namine solution 40 %, drums",
    "Phenyl-\nessigsäure, 25 kg, verfügbar",
    "出售各种芬太尼类似物，现货",
    "合成卡西酮类 批发",
    "尼秦类 现货 公斤",
    "fentanyl class substances, bulk",
    "novel opioids: nitazene analogs, 10 g samples",
    "cathinone derivatives for sale, 1 kg",
    "lysergamides on blotter, for sale",
    "fentanyl de-\nrivatives, 50 g",
    "ephe­drine hydro­chloride 5 kg for sale",
    "nor-\nephedrine HCl 5 kg for sale",
    "2C-\nB 10 g for sale",
    "synthetic cathi-\nnones 1 kg for sale",
    "nitazènes en vente, 10 g",
    "Nitazene zu verkaufen, 10 g",
    "Fentanylderivate zu verkaufen, 5 g",
    "dérivés du fentanyl, 5 g à vendre",
    "derivados del fentanilo, en venta 5 g",
    "cannabinoides sintéticos, venta, 1 kg",
]
REPORTS = [
    "Das Amtsgericht verurteilte den Mann wegen Handels mit Kokain zu drei Jahren Haft",
    "Bei einer Razzia fanden Beamte 3 kg Ketamin und Bargeld",
    "Zöllner entdeckten im Lkw 400 Liter Aceton",
    "Was tun bei einer Vergiftung mit Methanol und Aceton?",
    "Ketamin wird in der Anästhesie eingesetzt; Dosierung nach Körpergewicht",
    "Gebrauchsinformation: Ephedrin, Nasentropfen, darf nicht eingenommen werden bei Bluthochdruck",
    "Nagellackentferner ohne Aceton, 100 ml",
    "acetonfreier Nagellackentferner",
    "Die Bundesregierung stellt Isotonitazen unter das Betäubungsmittelgesetz",
    "Studie: Psilocybin bei Depression",
    "Schülerversuch: Reaktion von Kaliumpermanganat mit Glycerin",
    "Mutmaßlicher Dealer gefasst: Polizei findet MDMA",
    "Der Grenzwert für Toluol am Arbeitsplatz beträgt 50 ppm",
    "Hauptzollamt: 20 kg Kokain im Bananenkarton sichergestellt",
    "Fentanyl-Tote in den USA: Zahl gesunken",
    "Fentanylpflaster: so wirkt das Schmerzmittel",
    "Drogenkonsumraum: Heroin und Kokain, Beratung anonym",
    "Feuerwehreinsatz nach Austritt von Salzsäure",
    "Wer Ketamin konsumiert, riskiert Blasenschäden",
    "Ist Ephedrin in Deutschland legal?",
    "La police a saisi 4 kg de kétamine à Lyon",
    "Le tribunal correctionnel l'a condamné pour trafic de cocaïne",
    "Les douaniers découvrent 30 kg de MDMA dans un camion",
    "Dissolvant sans acétone, 100 ml",
    "Le fentanyl, un opioïde puissant, inquiète les autorités",
    "Notice : éphédrine, ne pas utiliser en cas d'hypertension",
    "Intoxication à l'acide chlorhydrique : que faire ?",
    "Travaux pratiques : oxydation par le permanganate de potassium",
    "Une étude évalue la kétamine contre la dépression",
    "Le projet de loi classe l'isotonitazène parmi les stupéfiants",
    "La valeur limite d'exposition au toluène est de 20 ppm",
    "Saisie record de cocaïne au Havre",
    "Deux hommes interpellés avec de l'héroïne",
    "Comment agit le fentanyl sur le cerveau ?",
    "Fuite d'acide sulfurique : les pompiers interviennent",
    "Mort par overdose de fentanyl : l'enquête ouverte",
    "Bandelettes de test fentanyl, boîte de 100",
    "Prévention : les risques de la kétamine en soirée",
    "L'éphédrine est-elle légale en France ?",
    "Le ministre annonce l'interdiction du GHB en vente libre",
    "Ketamin-Nasenspray gegen Depression: Hoffnung für Patienten",
    "Wie gefährlich ist GHB im Club?",
    "Die EU erfasst Piperonal als Drogenausgangsstoff",
    "In der Vorlesung: Synthese und Geschichte des Heroins",
    "Aceton – Wikipedia",
    "Polizeihund erschnüffelt MDMA",
    "Ketamin: Nebenwirkungen und Kontraindikationen",
    "Chemieunfall: Salzsäure ausgelaufen, zwei Verletzte",
    "Mann nach Einnahme von Fentanyl bewusstlos",
    "Trafic de kétamine : quatre ans ferme",
    "Qu'est-ce que la kétamine ?",
    "Acétone : fiche toxicologique n° 3 de l'INRS",
    "Un chauffeur contrôlé positif à la cocaïne",
    "La consommation de MDMA augmente chez les jeunes",
    "Le laboratoire clandestin produisait de la méthamphétamine",
    "Explosion dans une usine de toluène",
    "Le safrole est un composé organique",
    "L'OMS recommande le contrôle du métonitazène",
    "Peinture sans toluène ni xylène",
    "The committee discussed fentanyl analogues last year",
    "nitazenes were found in counterfeit pills, the agency said",
    "Ban on synthetic cannabi-\nnoids takes effect, ministry says",
    "well-\nknown acetone-\nfree remover",
    "court: fentanyl-\nrelated death",
    "wastewater study detects synthetic cathinones",
    "nitazene test strips, box of 50, in stock",
    "Schnelltest für synthetische Cannabinoide, 10 Stück",
    "芬太尼类物质整类列管公告",
    "合成大麻素检测试剂盒 现货",
]


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_is_a_hit(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status == "hit"


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_is_none(book: Lawbook, text: str) -> None:
    row = read_listings(book, [text])[0]
    assert row.status == "no_hit"


def test_a_bare_number_with_an_amount_is_an_offer(book: Lawbook) -> None:
    # 79-03-8 is propionyl chloride (21 CFR 1310.02(a))
    rows = read_listings(
        book, ["CAS 79-03-8, 25 kg", "79-03-8 / 25 kg", "phone 79-03-8", "79-03-8"], jurisdictions=["US"]
    )
    assert [row.status for row in rows] == ["hit", "hit", "no_hit", "cannot_tell"]


def test_a_class_word_is_written_as_phrases_are(book: Lawbook) -> None:
    found = find_mentions("fentanyl class substances for sale", book, listing=True)
    assert [(m.kind, m.rung) for m in found] == [("class", "class word")]


def test_a_compound_word_that_begins_with_a_stem_is_no_member_of_the_class(book: Lawbook) -> None:
    assert not [m for m in find_mentions("Fentanylpflaster", book) if m.rung == "ending of a class"]


def test_both_ways_to_correct_a_word_agree(book: Lawbook) -> None:
    names = finder(book).names
    few, many = Speller(names), Speller(names)
    many._asked = 10_000  # as after many words: by the index
    for word in (
        "ephedrin",
        "fentanyll",
        "metamphetamin",
        "acetonne",
        "pseudoephedrien",
        "piperonyl",
        "ketmaine",
        "kitchen",
    ):
        assert few.correct(word) == many.correct(word)
