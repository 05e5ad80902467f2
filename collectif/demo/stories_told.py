"""Actions that the public reads, or has read: published, running, reviewed, withdrawn."""

from __future__ import annotations

from .stories import Story

REVIEWED = (
    Story(
        "reviewed",
        "Journée départementale de la pair-aidance",
        "departmental_day",
        "mdph77",
        start=-291,
        commune="Melun",
        partners=("apf77", "unafam77", "adapei77", "amisatelier", "voirensemble", "autonomie77"),
        summary="Une journée pour découvrir la pair-aidance : trois tables rondes, des ateliers, et le temps de parler "
        "avec des pair-aidants du département.",
        plain="Une journée pour comprendre la pair-aidance. Vous pouvez venir, écouter et poser vos questions.",
        audience="Tout public",
        detour="handed_back",
        description="Le matin, des pair-aidants racontent comment ils accompagnent et ce que cela leur apporte. "
        "L'après-midi, chaque association propose un atelier court, à faire debout, assis ou en fauteuil.",
        results="Cent quatre-vingts personnes sont venues, dont une quarantaine de pair-aidants. Onze personnes ont "
        "demandé comment le devenir.\n\nPour la prochaine fois : des pauses plus longues, et un vestiaire.",
        reason="Précisez l'accueil des personnes sourdes et le plan des salles, s'il vous plaît.",
    ),
    Story(
        "reviewed",
        "Témoigner de son parcours devant de futurs soignants",
        "testimony",
        "apf77",
        start=-214,
        commune="Melun",
        partners=("ugecamidf",),
        summary="Quatre pair-aidants rencontrent des étudiants en soins infirmiers et parlent de ce qui aide, ou non, "
        "pendant un séjour à l'hôpital.",
        plain="Des pair-aidants parlent de l'hôpital à des étudiants.",
        audience="Étudiants en soins infirmiers",
        description="Les étudiants préparent leurs questions avec leurs formateurs. Chaque pair-aidant reçoit un petit "
        "groupe pendant une demi-heure, puis tout le monde se retrouve.",
        results="Soixante-deux étudiants ont participé. Le mot qui revient : « prévenir avant de toucher ».",
    ),
    Story(
        "reviewed",
        "Cercle d'échange entre pair-aidants du nord du département",
        "group",
        "amisatelier",
        start=-330,
        days=150,
        commune="Meaux",
        partners=("apajh",),
        summary="Un samedi par mois, des pair-aidants débutants et confirmés parlent de leur pratique, de leurs doutes "
        "et de ce qu'ils ont appris.",
        plain="Des pair-aidants se retrouvent une fois par mois pour parler.",
        audience="Pair-aidants",
        description="Chaque rencontre part d'une situation vécue, racontée sans nom ni lieu. Le groupe cherche ce qui "
        "aurait pu aider, sans juger.",
        results="Cinq rencontres, neuf personnes en moyenne. Le groupe continue de lui-même, un mois sur deux.",
    ),
    Story(
        "reviewed",
        "Carnet de poche « Écouter sans conseiller »",
        "tool",
        "unafam77",
        start=-252,
        days=60,
        partners=("mdph77", "amisatelier"),
        summary="Un petit carnet pour les pair-aidants : douze repères pour écouter, relancer, se taire, et dire "
        "quand on ne sait pas.",
        plain="Un petit livre avec douze conseils pour bien écouter.",
        audience="Pair-aidants et structures",
        description="Le carnet tient dans une poche. Il a été écrit par six pair-aidants, à partir de leurs propres "
        "erreurs.",
        results="Cinq cents carnets imprimés, trois cents distribués. Une version audio a été demandée.",
    ),
    Story(
        "reviewed",
        "Guide « À qui s'adresser ? » relu par des personnes concernées",
        "tool",
        "mdph77",
        axis=1,
        start=-203,
        days=60,
        partners=("caf77", "autonomie77", "aede"),
        summary="Un guide de seize pages qui dit, pour chaque question de la vie courante, à quel service parler en "
        "premier.",
        plain="Un guide pour savoir à qui parler quand on a une question.",
        audience="Personnes concernées",
        description="Logement, transport, études, emploi, argent : chaque page pose une question et donne une adresse. "
        "Huit personnes accompagnées ont relu toutes les pages.",
        results="Le guide est à l'accueil de chaque organisation du collectif. Deux pages restent à simplifier.",
    ),
    Story(
        "reviewed",
        "Tournée des médiathèques : dix rencontres, dix communes",
        "awareness",
        "croixrouge",
        axis=2,
        start=-182,
        days=90,
        partners=("apf77", "villebouvet", "germenoy"),
        summary="Dix soirées dans les médiathèques du département pour présenter la pair-aidance près de chez soi.",
        plain="Dix soirées près de chez vous pour parler de la pair-aidance.",
        audience="Habitants du département",
        description="Un film de douze minutes, puis une discussion avec un pair-aidant qui habite le secteur.",
        results="Deux cent quarante personnes en dix soirées. Les plus petites communes ont été les plus fréquentées.",
    ),
    Story(
        "reviewed",
        "Former l'équipe d'un centre de réadaptation à travailler avec un pair-aidant",
        "professional_training",
        "ugecamidf",
        axis=4,
        start=-141,
        days=3,
        commune="Coubert",
        partners=("mdph77",),
        summary="Trois jours pour une équipe qui accueille son premier pair-aidant salarié : rôle, limites, place "
        "dans les réunions.",
        plain="Une équipe apprend à travailler avec un pair-aidant.",
        audience="Professionnels du centre",
        description="Qui dit quoi à qui ? Que partage le pair-aidant, et que garde-t-il pour lui ? L'équipe écrit ses "
        "propres réponses avant son arrivée.",
        results="Quatorze professionnels formés. L'équipe a écrit une page de règles communes, affichée en salle de "
        "réunion.",
    ),
)

