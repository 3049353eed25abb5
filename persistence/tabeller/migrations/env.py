"""Run by alembic: migrate over the connection that `persistence.databas.migrering.migrera` has opened and locked."""

from alembic import context

from persistence.tabeller.alla import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
