"""One client's course: what changed, by which measure, and where a visit has no score."""

from datetime import timedelta

import pytest

from clinic.domain.states import Mode, Phase, VisitState
from clinic.outcomes import actions
from tests import make

DAY = timedelta(days=1)


@pytest.fixture
def client(therapist):
    client = make.client()
    make.care(client, therapist)
    return client


def seen(client, episode, *pains, began=make.TEN):
    """Visits a week apart with pain before and, of a pair, after; None: nobody asked."""
    for number, pain in enumerate(pains):
        at = began + 7 * number * DAY
        visit = make.visit(client, episode_id=episode.id, starts_at=at, state=VisitState.DONE)
        both = pain if isinstance(pain, tuple) else (pain, None)
        for phase, value in zip((Phase.BEFORE, Phase.AFTER), both, strict=True):
            if value is not None:
                asked = {"visit": visit, "taken_at": at, "mode": Mode.INTERVIEW}
                actions.enter(client, "nrs_pain", "now", phase, value, **asked)


def page_of(browser, client) -> str:
    answer = browser.get(f"/clients/{client.id}/course")
    assert answer.status_code == 200
    return answer.text


def test_the_title_says_the_finding_and_the_text_what_decided(browser, client):
    seen(client, make.episode(client), 8, 7, 5)
    text = page_of(browser, client)
    assert "from 8 to 5, noticeably better" in text
    assert "Held against the noticeable change of 2 points (Ostelo 2008" in text
    assert "3 of 3 times measured, 2 March 2026 to 16 March 2026." in text
    assert "Noticeably better for the first time on 16 March 2026." in text
    assert "better: 6 or less" in text


def test_a_small_difference_is_no_clear_change(browser, client):
    seen(client, make.episode(client), 8, 7)
    assert "from 8 to 7, no clear change" in page_of(browser, client)


def test_one_score_alone_is_no_change(browser, client):
    seen(client, make.episode(client), 8)
    text = page_of(browser, client)
    assert "the only score so far" in text
    assert "one score so far" in text


def test_a_visit_without_a_score_is_a_gap_and_never_a_zero(browser, client):
    seen(client, make.episode(client), 8, None, 5)
    text = page_of(browser, client)
    assert "2 of 3 times measured" in text
    assert text.count('class="pt-open"') == 1
    assert text.count('class="gap"') == 1
    assert "not asked" in text


def test_declining_is_shown_as_such(browser, client):
    episode = make.episode(client)
    seen(client, episode, 8)
    visit = make.visit(client, episode_id=episode.id, state=VisitState.DONE)
    actions.enter(
        client,
        "nrs_pain",
        "now",
        Phase.BEFORE,
        visit=visit,
        declined="declined",
        taken_at=visit.starts_at,
        mode=Mode.INTERVIEW,
    )
    text = page_of(browser, client)
    assert "declined" in text
    assert "not asked" not in text


def test_what_one_session_did_is_drawn_apart(browser, client):
    seen(client, make.episode(client), (8, 4), (8, 8))
    text = page_of(browser, client)
    assert "from 8 to 8, no clear change" in text
    assert "Within a session: better after 1 of 2" in text


def test_each_measure_of_each_complaint_has_its_line(browser, client):
    back, neck = make.episode(client), make.episode(client, region="neck")
    seen(client, back, 8, 5)
    seen(client, neck, 3)
    about = {"episode": back, "mode": Mode.PAPER}
    for number, value in enumerate((16, 12)):
        at = make.TEN + number * DAY
        actions.enter(client, "rmdq24", "", Phase.COURSE, value, taken_at=at, **about)
    actions.enter(client, "odi", "", Phase.COURSE, 34, taken_at=make.TEN, **about)
    actions.enter(client, "pgic7_hb", "", Phase.COURSE, 6, taken_at=make.TEN, **about)
    table = page_of(browser, client).split("All measures", 1)[1]
    assert table.count('<th scope="row">') == 5
    assert "noticeable change, 5 points" in table
    assert "the client’s own answer" in table


def test_a_measure_whose_scatter_is_larger_than_the_noticeable_change_says_so(browser, client):
    episode = make.episode(client)
    for number, value in enumerate((5, 7)):
        actions.enter(
            client,
            "psfs",
            "",
            Phase.COURSE,
            value,
            episode=episode,
            taken_at=make.TEN + number * DAY,
            mode=Mode.PAPER,
        )
    text = page_of(browser, client)
    assert "from 5.0 to 7.0, noticeably better" in text
    assert "measurement error of 2 points" in text


def test_a_score_without_a_complaint_is_not_lost(browser, client):
    make.score(client)
    assert "Without a complaint" in page_of(browser, client)


def test_nothing_yet_says_what_to_do_next(browser, client):
    text = page_of(browser, client)
    assert "No score yet." in text
    assert f"/clients/{client.id}/scores/new" in text


@pytest.mark.parametrize("visits", [1, 2, 12, 60])
def test_any_number_of_visits_is_read_in_a_few_queries(browser, client, queries, visits):
    seen(client, make.episode(client), *([(7, 5), None, (6, 6)] * 20)[:visits])
    page_of(browser, client)
    with queries() as sent:
        text = page_of(browser, client)
    reads = [each for each in sent if each.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(reads) <= 1 + 6  # the sign-in, and at most six for the page
    assert text.count('class="pt"') == sum(n % 3 != 1 for n in range(visits))


def test_nobody_without_care_reads_a_course(browser):
    assert browser.get(f"/clients/{make.client().id}/course").status_code == 404
