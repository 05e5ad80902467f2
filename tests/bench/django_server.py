"""The same roster in Django: a ListView and the admin, each behind Django's own sign-in.

Arguments: the SQLite file to create and fill, the peers, the port. Its session key is written beside the file.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import django
from django.conf import settings

database, peers, port = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
PAGE_SIZE = 50
HERE = Path(__file__).parent
STATES = [("preparing", "en préparation"), ("active", "actif"), ("paused", "en pause"), ("ended", "terminé")]
ENGAGEMENTS = [("volunteer", "Bénévole"), ("employee", "Salarié")]
FAMILIES = [("motor", "Physique ou motrice"), ("visual", "Visuelle"), ("psychic", "Psychique"), ("illness", "Maladie")]
FAMILIES += [(f"family{n}", f"Famille {n}") for n in range(8)]
ANTENNAS = [("nord", "Nord"), ("sud", "Sud"), ("est", "Est"), ("ouest", "Ouest")]
AIDS = [("manual_wheelchair", "Fauteuil manuel"), ("power_wheelchair", "Fauteuil électrique")]
AIDS += [("cane_or_walker", "Canne ou déambulateur"), ("none", "Aucune"), ("other", "Autre")]
YES_NO = [("yes", "Oui"), ("no", "Non")]
COMFORT = [
    ("theme", "Couleurs", [("auto", "Comme mon appareil"), ("light", "Claires"), ("dark", "Sombres")]),
    ("text_size", "Taille du texte", [("normal", "Normale"), ("large", "Grande")]),
    ("spacing", "Espacement", [("normal", "Normal"), ("wide", "Large")]),
    ("language", "Langage", [("standard", "Courant"), ("plain", "Simple")]),
]
PUBLIC_LINKS = [(f"/page{n}", f"Page publique {n}") for n in range(5)]
LINKS = [(f"/intranet/{n}", f"Page {n}") for n in range(6)]
FOOTER_LINKS = [(f"/pied/{n}", f"Pied {n}") for n in range(6)]
FORMATS = [("csv", "CSV"), ("xlsx", "Excel (XLSX)"), ("ods", "LibreOffice (ODS)")]
HEADERS = [
    ("Nom", "-nom"), ("État", ""), ("Bénévole ou salarié", ""), ("Commune", ""), ("Familles de handicap", ""),
    ("Depuis", "depuis"), ("Antenne", ""), ("Aide à la mobilité", ""), ("Besoin de transport adapté", ""),
]  # fmt: skip
FIXED = {
    "comfort": COMFORT, "public_links": PUBLIC_LINKS, "links": LINKS, "footer_links": FOOTER_LINKS,
    "formats": FORMATS, "headers": HEADERS,
}  # fmt: skip

settings.configure(
    DEBUG=False,
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    LANGUAGE_CODE="fr",
    STATIC_URL="/static/",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database, "CONN_MAX_AGE": None}},
    INSTALLED_APPS=[
        "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", [
                    ("django.template.loaders.filesystem.Loader", [HERE / "django_templates"]),
                    "django.template.loaders.app_directories.Loader",
                ]),
            ],
        },
    }],
)  # fmt: skip
django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth.mixins import LoginRequiredMixin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.generic import ListView  # noqa: E402


class Sector(models.Model):
    name = models.CharField(max_length=80)

    class Meta:
        app_label = "auth"


class Commune(models.Model):
    name = models.CharField(max_length=80)
    sector = models.ForeignKey(Sector, models.CASCADE)

    class Meta:
        app_label = "auth"


class Peer(models.Model):
    public_id = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=200, db_index=True)
    state = models.CharField(max_length=20, choices=STATES, db_index=True)
    engagement = models.CharField(max_length=20, choices=ENGAGEMENTS)
    commune = models.ForeignKey(Commune, models.CASCADE)

    class Meta:
        app_label = "auth"


class Family(models.Model):
    peer = models.ForeignKey(Peer, models.CASCADE, related_name="families")
    family = models.CharField(max_length=30, choices=FAMILIES, db_index=True)

    class Meta:
        app_label = "auth"


class Sponsorship(models.Model):
    peer = models.ForeignKey(Peer, models.CASCADE)
    organisation = models.IntegerField(db_index=True)
    started_on = models.DateField(db_index=True)
    mobility_aid = models.CharField(max_length=30, choices=AIDS, db_index=True)
    antenna = models.CharField(max_length=30, choices=ANTENNAS, blank=True)
    adapted_transport = models.CharField(max_length=30, choices=YES_NO, blank=True)

    class Meta:
        app_label = "auth"
        indexes = [models.Index(fields=["organisation", "peer"])]


class Roster(LoginRequiredMixin, ListView):
    template_name = "roster.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self):
        rows = Sponsorship.objects.filter(organisation=1).select_related("peer__commune")
        if self.request.GET.get("etat"):
            rows = rows.filter(peer__state=self.request.GET["etat"])
        return rows.prefetch_related("peer__families").order_by("peer__sort_name", "pk")

    def get_context_data(self, **kw):
        asked = self.request.GET
        sectors = [(str(sector.pk), sector.name) for sector in Sector.objects.all()]
        choices = {
            "etat": ("État", STATES),
            "engagement": ("Bénévole ou salarié", ENGAGEMENTS),
            "secteur": ("Secteur", sectors),
            "famille": ("Famille de handicap", FAMILIES),
            "antenna": ("Antenne", ANTENNAS),
            "mobility_aid": ("Aide à la mobilité", AIDS),
            "transport": ("Besoin de transport adapté", YES_NO),
            "vehicule": ("Dispose d'un véhicule", YES_NO),
        }
        filters = [(name, label, values, asked.get(name, "")) for name, (label, values) in choices.items()]
        context = super().get_context_data(filters=filters, **FIXED, **kw)
        page = context["page_obj"]
        context["page_range"] = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        return context


class SponsorshipAdmin(admin.ModelAdmin):
    list_display = ["peer_name", "state", "commune", "started_on", "mobility_aid"]
    list_filter = ["mobility_aid", "peer__state"]
    list_select_related = ["peer__commune"]
    list_per_page = PAGE_SIZE
    search_fields = ["peer__sort_name"]
    ordering = ["peer__sort_name"]

    def peer_name(self, row):
        return f"{row.peer.family_name} {row.peer.given_name}"

    def state(self, row):
        return row.peer.get_state_display()

    def commune(self, row):
        return row.peer.commune.name


admin.site.register(Sponsorship, SponsorshipAdmin)
urlpatterns = [path("pairs", Roster.as_view()), path("admin/", admin.site.urls)]


def fill():
    call_command("migrate", verbosity=0, run_syncdb=True)
    with connection.schema_editor() as editor:
        for model in (Sector, Commune, Peer, Family, Sponsorship):
            editor.create_model(model)
    connection.cursor().execute("pragma journal_mode=wal")
    draw = random.Random(77)
    Sector.objects.bulk_create(Sector(pk=n, name=f"Secteur {n}") for n in range(1, 6))
    Commune.objects.bulk_create(Commune(pk=n, name=f"Commune {n}", sector_id=n % 5 + 1) for n in range(1, 508))
    numbers = range(1, peers + 1)
    Peer.objects.bulk_create(
        [Peer(pk=n, public_id=f"b{n:011d}", given_name="Alix", family_name=f"Arbre {draw.random():.7f}",
              sort_name=f"arbre {draw.random():.7f}", state=draw.choice(STATES)[0], engagement="volunteer",
              commune_id=draw.randrange(1, 508)) for n in numbers], batch_size=2000)  # fmt: skip
    Family.objects.bulk_create([Family(peer_id=n, family="motor") for n in numbers], batch_size=2000)
    Sponsorship.objects.bulk_create(
        [Sponsorship(peer_id=n, organisation=1, started_on=date(2020, 1, 1) + timedelta(days=n % 2000),
                     mobility_aid=draw.choice(AIDS)[0]) for n in numbers], batch_size=2000)  # fmt: skip


def sign_in():
    user = User.objects.create_superuser("bench", password="bench")
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    import waitress

    fill()
    with open(database + ".session", "w") as file:
        file.write(sign_in())
    waitress.serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=4, _quiet=True)
