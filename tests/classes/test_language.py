"""Each construct of the definition language, on the smallest definition that shows it and on published
substances."""

from pathlib import Path

import pytest
from rdkit import Chem

from tidewaiter.classes import Matcher, read_definitions
from tidewaiter.errors import LawbookError

HEAD = """\
id: xx/{name}
title: t
instrument: xx/law
clause: c
statement: s
style: general_formula
"""
TAIL = "must_match: []\nmust_not_match: []\n"
GLOSSARY = (Path(__file__).parents[2] / "lawbook" / "classes" / "glossary.yml").read_text(encoding="utf-8")

AMPHETAMINE = "CC(N)Cc1ccccc1"
METHAMPHETAMINE = "CNC(C)Cc1ccccc1"
PHENETHYLAMINE = "NCCc1ccccc1"
MDMA = "CNC(C)Cc1ccc2c(c1)OCO2"
MESCALINE = "COc1cc(CCN)cc(OC)c1OC"
DMT = "CN(C)CCc1c[nH]c2ccccc12"
FOUR_FA = "CC(N)Cc1ccc(F)cc1"
ALPHA_PVP = "CCCC(N1CCCC1)C(=O)c1ccccc1"
CATHINONE = "CC(N)C(=O)c1ccccc1"


@pytest.fixture
def write(tmp_path: Path):
    """Write definitions (name to body) and give a function that asks one of them."""

    def make(**bodies: str):
        (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
        (tmp_path / "xx").mkdir(exist_ok=True)
        for name, body in bodies.items():
            head = "" if body.startswith("id:") else HEAD.format(name=name)
            (tmp_path / "xx" / f"{name}.yml").write_text(head + body + TAIL, encoding="utf-8")
        matcher = Matcher(read_definitions(tmp_path))

        def ask(smiles: str, name: str = next(iter(bodies))) -> str:
            return matcher.match(Chem.MolFromSmiles(smiles), [f"xx/{name}"], every=True)[0].outcome

        ask.matcher = matcher
        return ask

    return make


def test_unmarked_atoms_bear_hydrogen_only(write) -> None:
    ask = write(a='formulas: [{name: n, drawing: "NCCc1ccccc1"}]\n')
    assert [ask(PHENETHYLAMINE), ask(AMPHETAMINE), ask(MESCALINE)] == [
        "reached",
        "not_reached",
        "not_reached",
    ]


def test_a_stretch_marks_all_its_atoms(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "NCC<ring|c1ccccc1>"}]\nwhere: {ring: [alkoxy]}\n',
        b='formulas: [{name: n, drawing: "NCCc1c<ring>c<ring>c<ring>c<ring>c<ring>1"}]\nwhere: {ring: [alkoxy]}\n',
    )
    asked = [MESCALINE, FOUR_FA, PHENETHYLAMINE]
    assert (
        [ask(s, "a") for s in asked] == [ask(s, "b") for s in asked] == ["reached", "not_reached", "reached"]
    )


def test_elsewhere_opens_all_unmarked_atoms(write) -> None:
    ask = write(a='formulas: [{name: n, drawing: "NCCc1ccccc1", elsewhere: [alkyl, alkoxy]}]\n')
    assert [ask(AMPHETAMINE), ask(MESCALINE), ask(FOUR_FA)] == ["reached", "reached", "not_reached"]


def test_a_ring_fused_on_is_no_group_unless_it_says_fused(write) -> None:
    closed = 'formulas: [{name: n, drawing: "NCCc1ccccc1", elsewhere: any_group}]\n'
    fused = 'formulas: [{name: n, drawing: "NCCc1ccccc1", elsewhere: {any_of: any_group, fused: yes}}]\n'
    ask = write(a=closed, b=fused)
    assert [ask(MDMA, "a"), ask(MDMA, "b")] == ["not_reached", "reached"]


def test_a_bridge_word_admits_just_that_ring(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "{R}NC(C)Cc1c<ring>c<ring>c<ring>c<ring>c<ring>1"}]\n'
        "where: {R: [hydrogen, alkyl], ring: [halogen]}\n"
        "rings: [{between: [ring, ring], by: [methylenedioxy]}]\n"
    )
    dihydrobenzofuran = "CC(N)Cc1ccc2c(c1)CCO2"  # 5-APDB
    assert [ask(MDMA), ask(FOUR_FA), ask(dihydrobenzofuran)] == ["reached", "reached", "not_reached"]