RUNNING = (
    Story(
        "running", "Groupe de parole « Vivre avec une lésion cérébrale, et après ? »", "group", "aede", start=-62,
        days=180, commune="Torcy", partners=("ugecamidf",),
        summary="Deux pair-aidants animent un groupe pour les personnes qui vivent avec une lésion cérébrale.",
        plain="Un groupe pour parler de la vie avec une lésion au cerveau.", audience="Personnes concernées",
        description="On y parle de fatigue, de mémoire, de retour au travail et de patience. Les séances durent une "
        "heure et quart, avec une pause.",
    ),
    Story(
        "running", "Café des pairs de Provins", "group", "germenoy", start=-104, days=300, commune="Provins",
        partners=("aede",),
        summary="Tous les jeudis après-midi, une table réservée et un pair-aidant pour parler de tout et de rien.",
        plain="Le jeudi, venez boire un café et parler avec un pair-aidant.", audience="Tout adulte concerné",
        description="Pas de thème, pas d'inscription. Le café est offert par l'association.",
    ),
    Story(
        "running", "Permanence téléphonique entre personnes malvoyantes", "group", "voirensemble", start=-46, days=150,
        summary="Le mardi soir, des pair-aidants malvoyants répondent aux questions de tous les jours.",
        plain="Le mardi soir, une personne malvoyante répond au téléphone.", audience="Personnes malvoyantes",
        description="Choisir une canne, lire son courrier, continuer à cuisiner : chacun partage ses astuces.",
        detour="handed_back", reason="Ajoutez les heures de la permanence.",
    ),
    Story(
        "running", "Un pair-aidant à l'accueil de la MDPH deux matins par semaine", "group", "mdph77", axis=1,
        start=-31, days=200, commune="Savigny-le-Temple", partners=("apf77", "unafam77", "apajh"),
        summary="Le lundi et le jeudi matin, un pair-aidant est présent à l'accueil pour parler avec les personnes qui "
        "attendent.",
        plain="Deux matins par semaine, un pair-aidant est à l'accueil.", audience="Personnes reçues à l'accueil",
        description="Le pair-aidant ne remplit pas les dossiers et ne donne pas d'avis. Il écoute, rassure et raconte "
        "comment il a fait.",
    ),
    Story(
        "running", "Accueil de proximité à Nangis et dans les villages voisins", "group", "villebouvet", axis=2,
        start=-76, days=240, commune="Nangis", partners=("croixrouge",),
        summary="Une rencontre par quinzaine dans une salle prêtée par une commune, jamais la même deux fois de suite.",
        plain="Un pair-aidant vient près de chez vous tous les quinze jours.", audience="Habitants du secteur",
        description="Le calendrier est affiché dans les mairies et les pharmacies. Le trajet peut être organisé.",
    ),
)  # fmt: skip

