"""Each association's own kind of file: its titles, its codes, and what it must never bring in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import time_machine


@dataclass(frozen=True)
class Sample:
    """A file as the association could have it.

    :param own: what its first line stores; :param values: and some of the core's values.
    :param problems: line, column and words of what must be put right; :param left: columns that are not read.
    """

    name: str
    text: str
    own: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[tuple[int, str, str], ...] = ()
    left: tuple[str, ...] = ()


SAMPLES = {
    "adapei77": Sample(
        "etablissements",
        """Nom de la personne;Prénom de la personne;Tél;Habite à;Pair depuis (mois);Supports;Accompagnant;Autonomie trajets;Établissement;Groupe d'expression;Remarques
Émond;Alix;06 39 98 00 01;Melun;9/2023;FALC/images;1re fois;B;ESAT;oui;vient en train
Zola;Claude;;Meaux;;oral;non;A;AJ;non;
Sand;Camille;;Provins;;télépathie;oui;C;RET;non;
""",  # noqa: E501
        {"material": ["easy", "pictures"], "support_person": "first", "travel": "known", "activity": "esat",
         "self_advocacy": "yes"},
        {"started_on": date(2023, 9, 1), "phone": "06 39 98 00 01"},
        ((4, "Supports", "Texte facile à lire"),),
        ("Remarques",),
    ),
    "aede": Sample(
        "residences",
        """Nom résident;Prénom résident;Ligne directe;Site;Mois d'entrée;Type;Aménagements;Acquis;Même résidence
Émond;Alix;01 99 00 00 02;Melun;12/2022;EAM;ct+cal+n;O;N
Zola;Claude;;Meaux;01/2024;APPT;R;N;O
Sand;Camille;;Provins;;HLM;;;
""",
        {"place": "care_home", "helps": ["notes", "quiet", "short"], "later": "yes", "neighbours": "no"},
        {"started_on": date(2022, 12, 1)},
        ((4, "Type", "Foyer de vie"),),
    ),
    "amisatelier": Sample(
        "dossiers",
        """N° interne;Nom d'usage;Prénom d'usage;Mail perso;Commune du logement;Parrainage le;Sigle;Libellé service;Fonction GEM;Rencontres
4512;Émond;Alix;alix@demo.example;Melun;15/03/2024;GEM;GEM La Fabrique;trésorière;2 PG
4513;Zola;Claude;;Meaux;02/05/2023;SAMSAH;SAMSAH du Pont;;S
4514;Sand;Camille;;Provins;;sorti;;adhérent;gg
""",  # noqa: E501
        {"service": "gem", "service_name": "GEM La Fabrique", "part": "board", "settings": ["small_group", "two"]},
        {"external_ref": "4512", "started_on": date(2024, 3, 15)},
    ),
    "apajh": Sample(
        "adherents-et-services",
        """Code adhérent;NOM adhérent;PRÉNOM adhérent;Courriel perso;Tél 1;Commune domicile;Publics;Ets / services;Qualité;CVS
A-77-12;ÉMOND;Alix;alix@demo.example;0639980003;Melun;E+J;ULIS+SESSAD;ADH+USA;X
A-77-13;ZOLA;Claude;;;Meaux;A;ESAT+FH;USA;
A-77-14;SAND;Camille;;;Provins;Z;SAVS;ADH;0
""",  # noqa: E501
        {"ages": ["children", "young"], "services": ["ime", "school"], "bond": "both", "council": "yes"},
        {"external_ref": "A-77-12", "phone": "06 39 98 00 03"},
        ((4, "Publics", "Enfants"),),
    ),
    "apf77": Sample(
        "adherents",
        """N° adhérent;Nom usuel;Prénom usuel;Mél;Tél. portable;Ville;Date d'adhésion;Statut;Groupe local;Aide technique;TPMR;Véhicule
77-00104;Émond;Alix;alix@demo.example;0033 6 39 98 00 04;Melun;20240315;bénévole;Sud;FE;O;N
77-00105;Zola;Claude;;;Meaux;20230502;salarié;Nord;sans;N;O
77-00106;Sand;Camille;;;Provins;;bénévole;Centre;C;;
""",  # noqa: E501
        {"antenna": "sud", "mobility_aid": "power_wheelchair", "adapted_transport": "yes", "own_vehicle": "no"},
        {"started_on": date(2024, 3, 15), "phone": "06 39 98 00 04", "engagement": "volunteer"},
        ((4, "Groupe local", "Nord, Sud, Est, Ouest"),),
    ),
    "poidatz": Sample(
        "anciens",
        """Nom du jeune;Prénom du jeune;Mail du jeune;Portable du jeune;Ville du jeune;Date de naissance;Public souhaité;Parcours scolaire;Structure;Ancien
Émond;Alix;alix@demo.example;0639980005;Melun;15/03/2001;M+JM;IEM-COL-LYC;FEP;O
Zola;Claude;;;Meaux;2009-01-14;JM;COL;AMJ;O
Sand;Camille;;;Provins;15/01/2009;JM;COL;AMJ;O
""",  # noqa: E501
        {"adult": "yes", "public": "both", "levels": ["high", "middle", "specialised"], "entity": "poidatz",
         "former_pupil": "yes"},
        {},
        ((4, "Date de naissance", "majeure"),),
    ),
    "ugecamidf": Sample(
        "personnel",
        """Matricule;Nom usuel agent;Prénom agent;NIR;Mél professionnel;Tél. professionnel;Code établissement;Nature contrat;Quotité;Jours travaillés;Activités;N° badge;Date d'effet