def test_a_nitrogen_in_a_ring_uses_both_its_places(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "{R}N({R})C({chain})C(=O)c1ccccc1"}]\n'
        "where: {R: [hydrogen, alkyl], chain: [alkyl]}\n"
        "rings: [{between: [R, R], by: [saturated_ring_closure(5)]}]\n"
    )
    piperidine = "CCCC(N1CCCCC1)C(=O)c1ccccc1"  # alpha-PVP's piperidine relative
    assert [ask(ALPHA_PVP), ask(CATHINONE), ask(piperidine)] == ["reached", "reached", "not_reached"]


def test_hydrogen_counts_only_where_it_is_listed(write) -> None:
    ask = write(a='formulas: [{name: n, drawing: "{R}NC(C)Cc1ccccc1"}]\nwhere: {R: [alkyl]}\n')
    assert [ask(METHAMPHETAMINE), ask(AMPHETAMINE)] == ["reached", "not_reached"]


def test_sizes_and_substituents(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "{R}n1ccc2ccccc21"}]\n'
        'where: {R: ["alkyl(2-3)", "alkyl(1-4) substituted by halogen"]}\n'
    )
    assert ask("CCn1ccc2ccccc21") == "reached"
    assert ask("Cn1ccc2ccccc21") == "not_reached"  # C1 without halogen
    assert ask("FCn1ccc2ccccc21") == "reached"
    assert ask("CCCCn1ccc2ccccc21") == "not_reached"  # C4 without halogen
    assert ask("ClCCCCCn1ccc2ccccc21") == "not_reached"  # C5


def test_pieces_are_alternatives_inside_the_drawing(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "CCCCCn1{X}c(C(=O){Z}{R})c2ccccc21"}]\n'
        "where: {X: {pieces: [c, n]}, Z: {pieces: [nothing, N, O]}, R: [naphthyl, adamantyl]}\n"
    )
    assert ask("CCCCCn1cc(C(=O)c2cccc3ccccc23)c2ccccc21") == "reached"  # JWH-018
    assert ask("CCCCCn1nc(C(=O)NC23CC4CC(CC(C4)C2)C3)c2ccccc21") == "reached"  # AKB48
    assert ask("CCCCCn1cc(C(=O)SC23CC4CC(CC(C4)C2)C3)c2ccccc21") == "not_reached"


def test_listed_groups_with_others_besides(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "CC(N)Cc1c<ring>c<ring>c<ring>c<ring>c<ring>1"}]\n'
        "where: {ring: [{any_of: [alkoxy, halogen], limb: ring}, any_group]}\nat_least: 1\n"
    )
    assert ask(FOUR_FA) == "reached"
    assert ask(AMPHETAMINE) == "not_reached"  # nothing on the ring
    assert ask("CC(N)Cc1ccc(O)cc1") == "not_reached"  # hydroxyamphetamine: only a group besides
    assert ask("COc1cc(CC(C)N)ccc1O") == "reached"  # 4-hydroxy-3-methoxyamphetamine: listed, and one besides


def test_counts_at_a_site(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "NCCc1c<ring>c<ring>c<ring>c<ring>c<ring>1"}]\n'
        "where: {ring: {any_of: [alkoxy], at_least: 2, at_most: 3}}\n"
    )
    two_ch = "COc1ccc(OC)c(CCN)c1"
    assert [ask(MESCALINE), ask(two_ch), ask(PHENETHYLAMINE)] == ["reached", "reached", "not_reached"]


def test_a_doubt_gives_cannot_tell_and_yields_to_certainty(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "{R}NC(C)Cc1ccccc1"}]\n'
        "where: {R: [{is: alkyl, doubt: whether methyl is meant}, hydrogen]}\n"
    )
    verdict = ask.matcher.match(Chem.MolFromSmiles(METHAMPHETAMINE))[0]
    assert (verdict.outcome, verdict.missing) == ("cannot_tell", ("whether methyl is meant",))
    assert ask(AMPHETAMINE) == "reached"


