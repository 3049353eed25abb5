"""What somebody logs in by goes when they are weeded out, and the protocol of a gallring stands as written (K3.8)."""

from alembic import op

revision = "0044_kundens_inloggning"
down_revision = "0043_namnen"
branch_labels = None
depends_on = None

_FORE = ("skyddsbehorighet", "kundhistorik", "kund")


def upgrade() -> None:
    _vagrar_utom_for(("konto", *_FORE))
    _inloggningen()
    # What is done is what the two signed for: it is changed by nobody, and never taken away.
    op.execute(
        "CREATE TRIGGER star_som_den_skrevs BEFORE UPDATE ON gallringsrad FOR EACH ROW "
        "WHEN (OLD.status <> 'vantar') EXECUTE FUNCTION skrivs_bara_till()"
    )
    for tabell in ("gallringsrad", "gallringsstopp"):
        op.execute(
            f"CREATE TRIGGER tas_inte_bort BEFORE DELETE OR TRUNCATE ON {tabell} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skrivs_bara_till()"
        )


def downgrade() -> None:
    for tabell in ("gallringsrad", "gallringsstopp"):
        op.execute(f"DROP TRIGGER tas_inte_bort ON {tabell}")
    op.execute("DROP TRIGGER star_som_den_skrevs ON gallringsrad")
    op.execute("DROP FUNCTION gallra_inloggningen(text, integer)")
    _vagrar_utom_for(_FORE)


def _vagrar_utom_for(tabeller: tuple[str, ...]) -> None:
    # The setting opens nothing by itself: who works has no right to DELETE here, and the functions run as the owner.
    namnen = ", ".join(f"'{t}'" for t in tabeller)
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION skrivs_bara_till() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ({namnen})
                AND current_setting('insats.gallring', true) = 'ja' THEN
                RETURN NULL;
            END IF;
            RAISE EXCEPTION '% skrivs bara till, den ändras inte (K0.7)', TG_TABLE_NAME;
        END $$
        """
    )


def _inloggningen() -> None:
    op.execute(
        """
        CREATE FUNCTION gallra_inloggningen(vilken text, radens integer) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
            rad gallringsrad%ROWTYPE;
            antal integer;
        BEGIN
            SELECT * INTO rad FROM gallringsrad WHERE gallring = vilken AND nr = radens AND status = 'vantar';
            IF NOT FOUND OR (
                SELECT count(DISTINCT lower(av)) FROM journal
                WHERE arende = vilken AND slag = 'gallring_undertecknad'
            ) < 2 THEN
                RAISE EXCEPTION 'ingen undertecknad gallring har raden i sin lista (K3.8)' USING ERRCODE = '23000';
            END IF;
            PERFORM set_config('insats.gallring', 'ja', true);
            DELETE FROM konto WHERE aktor IN (
                'kund:' || rad.kund, 'kund:' || lower(rad.kund),
                'anordnare:' || rad.person || '@' || rad.anordnare,
                'anordnare:' || lower(rad.person) || '@' || rad.anordnare
            );
            GET DIAGNOSTICS antal = ROW_COUNT;
            PERFORM set_config('insats.gallring', '', true);
            RETURN antal;
        END $$
        """
    )