PUBLISHED = (
    Story(
        "published", "Journée portes ouvertes du collectif", "departmental_day", "mdph77", start=48,
        commune="Fontainebleau", partners=("apf77", "apajh", "aede", "poidatz", "dsden77", "caf77"),
        summary="Les associations et les institutions du collectif ouvrent leurs portes : visites, démonstrations et "
        "rencontres.",
        plain="Toutes les associations vous accueillent pendant une journée.", audience="Tout public",
        description="Un parcours fléché relie quatre lieux proches. Des pair-aidants accompagnent les petits groupes.",
    ),
    Story(
        "published", "Une journée avec un chien-guide : déplacements et rencontres", "awareness", "voirensemble",
        start=20, commune="Chelles",
        summary="Marcher en ville les yeux bandés, puis avec un chien-guide et son maître, et en parler ensuite.",
        plain="Venez découvrir comment un chien guide une personne aveugle.", audience="Familles et curieux",
        description="Le parcours fait huit cents mètres, avec deux traversées. Les chiens ne sont pas caressés pendant "
        "le travail.",
    ),
    Story(
        "published", "Théâtre-forum : « C'est mon rendez-vous ! »", "testimony", "adapei77", start=33,
        commune="Savigny-le-Temple", partners=("amisatelier",),
        summary="Cinq scènes jouées par des personnes accompagnées : à chaque fois, quelqu'un parle à leur place. Le "
        "public vient changer l'histoire.",
        plain="Une pièce de théâtre. Le public peut monter sur scène.", audience="Tout public et professionnels",
        description="Les scènes viennent de vrais rendez-vous : à la banque, chez le médecin, à la mairie.",
    ),
    Story(
        "published", "Balado « Paroles de pairs »", "tool", "apajh", start=9, days=90, partners=("unafam77",),
        summary="Huit épisodes de dix minutes à écouter : des pair-aidants racontent le jour où quelque chose a "
        "changé.",
        plain="Des histoires à écouter, racontées par des pair-aidants.", audience="Tout public",
        description="Chaque épisode a sa version écrite. Les voix sont celles de personnes volontaires, qui ont relu "
        "leur texte.",
        reason="Un épisode attend encore l'accord écrit de la personne qui parle.", detour="republished",
    ),
    Story(
        "published", "Réunion d'information : faire sa demande, étape par étape", "awareness", "caf77", axis=1,
        start=15, commune="Torcy", partners=("mdph77", "apf77"),
        summary="Deux heures pour comprendre les étapes d'une demande, avec des pair-aidants qui sont passés par là.",
        plain="Venez comprendre comment faire une demande, étape par étape.", audience="Personnes concernées",
        description="Aucun dossier personnel n'est examiné pendant la réunion. Des rendez-vous sont proposés à la fin.",
    ),
    Story(
        "published", "Journée des partenaires du sud du département", "departmental_day", "dtars77", axis=2, start=40,
        commune="Nemours", partners=("ugecamidf", "mdph77", "germenoy", "croixrouge"),
        summary="Services, cabinets et associations du secteur se présentent les uns aux autres, avec des "
        "pair-aidants.",
        plain="Les services du sud du département se rencontrent.", audience="Professionnels et bénévoles du secteur",
        description="Chacun dispose de cinq minutes et d'une table. L'après-midi, trois situations sont travaillées en "
        "petits groupes, sans nom.",
    ),
)  # fmt: skip

WITHDRAWN = (
    Story(
        "withdrawn", "Conférence en ligne : la pair-aidance en établissement", "professional_training", "poidatz",
        axis=4, start=12, partners=("dsden77",),
        summary="Une heure en ligne pour les équipes qui se demandent comment accueillir un pair-aidant auprès de "
        "jeunes.",
        plain="Une conférence sur internet pour les professionnels.", audience="Professionnels d'établissements",
        description="Deux équipes racontent leurs débuts, puis répondent aux questions.",
        reason="La date a changé et le lien d'inscription ne fonctionne plus. L'association prépare une "
        "nouvelle annonce.",
    ),
)  # fmt: skip

TOLD = (*REVIEWED, *RUNNING, *PUBLISHED, *WITHDRAWN)
