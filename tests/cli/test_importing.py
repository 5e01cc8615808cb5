"""Scores from a file: a dry run first, once for each score, and never over what is there."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clinic.audit.models import Actor, Entry
from clinic.clients.models import Client
from clinic.db import Model, db
from clinic.domain.events import Event
from clinic.episodes.models import Episode
from clinic.exchange.models import ImportRun
from clinic.outcomes.actions import correct
from clinic.outcomes.models import EpisodeSummary, Score
from clinic.web.clock import local

MAPPING = """
client: {column: id, source: trial}
when: {column: time, values: {1: 2018-01-01, 2: 2018-02-01}}
tag: {column: group, values: {1: PRT, 2: placebo}}
missing: ["", NaN]
scores:
  - {column: pain, instrument: nrs_pain, variant: average_7d}
  - {column: pgic, instrument: pgic, form: pgic7_hb}
"""
NAMES = "id,time,group,age,pain,pgic\n"
ROWS = ["12,1,1,21,5,\n", "12,2,1,21,2,6\n", "14,1,2,<undefined>,3,NaN\n"]


@pytest.fixture
def bring_in(run_on_both, tmp_path):
    """Call the import with these rows."""
    (tmp_path / "mapping.yaml").write_text(MAPPING)

    def call(rows: list[str], *options: str, name: str = "file.csv"):
        (tmp_path / name).write_text(NAMES + "".join(rows))
        mapping = tmp_path / "mapping.yaml"
        answer = run_on_both("import", "scores", tmp_path / name, "--mapping", mapping, *options)
        db.session.rollback()  # what this process knew is old
        db.session.expire_all()
        return answer

    return call


def everything() -> dict[str, list[tuple]]:
    """All rows there are."""
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr)
        for table in Model.metadata.sorted_tables
    }


def count(kind: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind))


def test_without_apply_nothing_is_written(bring_in):
    answer = bring_in(ROWS)
    assert answer.exit_code == 0
    assert "4 new scores" in answer.stdout
    assert "--apply" in answer.stderr
    assert (count(Client), count(Score), count(Entry)) == (0, 0, 0)


def test_rows_become_clients_one_episode_each_and_scores_without_a_visit(bring_in):
    assert bring_in(ROWS, "--apply").exit_code == 0
    clients = db.session.scalars(select(Client).order_by(Client.id)).all()
    assert [(each.source, each.external_id, each.name) for each in clients] == [
        ("trial", "12", "trial 12"),
        ("trial", "14", "trial 14"),
    ]
    episodes = db.session.scalars(select(Episode).order_by(Episode.id)).all()
    assert [(each.tag, each.opened_on) for each in episodes] == [
        ("PRT", date(2018, 1, 1)),
        ("placebo", date(2018, 1, 1)),
    ]
    scores = db.session.scalars(select(Score).where(Score.client_id == clients[0].id)).all()
    assert sorted((each.instrument, each.variant, each.value) for each in scores) == [
        ("nrs_pain", "average_7d", 2.0),
        ("nrs_pain", "average_7d", 5.0),
        ("pgic7_hb", "", 6.0),
    ]
    assert {(each.visit_id, each.episode_id, each.mode) for each in scores} == {
        (None, episodes[0].id, "imported")
    }
    assert {local(each.taken_at).date() for each in scores} == {date(2018, 1, 1), date(2018, 2, 1)}


def test_the_summaries_that_the_report_reads_are_there(bring_in):
    bring_in(ROWS, "--apply")
    series = select(EpisodeSummary).where(EpisodeSummary.instrument == "nrs_pain")
    first = db.session.scalars(series.order_by(EpisodeSummary.episode_id)).first()
    assert (first.n, first.baseline, first.latest) == (2, 5.0, 2.0)


def test_an_import_is_one_deed_of_the_command_line(bring_in):
    bring_in(ROWS, "--apply")
    entry = db.session.scalars(select(Entry)).one()
    assert (entry.event, entry.actor) == (Event.SCORES_IMPORTED, Actor.COMMAND_LINE)
    assert entry.detail == {"scores": 4, "clients": 2}
    assert count(ImportRun) == 1


@pytest.mark.parametrize(
    "again", [ROWS, ROWS[::-1], [row.replace(",2,6", ",2.0,6.0") for row in ROWS]]
)
def test_a_second_run_changes_nothing_in_any_order_or_from_another_file(bring_in, again):
    bring_in(ROWS, "--apply")
    before = everything()
    answer = bring_in(again, "--apply", name="another.csv")
    assert answer.exit_code == 0
    assert "4 there already" in answer.stdout
    assert everything() == before


def test_a_larger_file_adds_only_what_is_new(bring_in):
    bring_in(ROWS[:2], "--apply")
    bring_in(ROWS, "--apply")
    assert (count(Client), count(Episode), count(Score)) == (2, 2, 4)


def test_a_changed_value_is_a_conflict_and_is_not_written(bring_in):
    bring_in(ROWS, "--apply")
    before = everything()
    answer = bring_in([ROWS[0].replace(",5,", ",7,"), *ROWS[1:]], "--apply")
    assert "1 in conflict" in answer.stdout
    assert "row 2, client 12, nrs_pain average_7d on 2018-01-01: the file says 7" in answer.stdout
    assert everything() == before


def test_a_changed_tag_is_a_conflict(bring_in):
    bring_in(ROWS, "--apply")
    before = everything()
    answer = bring_in([ROWS[2].replace("14,1,2", "14,1,1")], "--apply")
    assert "1 in conflict" in answer.stdout
    assert everything() == before


def test_a_score_that_was_corrected_here_stays_corrected(bring_in):
    bring_in(ROWS, "--apply")
    wrong = db.session.scalars(select(Score).where(Score.value == 5)).one()
    correct(wrong, 4, "read wrongly")
    db.session.commit()
    before = everything()
    answer = bring_in(ROWS, "--apply")
    assert "the file says 5 (PRT), the clinic 4" in answer.stdout
    assert everything() == before


def test_a_refused_cell_refuses_the_file(bring_in):
    answer = bring_in([*ROWS, "15,1,1,30,11,\n"], "--apply")
    assert answer.exit_code == 1
    assert "row 5, column pain: '11': outside 0 to 10" in answer.stdout
    assert "--partial" in answer.stderr
    assert count(Score) == 0


def test_a_refused_cell_can_be_left_out(bring_in):
    answer = bring_in([*ROWS, "15,1,1,30,11,4\n"], "--apply", "--partial")
    assert answer.exit_code == 0
    assert (count(Client), count(Score)) == (3, 5)


def test_columns_that_are_not_brought_in_are_described(bring_in):
    answer = bring_in(ROWS)
    assert "age: numbers 21 to 21, 2 filled, 0 empty, 1 do not fit" in answer.stdout
    assert "'<undefined>' in 1 cells: rows 4" in answer.stdout


def test_a_mapping_that_is_not_yaml_is_refused_in_words(run, tmp_path):
    (tmp_path / "m").write_text("{")
    (tmp_path / "f").write_text(NAMES)
    answer = run("import", "scores", tmp_path / "f", "--mapping", tmp_path / "m")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "not YAML" in answer.stderr


def test_a_file_that_is_not_there_is_wrong_use(run):
    assert run("import", "scores", Path("nowhere.csv"), "--mapping", "none.yaml").exit_code == 2