def test_a_fact_no_structure_shows(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "{R}NC(C)Cc1ccccc1"}]\nwhere: {R: [alkyl, hydrogen]}\n'
        f'needs: whether it is a stimulant\nnamed: [{{name: amphetamine, smiles: "{AMPHETAMINE}"}}]\n'
    )
    assert [ask(AMPHETAMINE), ask(METHAMPHETAMINE)] == ["reached", "cannot_tell"]


def test_mass_cap(write) -> None:
    ask = write(a='formulas: [{name: n, drawing: "NCCc1ccccc1", elsewhere: any_group}]\nmass_cap: 200\n')
    assert [ask(FOUR_FA), ask(MESCALINE)] == ["reached", "not_reached"]  # 153 u and 211 u


def test_exceptions_by_structure_by_formula_and_by_another_class(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "NCCc1ccccc1", elsewhere: any_group}]\n'
        f'except: [{{name: amphetamine, smiles: "{AMPHETAMINE}"}}, {{reached_by: [xx/b]}}]\n'
        'unless: [{name: with fluorine, drawing: "c1(F)ccccc1", elsewhere: any_group}]\n',
        b='formulas: [{name: n, drawing: "NCCc1cc(OC)c(OC)c(OC)c1"}]\n',
    )
    assert [ask(METHAMPHETAMINE), ask("C[C@H](N)Cc1ccccc1"), ask(FOUR_FA), ask(MESCALINE)] == [
        "reached", "not_reached", "not_reached", "not_reached",
    ]  # fmt: skip


def test_saturation_any_reads_hydro_forms(write) -> None:
    ask = write(a='formulas: [{name: n, drawing: "c1ccc2[nH]ccc2c1", saturation: any}]\n')
    assert [ask("c1ccc2[nH]ccc2c1"), ask("C1CNc2ccccc21"), ask("C1CCC2NCCC2C1")] == ["reached"] * 3


def test_groups_nest_with_places_of_their_own(write) -> None:
    ask = write(
        a='formulas: [{name: n, drawing: "CCCCCn1cc({link})c2ccccc21"}]\n'
        'where: {link: [{drawing: ["-C(=O){tail}", "-C(=O)N{tail}"], '
        "where: {tail: [naphthyl, adamantyl]}}]}\n"
    )
    assert ask("CCCCCn1cc(C(=O)c2cccc3ccccc23)c2ccccc21") == "reached"
    assert ask("CCCCCn1cc(C(=O)NC23CC4CC(CC(C4)C2)C3)c2ccccc21") == "reached"
    assert ask("CCCCCn1cc(C(=O)Cc2ccccc2OC)c2ccccc21") == "not_reached"  # JWH-250


