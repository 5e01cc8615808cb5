"""The trail, the notes' history and published forms are only added to: the database sees to it."""

from migrations.guards import keep, release

revision = "0002"
down_revision = "0001"

KEPT = ("audit_entry", "note_event", "form_version")


def upgrade() -> None:
    for table in KEPT:
        keep(table, "{row}.id IS NOT NULL")


def downgrade() -> None:
    for table in reversed(KEPT):
        release(table)
