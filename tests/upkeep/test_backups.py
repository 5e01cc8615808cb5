"""A backup holds everything, a restore brings everything back, and neither overwrites unasked."""

import sqlite3
from contextlib import nullcontext

import pytest
from sqlalchemy import func, select, text

from clinic.audit.actions import deed, trace
from clinic.audit.models import Entry
from clinic.clients.models import Client
from clinic.db import Model, db, now
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.safety.models import Attachment
from clinic.upkeep.actions import rows
from clinic.upkeep.actions.backing_up import back_up
from clinic.upkeep.actions.preparing import prepare
from clinic.upkeep.actions.restoring import restore
from clinic.upkeep.queries.schema import database_file, engine_on
from tests import make
from tests.upkeep.test_preparing import put_revision

Contents = dict[str, list[tuple]]


@deed
def leave_an_entry(client: Client) -> None:
    trace(Event.CLIENT_ADDED, client=client, detail={"count": 1})


@pytest.fixture
def lived_in(own_clinic):
    """A clinic with a row of each awkward kind, and the trail of it."""
    prepare()
    first, second = make.client(name="김민수"), make.client(name="Lee Jun")
    first.merged_into_id = second.id
    third = make.client(merged_into_id=first.id)
    visit = make.visit(client=second, episode_id=make.episode(second).id)
    record = make.record(visit, s="tight")
    make.line(record)
    record.signed_at, record.digest = now(), "0" * 64
    make.note(client=second, restricts={"techniques": ["all"], "한": None})
    make.score(second, visit_id=visit.id, answers={"1": 3}, value=1 / 3)
    db.session.add(
        Attachment(client_id=third.id, name="x", type="y", sha256="0" * 64, bytes=bytes(range(256)))
    )
    leave_an_entry(second)
    db.session.commit()
    return own_clinic


def contents(engine=None) -> Contents:
    """Every row of every table, but for what a backup and a restore add to the trail."""
    with (engine or db.engine).connect() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Model.metadata.sorted_tables
        }
    found["audit_entry"] = [row for row in found["audit_entry"] if "backup" not in str(row[2])]
    return found


def test_a_backup_is_one_private_file_with_every_row(lived_in, tmp_path):
    back_up(tmp_path / "b.sqlite3")
    db.session.commit()

    assert contents(engine_on(tmp_path / "b.sqlite3")) == contents()
    assert (tmp_path / "b.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_backup_leaves_nothing_beside_it(lived_in, tmp_path):
    (tmp_path / "away").mkdir()
    back_up(tmp_path / "away/b.sqlite3")
    assert [path.name for path in (tmp_path / "away").iterdir()] == ["b.sqlite3"]


def test_a_backup_is_one_deed_of_the_command_line(lived_in, tmp_path):
    back_up(tmp_path / "b.sqlite3")
    entry = db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert (entry.event, entry.actor) == (Event.BACKUP_MADE, "command line")


def test_a_backup_refuses_a_file_that_is_there_unless_told(lived_in, tmp_path):
    (tmp_path / "b").write_text("a letter")
    with pytest.raises(Refusal, match="--overwrite"):
        back_up(tmp_path / "b")
    assert (tmp_path / "b").read_text() == "a letter"
    back_up(tmp_path / "b", overwrite=True)
    assert contents(engine_on(tmp_path / "b")) == contents()


def test_a_backup_never_overwrites_the_clinic_itself(on_sqlite):
    prepare()
    with pytest.raises(Refusal, match="own database"):
        back_up(database_file(), overwrite=True)


def test_a_restore_brings_back_every_row_as_it_was(lived_in, tmp_path):
    before = contents()
    back_up(tmp_path / "b")
    db.session.commit()
    make.client(name="after the backup")
    db.session.commit()

    done = restore(tmp_path / "b", overwrite=True)
    db.session.commit()

    assert contents() == before
    assert done.clients == 3


def test_the_guards_stand_again_after_a_restore(lived_in, tmp_path):
    back_up(tmp_path / "b")
    db.session.commit()
    restore(tmp_path / "b", overwrite=True)
    db.session.commit()
    with pytest.raises(Exception, match="closed for good"):
        db.session.execute(text("DELETE FROM audit_entry"))


def test_rows_can_be_added_after_a_restore(lived_in, tmp_path):
    back_up(tmp_path / "b")
    db.session.commit()
    restore(tmp_path / "b", overwrite=True)
    make.client(name="the next")
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Client)) == 4


