"""Actions that the public does not read: on their way to the collective's decision, or set aside."""

from __future__ import annotations

from .stories import Story

VALIDATED = (
    Story(
        "validated", "Atelier d'écriture à plusieurs voix", "group", "unafam77", start=60, days=45,
        commune="Coulommiers", partners=("croixrouge",),
        summary="Six séances pour écrire ensemble un texte court, lu en public par qui le souhaite.",
        plain="Écrire une histoire à plusieurs, en six fois.", audience="Personnes concernées",
        description="On peut écrire, dicter ou seulement écouter. Deux pair-aidants "
        "animent, aucun niveau n'est demandé.",
    ),
    Story(
        "validated", "Passage de relais entre pair-aidants confirmés et débutants", "group", "mdph77", start=75,
        days=120,
        partners=("apf77", "adapei77", "unafam77"),
        summary="Pendant quatre mois, chaque nouveau pair-aidant peut appeler un pair-aidant plus ancien.",
        plain="Un pair-aidant ancien aide un nouveau pair-aidant.", audience="Pair-aidants",
        description="Les binômes se choisissent lors d'une première rencontre. Ils se parlent quand ils veulent, et se "
        "retrouvent tous au bout de deux mois.",
    ),
    Story(
        "validated", "Deux journées pour les équipes éducatives : accueillir la parole d'un élève handicapé",
        "professional_training", "dsden77", axis=4, start=52, days=2, commune="Meaux", partners=("poidatz",),
        summary="Des enseignants et des accompagnants apprennent, avec de jeunes adultes, à écouter avant d'aménager.",
        plain="Des enseignants apprennent à écouter les élèves handicapés.", audience="Équipes éducatives",
        description="Le premier jour part de récits d'anciens élèves. Le second prépare un entretien type.",
        detour="handed_back", reason="Combien de places, et comment s'inscrire ?",
    ),
)  # fmt: skip

EXAMINED = (
    Story(
        "examined", "Marche ouverte à tous, à pied comme en fauteuil", "awareness", "apf77", start=80,
        commune="Fontainebleau", partners=("voirensemble", "adapei77"),
        summary="Une boucle de quatre kilomètres en forêt, reconnue à l'avance en fauteuil, à plusieurs rythmes.",
        plain="Une promenade en forêt pour tout le monde.", audience="Tout public",
        description="Chaque marcheur part avec quelqu'un qu'il ne connaît pas. Des pauses sont prévues tous les huit "
        "cents mètres.",
    ),
    Story(
        "examined", "Boîte à outils pour préparer une première rencontre", "tool", "apajh", start=70, days=90,
        summary="Des cartes à trier pour dire ce qu'on attend, ce qu'on ne veut pas, et où l'on préfère se voir.",
        plain="Des cartes pour préparer votre première rencontre.", audience="Pair-aidants et personnes accompagnées",
        description="Quarante cartes avec un mot et un pictogramme. On peut les utiliser sans savoir lire.",
    ),
    Story(
        "examined",
        "Journée des jeunes : devenir adulte avec un handicap, en parler avec celles et ceux qui y sont passés, et "
        "repartir avec des idées pour la suite",
        "departmental_day", "poidatz", start=110, commune="Champs-sur-Marne", partners=("dsden77", "apajh", "caf77"),
        summary="Une journée pour les 16-25 ans : logement, études, amour, permis de conduire, et tout ce qu'on n'ose "
        "pas demander aux parents.",
        plain="Une journée pour les jeunes de 16 à 25 ans.", audience="Jeunes de 16 à 25 ans",
        description="Les sujets ont été choisis par des jeunes. Les parents sont invités à un temps séparé.",
    ),
    Story(
        "examined", "Trajets partagés pour venir aux rencontres", "group", "apf77", axis=2, start=66, days=180,
        partners=("croixrouge", "autonomie77"),
        summary="Un tableau des trajets pour que personne ne manque une rencontre faute de voiture ou de train.",
        plain="Venir à plusieurs dans la même voiture.", audience="Pair-aidants et personnes accompagnées",
        description="Les conducteurs sont bénévoles et remboursés de leurs frais. Deux véhicules adaptés sont prêtés.",
        detour="handed_back", reason="Dites qui assure les conducteurs.",
    ),
)  # fmt: skip