00812;Émond;Alix;2 84 05 77 288 123 45;alix@demo.example;0199000006;CBT-SMR;CDI;80;L-MA-J;PERM+DOM;PA-104;20240315
00813;Zola;Claude;1850577288123;;;CBT-ESRP;BEN;0;V;EMP;PA-117;20230502
00814;Sand;Camille;;;;AUT;CDD;20;ME;ENTR;2840577288123;20230502
""",  # noqa: E501
        {"centre": "coubert_care", "presence": "half", "days": ["mon", "thu", "tue"], "tasks": ["desk", "going_home"],
         "badge": "PA-104"},
        {"engagement": "employee", "started_on": date(2024, 3, 15)},
        ((4, "N° badge", "jamais un numéro de sécurité sociale"),),
        ("Matricule", "NIR"),
    ),
    "unafam77": Sample(
        "adherents",
        """N° d'adhérent;Nom adhérent;Prénom adhérent;Mél adhérent;Mobile adhérent;Localité;Date 1re adhésion;Qualité;PA;Témoigne;Groupe de parole
7712;Émond;Alix;alix@demo.example;0033639980007;Melun;20240315;PC+P;MLN;ENS+SISM;O
7713;Zola;Claude;;;Meaux;20230502;PC;MX;;N
7714;Sand;Camille;;;Provins;20220101;P;MLN;FAM;O
7715;Hugo;Dominique;;;Provins;20220101;Mère;;;
""",  # noqa: E501
        {"concerned": "self_and_relative", "welcome_point": "melun", "witness": ["public", "school"],
         "family_group": "yes"},
        {"external_ref": "7712", "phone": "06 39 98 00 07"},
        ((4, "Qualité", "ne peut pas être pair-aidant"), (5, "Qualité", "aide aux aidants")),
    ),
    "voirensemble": Sample(
        "fichier-parle",
        """Nom adhérent;Prénom adhérent;Numéro à appeler;Adresse électronique;Ville adhérent;Lecture;Type de braille;CG;Guide;Matériel
Émond;Alix;0639980008;alix@demo.example;Melun;BR AU;A;1;2;NVDA plage
Zola;Claude;;;Meaux;GC;;0;0;zoom
Sand;Camille;;;Provins;TXT;;n;1;daisy tel
""",  # noqa: E501
        {"formats": ["audio", "braille"], "braille": "contracted", "guide_dog": "yes", "guiding": "always",
         "tools": ["braille_display", "screen_reader"]},
        {"phone": "06 39 98 00 08"},
    ),
}  # fmt: skip
TODAY = "2027-01-14T10:00:00+01:00"
each = pytest.mark.parametrize(("slug", "sample"), SAMPLES.items(), ids=SAMPLES)


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel(TODAY, tick=False):
        yield


@each
def test_the_file_is_recognised_and_read(slug, sample, dry_run):
    name, left, plan = dry_run(slug, sample.text)
    assert (name, tuple(left)) == (sample.name, sample.left)
    first = plan.lines[0]
    assert first.own == sample.own
    assert {key: first.values[key] for key in sample.values} == sample.values
    assert first.values["family_name"].casefold() == "émond"


@each
def test_what_is_wrong_is_said_where_it_is(slug, sample, dry_run):
    *_, plan = dry_run(slug, sample.text)
    said = [(one.line, one.column, one.remedy) for one in plan.problems]
    assert len(said) == len(sample.problems), said
    for (line, column, remedy), (number, title, words) in zip(said, sample.problems, strict=True):
        assert (line, column) == (number, title)
        assert words in remedy
    assert len(plan.lines) + len(plan.problems) == len(sample.text.splitlines()) - 1


def test_nobody_s_insurance_number_is_read_even_from_a_column_paired_by_hand(dry_run):
    text = "Nom;Prénom;Référence;Téléphone\nÉmond;Alix;284057728812345;2 84 05 77 288 123\nZola;Claude;A-12;\n"
    *_, plan = dry_run("ugecamidf", text.replace("Nom;", "Nom usuel agent;").replace("Prénom;", "Prénom agent;"))
    assert not plan.problems
    assert [line.values.get("external_ref") for line in plan.lines] == [None, "A-12"]
    assert "phone" not in plan.lines[0].values


@pytest.mark.parametrize(
    ("born", "answer"),
    [("14/01/2009", "yes"), ("15/01/2009", None), ("2009-01-14", "yes"), ("2010-12-31", None)],
)
def test_the_day_of_majority_counts_and_the_day_of_birth_goes_nowhere(born, answer, dry_run):
    *_, plan = dry_run("poidatz", f"Nom du jeune;Prénom du jeune;Né(e) le\nÉmond;Alix;{born}\n")
    assert [line.own.get("adult") for line in plan.lines] == ([answer] if answer else [])
    assert bool(plan.problems) == (answer is None)
    assert born not in str(plan.lines)


def test_a_day_of_birth_written_otherwise_is_dropped_not_stored(dry_run):
    *_, plan = dry_run("poidatz", "Nom du jeune;Prénom du jeune;Né(e) le\nÉmond;Alix;15.03.01\n")
    assert [line.own for line in plan.lines] == [{}]
