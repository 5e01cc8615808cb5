"""Each statistic comes to its worked example, and to an independent computation."""

from pathlib import Path

import pytest
import yaml

from clinic.domain import statistics
from clinic.domain.change import percent_better
from clinic.domain.instruments import Direction
from tests.domain.trial import pairs, trial_rows

EXAMPLES = Path(__file__).parent / "examples" / "stats_vectors.yaml"
VECTORS = {
    each["id"]: each for each in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))["vectors"]
}


def example(name):
    vector = VECTORS[name]
    return vector["inputs"], vector["expected"]


def near(expected):
    return pytest.approx(expected, abs=0.0005)


def test_mean_change_of_the_worked_example():
    inputs, expected = example("change_toy")
    found = statistics.mean_change(**inputs)
    for name in found._fields:
        if name in expected:
            assert getattr(found, name) == near(expected[name]) or name == "pct_change_of_means"
    assert found.pct_change_of_means == pytest.approx(expected["pct_change_of_means"], abs=0.005)


def test_mean_change_at_the_edges():
    inputs, expected = example("change_edge")
    for case, result in zip(inputs["cases"], expected["results"], strict=True):
        found = statistics.mean_change(**case)
        assert (found.n_paired, found.mean_change) == (result["n_paired"], result["mean_change"])
        assert found.ci == (None if result["ci"] is None else tuple(result["ci"]))
        assert found.degenerate is result.get("degenerate", False)


def test_responders_of_the_worked_example():
    inputs, expected = example("responder_toy")
    found = statistics.responders(**inputs)
    assert (found.n_paired, found.n_baseline) == (expected["n_paired"], expected["n_baseline"])
    counted = (found.percent30.n, found.percent50.n, found.points.n, found.worse.n)
    assert counted == tuple(expected[each] for each in ("r30", "r50", "mcid2", "worse2"))
    shares = {
        "r30_completers": found.percent30.of_measured,
        "r30_nri": found.percent30.of_all,
        "r50_nri": found.percent50.of_all,
        "mcid2_nri": found.points.of_all,
    }
    for name, share in shares.items():
        assert (share.p, *share.ci) == near((expected[name]["p"], *expected[name]["ci"]))


def test_the_boundary_of_thirty_per_cent():
    inputs, expected = example("responder_boundary")
    found = [percent_better(*pair, Direction.LOWER, 30) for pair in inputs["pairs"]]
    assert found == [each for each in expected["responder30"] if not isinstance(each, dict)]


def test_wilson_at_the_edges():
    inputs, expected = example("wilson_edges")
    for (x, n), interval in zip(inputs["cases"], expected["ci"], strict=True):
        assert statistics.wilson(x, n) == near(tuple(interval))
    assert statistics.wilson(0, 0) is None


def test_what_the_missing_could_make_of_it():
    inputs, expected = example("missing_bounds")
    rate = statistics.responders(**inputs).points
    change = statistics.mean_change(**inputs)
    found = (rate.of_measured.p, rate.worst_case, rate.best_case)
    assert found == near(
        tuple(expected[each] for each in ("completers", "worst_case", "best_case"))
    )
    assert change.mean_change == near(expected["mean_change_completers"])
    assert change.mean_change_bocf == near(expected["mean_change_bocf"])


def test_reliable_change_of_the_worked_example():
    inputs, expected = example("rci_toy")
    assert statistics.reliable_change(**inputs)._asdict() == near(expected)


def test_regression_to_the_mean_of_the_worked_example():
    inputs, expected = example("rtm_formula")
    found = statistics.regression_to_the_mean(**inputs)._asdict()
    assert found == near({name: expected[name] for name in found})


def test_small_numbers_are_hidden_as_in_the_worked_example():
    inputs, expected = example("suppression")
    found = statistics.suppress(**inputs)
    assert [each.shown for each in found] == expected["shown"]
    assert [each.reason for each in found] == expected["reason"]


