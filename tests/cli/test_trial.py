"""A published trial's own rows, brought in and reported, give the figures that its paper prints.

Ashar YK et al., JAMA Psychiatry 2022;79(1):13-23. The data are not part of the product: these
tests need CLINIC_TRIAL_DIR, the folder in which the two files lie.
"""

import json
from os import environ
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clinic.clients.models import Client
from clinic.db import Model, db
from clinic.outcomes.models import Score

ROOT = Path(__file__).parents[2]
SMALL, LARGE = "ashar2022_patients_minimal", "ashar2022_chronic_back_pain"
#: As printed: mean and SD after treatment, and how many had pain of 1 at most, of those randomised.
PAIN = {"PRT": (1.18, 1.24), "placebo": (2.84, 1.64), "usual care": (3.13, 1.45)}
ODI = {"PRT": (10.14, 10.63), "placebo": (19.00, 11.07), "usual care": (20.68, 10.68)}
AT_MOST_1 = {"PRT": 33, "placebo": 10, "usual care": 5}
RANDOMISED = {"PRT": 50, "placebo": 51, "usual care": 50}
COMPLETED = {"PRT": 44, "placebo": 44, "usual care": 47}


@pytest.fixture
def bring_in(run_on_both):
    """Call the import on one of the two files."""
    folder = environ.get("CLINIC_TRIAL_DIR")
    if not folder:
        pytest.skip("CLINIC_TRIAL_DIR is not set: the trial's files are not part of the product")

    def call(name: str, *options: str):
        mapping = ROOT / f"docs/examples/{name}.yaml"
        file = Path(folder) / f"{name}.csv"
        answer = run_on_both("import", "scores", file, "--mapping", mapping, *options)
        assert answer.exit_code == 0, answer.stderr
        db.session.rollback()
        return answer.stdout

    return call


@pytest.fixture
def report(run_on_both):
    def call() -> dict[tuple[str, str], dict]:
        """The series of each arm, by tag and instrument."""
        period = ("--from", "2018-01-01", "--to", "2018-12-31", "--by", "tag", "--format", "json")
        groups = json.loads(run_on_both("report", "outcomes", *period).stdout)["groups"]
        return {
            (group["tag"], series["instrument"]): series | {"clients": group["clients"]}
            for group in groups
            for series in group["series"]
        }

    return call


def everything() -> dict[str, list[tuple]]:
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr)
        for table in Model.metadata.sorted_tables
    }


def rounded(figures: dict[str, float]) -> tuple[float, float]:
    return round(figures["mean"], 2), round(figures["sd"], 2)


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_the_report_by_arm_gives_what_the_paper_prints(bring_in, report, name):
    bring_in(name, "--apply")
    series = report()
    for arm in PAIN:
        pain, odi, change = (series[arm, each] for each in ("nrs_pain", "odi", "pgic7_hb"))
        assert rounded(pain["followup"]) == PAIN[arm]
        assert rounded(odi["followup"]) == ODI[arm]
        assert pain["at_most"]["1"] == AT_MOST_1[arm]
        assert pain["clients"] == RANDOMISED[arm]
        assert (pain["n_baseline"], pain["n_followup"]) == (RANDOMISED[arm], COMPLETED[arm])
        assert (change["n_baseline"], change["baseline"], change["change"]) == (0, None, None)
        assert change["n_followup"] == COMPLETED[arm]


def test_a_second_run_and_the_other_file_change_nothing(bring_in):
    bring_in(SMALL, "--apply")
    before = everything()
    assert "707 there already" in bring_in(SMALL, "--apply")
    assert "707 there already" in bring_in(LARGE, "--apply")
    assert everything() == before
    assert db.session.scalar(select(func.count()).select_from(Client)) == 151
    assert db.session.scalar(select(func.count()).select_from(Score)) == 707


def test_the_larger_files_dirt_is_shown(bring_in):
    said = bring_in(LARGE)
    assert "'<undefined>' in 71 cells: rows 2, 3, 4, " in said
    assert "Left out: 55 rows" in said
    assert "54 where is_patient is 0 (54 clients)" in said
    assert "1 where group is NaN (1 clients: client 1004)" in said
