"""How long the rules take: ``.venv/bin/python -m bench.screening``.

The aims: a full questionnaire screened in at most 1 ms, the whole catalogue read in at most 60 ms.
Each figure is the best and the median of many runs, in processor time.
"""

from collections.abc import Callable
from datetime import date
from statistics import median
from time import process_time
from typing import Any

from clinic.domain.catalogue.reading import read
from clinic.domain.catalogue.shipped import Catalogue
from clinic.domain.questions import DEFAULT, Form
from clinic.domain.screening import screen

ON = date(2026, 1, 15)
DOCUMENTS = ("vocabularies", "contraindications", "red_flags", "medications")


def everything_ticked() -> dict[str, Any]:
    """An answer to every question of the shipped form, four options where several may be chosen."""
    made: dict[str, Any] = {}
    for code, question in DEFAULT.questions.items():
        made[code] = {
            "single": next(iter(question.options), None),
            "multi": list(question.options)[:4],
            "boolean": True,
            "date": date(1950, 1, 1),
            "number": question.highest,
            "scale": 9,
            "text": "Warfarin 3 mg, 엘리퀴스를 하루 두 번, tylenol 3",
            "body_map": ["calf_left"],
            "signature": "signed",
        }[question.kind]
    return made


def load() -> None:
    Catalogue.of(*(read(name) for name in DOCUMENTS))
    Form.of(read("intake"))


def measure(name: str, work: Callable[[], object], runs: int) -> None:
    taken = []
    for _ in range(runs):
        began = process_time()
        work()
        taken.append(1000 * (process_time() - began))
    print(f"{name:<40} best {min(taken):7.3f} ms   median {median(taken):7.3f} ms   of {runs}")


if __name__ == "__main__":
    answers = everything_ticked()
    measure("screen a full questionnaire", lambda: screen(answers, on=ON), 500)
    measure("read the catalogue and the form", load, 20)