def test_funnel_limits_of_the_worked_example():
    inputs, expected = example("funnel_limits_prop")
    for n in inputs["n"]:
        found = statistics.funnel_limits(inputs["theta"], n)
        assert found.exact._asdict() == near(expected["exact"][n])
        assert found.normal._asdict() == near(expected["normal"][n])


def test_kaplan_meier_of_the_worked_example():
    inputs, expected = example("km_visits_toy")
    found = statistics.kaplan_meier(**inputs)
    for step in found.steps:
        row = expected["table"][step.time]
        assert (step.survival, step.reached, *step.ci) == near(
            (row["S"], row["reached"], *row["ci"])
        )
    assert len(found.steps) == len(expected["table"])
    assert found.median == expected["median"]
    assert found.naive_mean_of_reached == expected["naive_mean_of_reached"]


def test_an_individuals_chart_of_the_worked_example():
    inputs, expected = example("spc_xmr")
    found = statistics.xmr(**inputs)._asdict()
    assert list(found.pop("outside")) == expected.pop("outside")
    assert found == near(expected)


def test_a_chart_of_shares_of_the_worked_example():
    inputs, expected = example("spc_p")
    found = statistics.p_chart(**inputs)
    assert found.pbar == near(expected["pbar"])
    assert [list(each) for each in found.limits] == [near(each) for each in expected["limits"]]
    assert list(found.outside) == expected["outside"]


def test_how_many_pairs_are_needed():
    inputs, expected = example("precision_n")
    assert [statistics.precision_n(inputs["sd"], h) for h in inputs["h"]] == expected["n"]


def test_the_trial_changes_as_published():
    rows = trial_rows()
    for arm, expected in example("change_ashar")[1].items():
        before, after = pairs(rows, arm, "pain_avg")
        found = statistics.mean_change(before, after)
        measured = [each for each in after if each is not None]
        disability = [each for each in pairs(rows, arm, "odi")[1] if each is not None]
        assert (len(before), len(measured)) == (expected["n_randomised"], expected["n_post"])
        assert round(statistics.mean(measured), 2) == expected["post_mean"]
        assert round(statistics.sample_sd(measured), 2) == expected["post_sd"]
        assert round(statistics.mean(disability), 2) == expected["odi_post_mean"]
        assert round(statistics.sample_sd(disability), 2) == expected["odi_post_sd"]
        assert found.mean_change == near(expected["mean_change"])
        assert found.ci == near((expected["ci_low"], expected["ci_high"]))
        assert sum(each <= 1 for each in measured) == expected["n_0_or_1"]


def test_the_trial_responds_as_computed_elsewhere():
    rows = trial_rows()
    for arm, expected in example("responder_ashar")[1].items():
        found = statistics.responders(*pairs(rows, arm, "pain_avg"))
        assert (found.n_baseline, found.n_paired) == (expected["n"], expected["completers"])
        assert (found.percent30.n, found.percent50.n) == (expected["r30"], expected["r50"])
        assert found.percent30.of_measured.p == near(expected["r30_completers"])
        of_all = found.percent30.of_all
        assert (of_all.p, *of_all.ci) == near((expected["r30_nri"], *expected["r30_nri_ci"]))


def test_the_trial_compared_from_the_same_baseline():
    rows = trial_rows()
    before, after, group = [], [], []
    for arm in ("PRT", "placebo", "usual_care"):
        first, last = pairs(rows, arm, "pain_avg")
        before, after, group = before + first, after + last, group + [arm] * len(first)
    found = statistics.ancova(before, after, group, "usual_care")
    expected = example("ancova_ashar")[1]
    assert found.n == expected["n"]
    assert found.baseline_slope == near(expected["baseline_slope"])
    for arm, name in (("PRT", "prt_vs_usual"), ("placebo", "placebo_vs_usual")):
        effect = found.effects[arm]
        assert (effect.diff, *effect.ci) == near((expected[name]["diff"], *expected[name]["ci"]))
