# Two commands matter: `make serve` and `make test`. `make help` lists the others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 6543
PIP := $(BIN)/pip --disable-pip-version-check -q
STAMP := $(VENV)/.app
DEVSTAMP := $(VENV)/.dev

.PHONY: help serve test lint format migrate revision bench demo-reset clean partage

help: ## Cette aide
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus récent est nécessaire (essayez : make $(MAKECMDGOALS) PYTHON=python3.12)."; exit 1; }
	@echo "Création de l'environnement Python…"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python requirements/base.txt setup.cfg pyproject.toml
	@echo "Installation des dépendances verrouillées…"
	@$(PIP) install --require-hashes -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(DEVSTAMP): $(STAMP) requirements/dev.txt
	@echo "Installation des outils de test…"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

serve: $(STAMP) ## Démarre le site (PORT=6543), avec ses données de démonstration
	@$(BIN)/collectif serve --config development.ini --port $(PORT)

demo-reset: $(STAMP) ## Recrée la base de développement et ses données de démonstration
	@$(BIN)/collectif demo reset --config development.ini

migrate: $(STAMP) ## Met la base de développement à jour
	@$(BIN)/collectif migrate --config development.ini

revision: $(DEVSTAMP) ## Écrit une migration depuis les modèles (MESSAGE="…")
	@$(BIN)/collectif revision --config development.ini --message "$(MESSAGE)"

lint: $(DEVSTAMP) ## Style, types et sens des imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEVSTAMP) ## Met le code en forme
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format .

test: lint ## Tous les contrôles, puis tous les tests (SQLite, PostgreSQL, Chromium)
	@$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

bench: $(DEVSTAMP) ## Compare la vitesse des pages à d'autres façons de les servir
	@$(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/pip --disable-pip-version-check -q install --require-hashes -r requirements/bench.txt
	@$(BIN)/python -m tests.bench

clean: ## Efface l'environnement, la base de développement et les fichiers produits
	@rm -rf $(VENV) .venv-bench var build dist *.egg-info

partage: $(STAMP) ## Dessine l'image des liens partagés
	@$(BIN)/python -c "import typst; typst.compile('collectif/static/img/partage.typ', output='collectif/static/img/partage.png', format='png', ppi=72.0, font_paths=['templates/documents/fonts'], ignore_system_fonts=True)"
