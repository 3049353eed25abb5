"""Run by alembic: migrate over the connection that `persistence.databas.migrering.migrera` has opened and locked."""

from alembic import context

from persistence.tabeller.alla import metadata

# One transaction a step, so that a step may make an index outside of any, beside those who write.
context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
