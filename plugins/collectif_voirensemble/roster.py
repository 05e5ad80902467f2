"""What Voir ensemble keeps about its peers: formats they read, how they are guided, what they can show others."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import choice, coded, converting, fields, many, yes_no, yes_no_codes

FORMATS = {"braille": "Braille", "audio": "Audio", "large_print": "Gros caractères", "text_file": "Fichier texte"}
GUIDING = {"never": "Jamais", "new_places": "Lieux inconnus", "always": "Toujours"}
TOOLS = {
    "screen_reader": "Lecteur d'écran",
    "magnifier": "Agrandisseur",
    "phone": "Téléphone vocal",
    "braille_display": "Plage braille",
    "audio_books": "Livres audio",
}

ROSTER = fields(
    many("formats", "Formats préférés", FORMATS, listed=True,
         description="Dans quel format envoyer la charte, les invitations, les comptes rendus."),
    choice("braille", "Braille lu", {"full": "Intégral", "contracted": "Abrégé"},
           description="Pour qui lit le braille : lettre à lettre (intégral) ou en abrégé."),
    yes_no("guide_dog", "Chien-guide",
           description="Un chien-guide entre dans tous les lieux ouverts au public."),
    choice("guiding", "Guidage", GUIDING, listed=True,
           description="Quand la personne souhaite être guidée pour venir à une rencontre."),
    many("tools", "Outils à montrer", TOOLS,
         description="Les outils que la personne utilise et peut faire découvrir."),
)  # fmt: skip

IMPORT_FORMATS = (
    ImportFormat(
        name="fichier-parle",
        label="Fichier du groupe",
        description="Un tableau pensé pour un lecteur d'écran : peu de colonnes, des sigles séparés par un espace.",
        headings={
            "family_name": ("Nom adhérent",),
            "given_name": ("Prénom adhérent",),
            "phone": ("Numéro à appeler",),
            "email": ("Adresse électronique",),
            "commune": ("Ville adhérent",),
            "formats": ("Lecture", "Mode de lecture"),
            "braille": ("Type de braille",),
            "guide_dog": ("CG", "Chien"),
            "guiding": ("Déplacement", "Guide"),
            "tools": ("Matériel",),
        },
        convert=converting({
            "formats": coded({
                "br": FORMATS["braille"], "au": FORMATS["audio"], "gc": FORMATS["large_print"],
                "txt": FORMATS["text_file"],
            }, " "),
            "braille": coded({"i": "Intégral", "a": "Abrégé"}),
            "guide_dog": yes_no_codes,
            "guiding": coded({"0": GUIDING["never"], "1": GUIDING["new_places"], "2": GUIDING["always"]}),
            "tools": coded({
                "nvda": TOOLS["screen_reader"], "jaws": TOOLS["screen_reader"], "zoom": TOOLS["magnifier"],
                "tel": TOOLS["phone"], "plage": TOOLS["braille_display"], "daisy": TOOLS["audio_books"],
            }, " "),
        }),
    ),
)  # fmt: skip
