"""German, French and Spanish listings and reports.

All texts are our own, written as such texts are written, and read by us before they were run: what is offered is a hit, what is
told of is none.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import read_listings
from tidewaiter.text.mentions.folding import fold
from tidewaiter.text.mentions.selling import blanked, sells


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
    "K他命 現貨 一公克800 台北面交 加賴",
    "依托咪酯菸彈，批發，10顆起，私訊報價",
    "苯丙酮 99% 200公升桶 出口報關可談",
    "甲苯 工業用 20公升桶裝 大量優惠",
    "Vendo clorhidrato de ketamina en polvo, pureza 99 %, envíos a toda España",
    "Permanganato de potasio técnico, sacos de 25 kg, precio al por mayor",
    "4-AP CAS 23056-29-3, tambores de 25 kg, salida desde Manzanillo, pida cotización",
    "Tusi y cristal de primera, gramo a 40, entrega a domicilio",
    "Anhídrido acético 200 L, disponible para entrega inmediata",
    "GBL Reinigungskonzentrat 99,9 %, 1 Liter, Versand innerhalb 24 h, neutral verpackt",
    "Biete Ketamin-HCl, 10 g, nur Abholung, Preis VB",
    "Kaliumpermanganat 99 %, 25-kg-Eimer, auf Lager, Staffelpreise",
    "3-CMC Kristalle, 50 g Beutel, Versand aus den Niederlanden",
    "Essigsäureanhydrid p.a., 5 Liter, Angebot auf Anfrage",
    "Vends kétamine poudre, 99 %, envoi discret partout en France",
    "Permanganate de potassium, seau de 25 kg, prix dégressifs, sur stock",
    "PMK glycidate éthyl ester, 20 kg, expédition depuis Rotterdam, paiement crypto",
    "Anhydride acétique 99 %, fût de 200 L, tarif sur demande",
    "Protonitazène, échantillon 1 g offert dès 10 g commandés",
    "硝甲西泮粉末 每公斤報價 可寄樣",
    "麻黃素 工業原料 25公斤 現貨供應",
    "γ-羥基丁酸 液體 500毫升 私訊",
    "醋酸酐 200公升 桶裝 出口歐洲",
    "Oxicodona 30 mg, caja de 100, sin receta, envío discreto",
    # what is free is the post
    "Flubromazepam 50 g - FREE DELIVERY",
    "3-MMC 20 g -- free worldwide shipping",
    "4-CMC Kristalle 25 g - kostenloser Versand",
    "Ketamina 10 g, envío gratuito",
    "Мефедрон 5 г, доставка бесплатная",
    # a test beside the goods, or one that is passed
    "Ketamine 10 g, free test strips with it",
    "Test kits, ketamine 1 g, MDMA 1 g, price on request",
    "Lachgas 2 kg Flasche, 49 €, Verkauf an Minderjährige untersagt, Versand gratis",
    # several drugs brought to the door
    "Mefedrona, éxtasis y ketamina, puerta a puerta",
    "Курительные смеси, закладки по районам, скину адрес",
    "Special ofertas: cocaína, MDMA",
    "氯酸钾、高氯酸钾现货,25公斤袋装,私人也卖,量大可议。",
    "硝酸铵 现货 批发",
    "乌洛托品现货",
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
    "Guantes resistentes a acetona y tolueno, caja de 100, envío gratis",
    "Stainless valves resistant to acetone and toluene, 1/2 inch, bulk prices",
    "Drogenschnelltest Kokain/THC, 10 Stück, Versand kostenlos",
    "Tests salivaires cocaïne, boîte de 20, livraison 48 h",
    "Pruebas de orina para cocaína, paquete de 25, precio por caja",
    "Roman „Morphin“ von Szczepan Twardoch, gebunden, gut erhalten, 8 Euro",
    "丙酮氣體偵測器，量程0-1000 ppm，含稅報價",
    "Gaswarngerät für Aceton und Toluol, geeicht, 289 Euro",
    "Détecteur de gaz acétone et toluène, étalonné, 310 euros",
    # tests, the names in any order
    "Urine test cup (THC, cocaine, morphine), box of 25",
    "Drogentest 6-fach: Kokain, MDMA, Morphin, 10 Stück",
    "Test rápido para cocaína, THC y morfina, caja de 20",
    "Bandelettes pour détecter la kétamine, lot de 10",
    "Тест-кассета на морфин, кокаин, марихуану, набор 10 шт.",
    "十合一尿检板(吗啡、冰毒、氯胺酮)现货包邮",
    "MDMA, THC, cocaine urine test, 5 pieces",
    # other goods
    "Moneda de oro encapsulada, precio 400 euros",
    "Capsulas encapsuladas de café, oferta, 30 unidades",
    "Oferta de primavera, precio rebajado",
    "Libro: Historia de la heroína, usado, 7 €",
    "Hörbuch über Kokain, 6 CDs, 12 €, Versand 2 €",
    "Sales de baño con sal marina y eucalipto, calidad premium, 1 kg",
    "Badesalz mit Meersalz und Fichtennadel, 500 g, Versand gratis",
    "Cristal templado para móvil, envíos a todo el país",
    "防毒面具滤罐 适用乙醚、丙酮 一组两入 特价",
    # what was seized, what a law forbids
    "Der Verkauf von Lachgas an Automaten wird untersagt, ab 8 Gramm gilt das Verbot",
    "Вещество было расфасовано в пакеты, экспертиза показала мефедрон, 300 граммов",
    "La cocaína estaba empaquetada en kilos, lista para la venta",
    "La kétamine était conditionnée en sachets de dix grammes, prêts à la vente",
    "Laboratory offers hair analysis for cocaine and cannabis, accredited, from 189 EUR.",
    "Análisis de cabello para cocaína y cannabis, precio 150 €, laboratorio acreditado",
    "Nitromethane above 16% is no longer available to the general public here.",
    "Depuis 2021, nous n'expédions plus de nitrométhane à plus de 16 % aux particuliers.",
    "亚铁氰化钾 食品级 现货 25公斤",
]


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_is_a_hit(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status == "hit"


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_is_none(book: Lawbook, text: str) -> None:
    row = read_listings(book, [text])[0]
    assert row.status == "no_hit"


SELLERS = [
    # phrases that name the good, and how only drugs are brought to the door
    "Vendo coca y mota, CDMX, puntos medios",
    "Koks-Taxi Hamburg, 24/7, 1g 80, 2g 150",
    "Uber coke Marseille, livraison rapide, 1g 70 2g 130",
    "听话药 货到付款 加微信",
    "迷魂药 订药 加微信 货到付款",
    "Merca de la buena 1G 3.000 pesos, 2G 5.500",
    "R.i.v.o.t.r.i.l 2 m.g, 150 pesos la tira",
    "спайс, скорость, соль, бошки",
    "Рега JWH оптом, доставка по России",
    # the last of it, before the ban
    "4-MMC Kristalle, letzte Chance vor dem Verbot, schnell zugreifen",
    "3-CMC cristaux, dernière chance avant interdiction",
    "2C-B, последняя партия, успейте до запрета",
    # papers make no lawful good of a drug, nor of a drum
    "Ketamine HCl reagent grade, 25 g, invoice",
    "Acetone 99.5 %, 20 drums of 160 kg, invoice, ships worldwide",
]

HOUSEHOLD = [
    # a chemical of everyday trade in a lab pack, with papers: open at most
    "Toluol zur Synthese, 1 L, Laborqualität, Rechnung",
    "Toluène, 2,5 L, facture et fiche de sécurité",
    "Acetona grado reactivo 1 L con factura",
    "Hydrochloric acid 37 %, ACS grade, 500 ml, SDS, invoice",
    "Перманганат калия ч.д.а. 100 г, отпуск юрлицам по доверенности",
    "盐酸 分析纯 500ml 实验室 发票",
    "Семена мака декоративного, 1 г",
    "Ornamental poppy seeds, 0.5 g",
]

OTHERS = [
    "Mandelin reagent kit tests ketamine, PMA; 50 uses",
    "Kit de dépistage cocaïne cannabis, lot de 5",
    "Kit de detección cocaína marihuana, 10 unidades",
    "新鲜五花肉 猪肉 每斤12元 自提",
    "叶子花 盆栽 同城自提",
    "Cannabis on TikTok",
    "Kokain auf Instagram",
    "Heroína en redes sociales",
    "Кокаин в соцсетях",
    "Giessereikoks, Koks für Hüttenwerke und Schmiede, 10 t",
    "Vendo Coca Cola 2 L, 30 pesos",
    "Miel pura para la cuchara, 500 g, 80 pesos",
    "Pera conferencia 1 kg 30 pesos",
]


@pytest.mark.parametrize("text", SELLERS)
def test_what_sellers_say_is_a_hit(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status == "hit"


@pytest.mark.parametrize("text", HOUSEHOLD)
def test_a_lab_pack_with_papers_is_left_open(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status == "cannot_tell"


@pytest.mark.parametrize("text", OTHERS)
def test_another_good_is_none(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status == "no_hit"


def test_a_bare_number_with_an_amount_is_an_offer(book: Lawbook) -> None:
    # 79-03-8 is propionyl chloride (21 CFR 1310.02(a))
    rows = read_listings(
        book, ["CAS 79-03-8, 25 kg", "79-03-8 / 25 kg", "phone 79-03-8", "79-03-8"], jurisdictions=["US"]
    )
    assert [row.status for row in rows] == ["hit", "hit", "no_hit", "cannot_tell"]


@pytest.mark.parametrize(
    "text",
    [
        "The consignment consists of drums of acetic anhydride, of Chinese origin, 64 in all",
        "The seller states that the 5F-ADB is of the latest batch and that the quantity is unlimited.",
        "The seller in Hangzhou confirmed that protonitazene was available in quantities of up to ten kilograms",
        "Die Sendung besteht aus Fässern mit Essigsäureanhydrid chinesischen Ursprungs, insgesamt 64",
        "Le conteneur contient des fûts d'anhydride acétique, vingt tonnes, pour un client inconnu",
    ],
)
def test_how_a_text_reads_silences_no_name(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status in ("hit", "cannot_tell")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Norco 10/325 and Mandrax pressed, shipped overnight, bitcoin, no script needed, 30 count minimum",
            "hit",
        ),
        ("出利福全两板十片装，价格好谈，面交或者快递都可以，要的私聊我", "hit"),
        ("H2SO4 98 % technical, IBC of 1000 L, loaded ex works, price per tonne on request", "hit"),
        (
            "Parental control software for three devices, one year licence, instant key by e-mail, 29 euros",
            "no_hit",
        ),
    ],
)
def test_brands_and_formulas_in_offers(book: Lawbook, text: str, status: str) -> None:
    assert read_listings(book, [text])[0].status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # the longest known word is meant
        ("非常可乐 2升 六瓶一箱 特价 49元 包邮", "no_hit"),
        ("中筋白麵粉 二十公斤 一袋 五百元 現貨 可宅配", "no_hit"),
        ("美白面霜 50克 特價 390元 免運", "no_hit"),
        ("Hash browns, 40 pieces, frozen, case price 12 pounds, minimum order five cases", "no_hit"),
        ("Speed bag, leather, as new, 30 pounds, can post next day", "no_hit"),
        ("白面 纯度高 一克八百 埋包 加飞机", "hit"),
        # traditional characters hide nothing: a street word in them is as doubtful as in others
        ("葉子 樣式胸針 兩入 69元 現貨", "no_hit"),
        ("冰塊 一袋 35元 現貨 門市自取", "no_hit"),
        # another thing with a drug's name: differentials, bands, books, soaps
        ("LSD diff for MX-5, Torsen type, rebuilt, 550 pounds, pallet delivery extra", "no_hit"),
        ("La banda Heroína toca el sábado, boletos 300 pesos en taquilla", "no_hit"),
        ("Cocaína, novela de M. Vera, tapa blanda, muy buen estado, 6 euros, envío 3", "no_hit"),
        ("Savon au chanvre, pain de 100 g, 5 euros, livraison offerte dès quatre", "no_hit"),
        # the news of a study, in each language
        (
            "Un estudio de la Universidad de Lima halló cocaína en una de cada cinco muestras analizadas",
            "no_hit",
        ),
        ("Eine Studie der Universität Graz: in einem Drittel der Proben steckte Ketamin", "no_hit"),
        # ordinary uses explain a pack, not drums and pallets; a denial of papers is no paper
        ("Toluene for swimming pool paint, 16 drums of 200 l, delivered by lorry", "hit"),
        ("醋酸酐 25公斤桶 免备案 当天发货", "hit"),
        ("Tramadol 100 mg rezeptfrei, Versand aus EU-Apotheke, Nachnahme", "hit"),
    ],
)
def test_what_else_a_word_means(book: Lawbook, text: str, status: str) -> None:
    assert read_listings(book, [text])[0].status == status


def test_a_text_reads_alike_alone_and_in_a_batch() -> None:
    texts = [blanked(fold(text).text, ()) for text in (*OFFERS[:30], *REPORTS[:30], "", "\n", "芬太尼")]
    assert sells(texts) == pytest.approx([sells([text])[0] for text in texts])
    assert sells([]) == []