def test_what_was_there_before_is_kept_aside(lived_in, tmp_path):
    back_up(tmp_path / "b")
    make.client(name="would be lost")
    db.session.commit()
    before = contents()

    aside = restore(tmp_path / "b", overwrite=True).aside

    assert contents(engine_on(aside)) == before


def test_a_restore_refuses_to_overwrite_a_clinic_unasked(lived_in, tmp_path):
    back_up(tmp_path / "b")
    db.session.commit()
    before = contents()
    with pytest.raises(Refusal, match="--overwrite"):
        restore(tmp_path / "b")
    assert contents() == before


def test_a_restore_makes_a_clinic_where_there_is_none(lived_in, tmp_path):
    """SQLite only: the file is gone, as after a broken disk."""
    if database_file() is None:
        pytest.skip("a rule about SQLite's file")
    before = contents()
    back_up(tmp_path / "b")
    db.session.commit()
    db.engine.dispose()
    for left in database_file().parent.glob(database_file().name + "*"):
        left.unlink()

    assert restore(tmp_path / "b").aside is None
    assert contents() == before
    assert database_file().stat().st_mode & 0o777 == 0o600


def test_a_damaged_clinic_is_moved_aside_as_it_is(lived_in, tmp_path):
    if (own := database_file()) is None:
        pytest.skip("a rule about SQLite's file")
    back_up(tmp_path / "b")
    db.session.commit()
    before = contents()
    db.session.remove()
    db.engine.dispose()
    own.write_bytes(b"nothing that a database would say" * 1000)

    aside = restore(tmp_path / "b", overwrite=True).aside

    assert aside.read_bytes().startswith(b"nothing that")
    assert contents() == before


def test_a_damaged_or_foreign_backup_changes_nothing(lived_in, tmp_path):
    before = contents()
    back_up(tmp_path / "b")
    db.session.commit()
    whole = (tmp_path / "b").read_bytes()
    (tmp_path / "holes").write_bytes(whole[:8192] + bytes(8192) + whole[16384:])
    (tmp_path / "letter").write_text("Dear clinic, " * 1000)
    sqlite3.connect(tmp_path / "others").execute("CREATE TABLE invoices (id)")

    for name in ("holes", "letter", "others", "not there"):
        with pytest.raises(Refusal):
            restore(tmp_path / name, overwrite=True)

    assert contents() == before
    assert not [*lived_in.config["DATA_DIR"].glob("backups/restoring*")]


def test_a_backup_of_a_newer_clinic_is_refused(lived_in, tmp_path):
    back_up(tmp_path / "b")
    db.session.commit()
    with engine_on(tmp_path / "b").begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refusal, match="newer version"):
        restore(tmp_path / "b", overwrite=True)


def test_a_restored_sign_in_does_not_come_back_to_life(lived_in, tmp_path):
    from tests.conftest import sign_in

    sign_in(lived_in, make.account())
    db.session.commit()
    back_up(tmp_path / "b")
    restore(tmp_path / "b", overwrite=True)
    assert db.session.scalar(text("SELECT count(*) FROM sign_in WHERE ended_at IS NULL")) == 0


def test_rows_go_over_and_keep_their_guards(lived_in, tmp_path):
    """From either kind of database into another, which held a trail of its own."""
    back_up(tmp_path / "b")
    make.client(name="later")
    leave_an_entry(make.client())
    db.session.commit()
    rows.copy_all_rows(db.engine, engine_on(tmp_path / "b"))
    assert contents(engine_on(tmp_path / "b")) == contents()


def test_twin_with_the_guards_in_the_way_they_do_not(lived_in, tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "guards_aside", nullcontext)
    with pytest.raises(Exception, match="closed for good"):
        test_rows_go_over_and_keep_their_guards(lived_in, tmp_path)


def test_rows_that_point_in_a_circle_are_refused():
    table = Client.__table__
    circle = [{"id": 1, "merged_into_id": 2}, {"id": 2, "merged_into_id": 1}]
    with pytest.raises(Refusal, match="circle"):
        rows.pointed_at_first(circle, table, rows.pointing_home(table))


def test_a_database_of_a_newer_clinic_is_not_replaced(lived_in, tmp_path):
    """PostgreSQL only: there the tables stay, and only this version's can be filled."""
    if database_file() is not None:
        pytest.skip("a rule about PostgreSQL's tables")
    back_up(tmp_path / "b")
    db.session.commit()
    put_revision("9999")
    with pytest.raises(Refusal, match="newer version"):
        restore(tmp_path / "b", overwrite=True)
