"""What search engines and shared links say of each page of the site, to someone who has not read it."""

DESCRIPTIONS = {
    "home": "En Seine-et-Marne, des personnes malades ou handicapées s’entraident. Rencontrer un pair-aidant, le "
    "devenir, suivre les actions du collectif.",
    "peer_support": "La pair-aidance, c’est l’entraide entre personnes qui vivent, ou ont vécu, la même maladie ou le "
    "même handicap.",
    "become_peer": "Qui peut devenir pair-aidant en Seine-et-Marne, à quelles conditions, et comment candidater.",
    "resource_hub": "Les associations et les institutions qui font vivre la pair-aidance en Seine-et-Marne.",
    "help": "Trouver une page, régler l’affichage, se connecter, écrire au collectif.",
    "accessibility": "La déclaration d’accessibilité de ce site : où il en est, et comment signaler un problème.",
    "personal_data": "Ce que le collectif garde sur les personnes, pourquoi, combien de temps, et vos droits.",
    "legal_notice": "Qui publie ce site, qui l’héberge, comment nous joindre, et ce que vous pouvez réutiliser.",
    "site_map": "Toutes les pages publiques du site du collectif pair-aidance de Seine-et-Marne.",
}
