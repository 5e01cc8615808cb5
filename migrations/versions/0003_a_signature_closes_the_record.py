"""What is signed stays: the record, its lines, its visit's who and when; addenda and decisions.

A draft may change in every way. From the signature on no SQL changes the record, its lines, or the
client, therapist and times of its visit, and no line joins it. Decisions about a stop and addenda
are only ever added to.
"""

from migrations.guards import keep, release

revision = "0003"
down_revision = "0002"

ADDED_TO = ("decision", "addendum")
SIGNED = "SELECT 1 FROM record AS signed WHERE signed.signed_at IS NOT NULL AND signed.visit_id"
WHO_AND_WHEN = (
    "client_id",
    "therapist_id",
    "starts_at",
    "ends_at",
    "began_at",
    "ended_at",
    "record_signed_at",
)


def upgrade() -> None:
    for table in ADDED_TO:
        keep(table, "{row}.id IS NOT NULL")
    keep("record", "{row}.signed_at IS NOT NULL", key=("visit_id",))
    keep("line", f"EXISTS ({SIGNED} = {{row}}.visit_id)", key=("visit_id", "n"), joins=True)
    keep("visit", f"EXISTS ({SIGNED} = {{row}}.id)", only=WHO_AND_WHEN)


def downgrade() -> None:
    release("visit")
    release("line", joins=True)
    release("record")
    for table in reversed(ADDED_TO):
        release(table)