PROPOSED = (
    Story(
        "proposed", "Groupe d'entraide autour de la fatigue chronique", "group", "ugecamidf", start=90, days=200,
        commune="Nemours",
        summary="Un groupe court, en visioconférence ou sur place, pour parler d'une fatigue que personne ne voit.",
        audience="Personnes concernées",
        description="Quarante minutes au plus. Couper sa caméra ou partir avant la fin ne demande aucune explication.",
    ),
    Story(
        "proposed", "Exposition de portraits sonores", "awareness", "villebouvet", start=100, days=21,
        commune="Brie-Comte-Robert", partners=("aede",),
        summary="Douze voix à écouter au casque, devant douze objets choisis par les personnes qui parlent.",
        plain="Une exposition où l'on écoute des voix.", audience="Tout public",
        description="Aucune photo : les voix et les objets suffisent. Les textes sont aussi en braille.",
    ),
    Story(
        "proposed", "Fiche simple pour préparer un rendez-vous d'évaluation", "tool", "autonomie77", axis=1, start=95,
        days=60, partners=("mdph77", "adapei77"),
        summary="Deux pages pour arriver prêt : ce qu'on peut apporter, ce qu'on peut demander, qui peut "
        "venir avec soi.",
        plain="Deux pages pour préparer un rendez-vous.", audience="Personnes concernées et familles",
        description="La fiche est écrite avec des pair-aidants qui ont vécu ce rendez-vous.",
    ),
    Story(
        "proposed", "Pair-aidants et professionnels : écrire ensemble les règles du jeu", "professional_training",
        "amisatelier", axis=4, start=88, days=2, commune="Lagny-sur-Marne", partners=("unafam77",),
        summary="Deux demi-journées où chacun dit ce qu'il attend de l'autre, et ce qu'il ne fera pas.",
        audience="Équipes et pair-aidants",
        description="Le texte obtenu est court, signé par personne, et relu au bout de six mois.",
    ),
)  # fmt: skip

RETURNED = (
    Story(
        "returned", "Atelier photo : « Ce que l'on ne voit pas »", "awareness", "amisatelier", start=65, days=30,
        commune="Pontault-Combault",
        summary="Photographier ce qui complique ou facilite une journée, puis en parler.",
        audience="Personnes concernées",
        description="Les appareils sont prêtés. Les photos ne montrent aucun visage.",
        reason="Merci de dire qui garde les photos, et combien de temps.",
    ),
    Story(
        "returned", "Après-midi d'échanges sur le retour à l'emploi", "testimony", "unafam77", start=72,
        commune="Dammarie-les-Lys", partners=("amisatelier", "caf77"),
        summary="Trois pair-aidants racontent leur retour au travail après un long arrêt, puis répondent "
        "aux questions.",
        audience="Personnes concernées et employeurs",
        description="Chacun vient avec un objet de son travail. Les employeurs écoutent d'abord.",
        reason="Ajoutez un résumé en langage simple et le nombre de places de la salle.",
    ),
    Story(
        "returned", "Rallye de l'accessibilité dans le centre de Meaux", "awareness", "apf77", start=85,
        commune="Meaux", partners=("voirensemble",),
        summary="Par équipes de deux, avec un pair-aidant, noter ce qui gêne et ce qui aide dans dix lieux publics.",
        audience="Élus, commerçants et habitants",
        description="Chaque équipe reçoit un plan et une grille de dix questions. Le bilan est remis à la commune.",
        reason="La date tombe un jour de marché : voyez une autre date avec la commune.",
    ),
)  # fmt: skip

IDEAS = (
    Story(
        "idea", "Correspondance entre pairs éloignés", "tool", "apf77",
        summary="Des lettres, sur papier ou enregistrées, pour celles et ceux qui ne peuvent pas se déplacer.",
    ),
    Story("idea", "Chorale ouverte", "group", "germenoy", summary="Chanter ensemble, une fois par semaine."),
    Story(
        "idea", "Borne d'information à hauteur de fauteuil", "tool", "autonomie77", axis=1, start=200,
        summary="Un écran à l'accueil, à bonne hauteur, avec les mêmes mots que le guide.", partners=("mdph77",),
    ),
    Story("idea", "Journée d'immersion croisée : un professionnel et un pair-aidant échangent leurs places",
          "professional_training", "aede", axis=4, summary=""),
)  # fmt: skip

SET_ASIDE = (
    Story(
        "set_aside", "Annuaire public des pair-aidants", "tool", "apajh", start=-40,
        summary="Une page avec les pair-aidants du département et la façon de les joindre.", audience="Tout public",
        description="Chaque personne inscrite dirait son secteur et ce qu'elle peut apporter.",
        reason="Un annuaire public donnerait des noms et des handicaps. Chaque demande passe par la coordination.",
    ),
    Story(
        "set_aside", "Application de rencontre directe entre pairs", "tool", "caf77", axis=2, start=30, days=365,
        summary="Un téléphone suffirait pour trouver un pair-aidant près de chez soi.", audience="Tout public",
        description="Les personnes se choisiraient seules, sans intermédiaire.",
        reason="La mise en relation est proposée par une personne, jamais par une machine.",
    ),
    Story(
        "set_aside", "Concours de la meilleure équipe", "awareness", "croixrouge", axis=4, start=120,
        summary="Récompenser chaque année l'équipe qui accueille le mieux un pair-aidant.", audience="Professionnels",
        description="Un jury visiterait chaque équipe candidate.",
        reason="Le collectif préfère partager ce qui marche sans classer les équipes.",
    ),
)  # fmt: skip

COMING = (*VALIDATED, *EXAMINED, *PROPOSED, *RETURNED, *IDEAS, *SET_ASIDE)
