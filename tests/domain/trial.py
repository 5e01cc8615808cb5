"""The published trial that the reports are checked against, where its file is at hand.

Ashar YK et al. 2022 JAMA Psychiatry 79:13-23: pain before and after, by arm. The file is not part
of this repository; CLINIC_TRIAL_DIR says where it lies.
"""

import csv
import os
from pathlib import Path

import pytest

ARMS = {"1": "PRT", "2": "placebo", "3": "usual_care"}
NAME = "ashar2022_patients_minimal.csv"


def trial_rows():
    """The patients' rows with their arm's name, or a skip that says what is missing."""
    folder = os.environ.get("CLINIC_TRIAL_DIR")
    if not folder:
        pytest.skip("CLINIC_TRIAL_DIR is not set: the trial's file is not at hand")
    path = Path(folder) / NAME
    if not path.exists():
        pytest.skip(f"{NAME} is not in CLINIC_TRIAL_DIR")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["is_patient"] == "1"]
    return [{**row, "arm": ARMS[row["group"]]} for row in rows if row["group"] in ARMS]


def pairs(rows, arm, column):
    """Baselines and follow-ups of one arm in the same order; an empty cell is None."""
    cells = {}
    for row in rows:
        if row["arm"] == arm:
            value = row[column]
            cells[row["id"], row["time"]] = None if value in ("", "NaN") else float(value)
    clients = sorted({client for client, _ in cells})
    return tuple([cells.get((client, time)) for client in clients] for time in ("1", "2"))
