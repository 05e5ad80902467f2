"""Alembic environment: the models' metadata, on the database the command was given."""

from alembic import context

from collectif.migrate import in_models
from collectif.models import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=False,
    compare_type=True,
    include_name=in_models,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