@pytest.mark.parametrize(
    ("words", "smiles", "expected"),
    [
        ("hydrocarbyl(3-8)", "CCCCCn1ccc2ccccc21", "reached"),
        ("hydrocarbyl(3-8) substituted or not", "N#CCCCCn1ccc2ccccc21", "reached"),  # 4-cyanobutyl
        (
            "hydrocarbyl(6-8) substituted or not",
            "Fc1ccc(Cn2ccc3ccccc32)cc1",
            "reached",
        ),  # 4-fluorobenzyl is C7
        ("hydrocarbyl(3-8) substituted or not", "CC(=O)n1ccc2ccccc21", "not_reached"),  # an acyl
        ("alkyl(1-6) substituted or not", "C1COCCN1CCn1ccc2ccccc21", "reached"),  # morpholinylethyl
        ("benzyl substituted or not", "Fc1ccc(Cn2ccc3ccccc32)cc1", "reached"),
        ("benzyl substituted or not", "CC(c1ccccc1)n1ccc2ccccc21", "reached"),
        ("benzyl substituted or not", "O=C(c1ccccc1)n1ccc2ccccc21", "not_reached"),  # a benzoyl
        ("alkenyl", "C=CCn1ccc2ccccc21", "reached"),
        ("alkyl", "C=CCn1ccc2ccccc21", "not_reached"),
        ("cycloalkyl(3-6)", "C1CCCC1n1ccc2ccccc21", "reached"),
        ("aryl(6)", "c1ccc(-n2ccc3ccccc32)cc1", "reached"),
        ("aryl(6)", "c1ccc2cc(-n3ccc4ccccc43)ccc2c1", "not_reached"),  # naphthyl is C10
        ("monocycle", "c1ccc2cc(-n3ccc4ccccc43)ccc2c1", "not_reached"),
        ("heterocyclyl(hetero 1)", "c1ccc(-n2ccc3ccccc32)nc1", "reached"),
        ("heterocyclyl(hetero 2-3)", "c1ccc(-n2ccc3ccccc32)nc1", "not_reached"),
        ("any_group(carbons 0-2)", "CCn1ccc2ccccc21", "reached"),
        ("any_group(mass -28)", "CCn1ccc2ccccc21", "not_reached"),  # ethyl is 29.06 u
        ("any_group(chain -4)", "CCCCCn1ccc2ccccc21", "not_reached"),
        ("any_group(elements C, N)", "C1COCCN1CCn1ccc2ccccc21", "not_reached"),
        ("any_group(via S)", "CCn1ccc2ccccc21", "not_reached"),
    ],
)
def test_words(write, words: str, smiles: str, expected: str) -> None:
    ask = write(a=f'formulas: [{{name: n, drawing: "{{R}}n1ccc2ccccc21"}}]\nwhere: {{R: ["{words}"]}}\n')
    assert ask(smiles) == expected


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        (
            'formulas: [{name: n, drawing: "{R}n1ccc2cccc21"}]\nwhere: {R: [alkyl]}\n',
            7,
            "is no possible structure",
        ),
        (
            'formulas: [{name: n, drawing: "{R}c1ccccc1"}]\nwhere: {R: [alkil]}\n',
            7,
            "'alkil' is neither a kind",
        ),
        ('formulas: [{name: n, drawing: "{R}c1ccccc1"}]\nwhere: {R: ["alkyl(one)"]}\n', 7, "is no range"),
        ('formulas: [{name: n, drawing: "c1ccccc1", saturatoin: any}]\n', 7, "unknown key 'saturatoin'"),
        (
            'formulas: [{name: n, drawing: "C{R}C"}]\nwhere: {R: [alkyl]}\n',
            7,
            "must hang on exactly one atom",
        ),
        ("formulas: []\nstlye: x\n", 8, "unknown key 'stlye'"),
        ('formulas: [{name: n, drawing: "<ring>c1ccccc1"}]\n', 7, "<ring> must follow an atom"),
        (
            'formulas: [{name: n, drawing: "{R}C", where: {R: ["alkyl substituted by ["]}}]\n',
            7,
            "a word is expected",
        ),
    ],
)
def test_faults_name_the_file_the_line_and_the_mend(write, body: str, line: int, says: str) -> None:
    with pytest.raises(LawbookError) as caught:
        write(a=body)
    assert says in caught.value.message
    assert (Path(caught.value.file).name, caught.value.line) == ("a.yml", line)
    assert caught.value.mend


def test_a_word_defined_through_itself_is_refused(write) -> None:
    with pytest.raises(LawbookError, match="defined through itself"):
        write(a='formulas: [{name: n, drawing: "{R}c1ccccc1"}]\nwhere: {R: [a]}\ngroups: {a: b, b: a}\n')


def test_a_portion_that_does_not_exist_is_refused(write) -> None:
    body = (
        "id: xx/a\ntitle: t\ninstrument: i\nclause: c\nstatement: s\nstyle: derived_from\nderived_from:\n"
        '  - name: amphetamine\n    parent: "CC({amino=N})Cc1ccccc1"\n'
        "    limbs: [{limb: x, says: s, replace: {amine: alkyl}}]\n"
    )
    with pytest.raises(LawbookError, match="'amine' is no portion of the parent"):
        write(a=body)


def test_a_product_of_pieces_has_a_bound(write) -> None:
    piece = ", ".join("C" * n for n in range(1, 31))
    both = ", ".join(f"{name}: {{pieces: [{piece}]}}" for name in "AB")
    body = 'formulas: [{name: n, drawing: "N{A}{B}"}]\nwhere: {' + both + "}\n"
    with pytest.raises(LawbookError, match="more than 400"):
        write(a=body)
