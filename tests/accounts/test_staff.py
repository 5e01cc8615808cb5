"""Who works here: invited by a link, changed, closed; and there is always an owner."""

import pytest
from sqlalchemy import select

from clinic.accounts.models import Account
from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.roles import Role
from clinic.domain.words import Language
from tests import make
from tests.accounts.test_sign_in import enter, is_in
from tests.conftest import sign_in

PASSWORD = "seven grey kettles whistle"
PERSON = {"name": "Seo Jiwoo", "user": "Jiwoo", "roles": ["therapist"], "language": "ko"}


@pytest.fixture
def account(app):
    return make.account(Role.OWNER)


@pytest.fixture
def owner(app, account):
    return sign_in(app, account)


def link_in(page: str) -> str:
    return page.split("/accounts/password/")[1].split("<")[0]


def events() -> list[Event]:
    return list(db.session.scalars(select(Entry.event).order_by(Entry.id)))


def about(account: Account, **other: object) -> dict[str, object]:
    roles = [role.value for role in account.roles]
    usual = {"name": account.name, "roles": roles, "language": "en", "version": account.version}
    return usual | other


def test_an_invitation_is_a_link_and_the_link_lets_one_choose_a_password(app, owner):
    answer = owner.post("/accounts/new", data=PERSON | {"title": "RMT"})
    invited = db.session.scalars(select(Account).where(Account.login == "jiwoo")).one()
    assert events() == [Event.ACCOUNT_INVITED]
    assert (invited.roles, invited.language) == ({Role.THERAPIST}, Language.KOREAN)
    assert "invited, no password yet" in owner.get("/accounts/").text

    new = app.test_client().post(
        f"/accounts/password/{link_in(answer.text)}", data={"password": PASSWORD}
    )

    assert new.status_code == 303
    assert enter(app.test_client(), invited, password=PASSWORD).status_code == 303


def test_a_second_click_on_the_invitation_leads_to_the_person(owner):
    form = PERSON | {"form_key": "clicked twice"}
    owner.post("/accounts/new", data=form)
    again = owner.post("/accounts/new", data=form)
    invited = db.session.scalars(select(Account).where(Account.login == "jiwoo")).one()
    assert again.location == f"/accounts/{invited.id}"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"user": "OWNER1"}, "taken"),
        ({"user": "two words"}, "letters, figures"),
        ({"user": ""}, "required"),
        ({"name": ""}, "required"),
        ({"roles": []}, "at least one role"),
        ({"name": "x" * 121}, "120"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_and_what_was_typed_is_kept(owner, wrong, words):
    make.account(login="owner1")
    answer = owner.post("/accounts/new", data=PERSON | {"title": "kept words"} | wrong)
    assert answer.status_code == 422
    assert words in answer.text and "kept words" in answer.text


def test_a_user_name_is_the_same_in_any_case_and_either_way_of_writing(app):
    account = make.account(login="Kim.민지")
    for typed in ("KIM.민지", "kim.\u1106\u1175\u11ab\u110c\u1175", " Kim.민지 "):
        form = {"user": typed, "password": make.PASSWORD}
        assert app.test_client().post("/accounts/sign-in", data=form).status_code == 303, account


def test_a_password_is_the_same_in_either_way_of_writing(app, owner):
    other = make.account()
    page = owner.post(f"/accounts/{other.id}/password-link").text
    composed = "비 오는 날의 따뜻한 보리차"
    app.test_client().post(f"/accounts/password/{link_in(page)}", data={"password": composed})
    from unicodedata import normalize

    answer = enter(app.test_client(), other, password=normalize("NFD", composed))
    assert answer.status_code == 303


def test_a_newer_link_makes_the_older_void(app, owner):
    other = make.account()
    old, new = (link_in(owner.post(f"/accounts/{other.id}/password-link").text) for _each in "12")
    assert app.test_client().get(f"/accounts/password/{old}").status_code == 410
    assert app.test_client().get(f"/accounts/password/{new}").status_code == 200


def test_a_password_by_link_is_judged_with_the_persons_names(app, owner):
    other = make.account(name="Seo Jiwoo", login="jiwoo")
    key = link_in(owner.post(f"/accounts/{other.id}/password-link").text)
    for password, words in (("seojiwoo-jiwoo-1", "your name"), ("a" * 15, "again and again")):
        answer = app.test_client().post(f"/accounts/password/{key}", data={"password": password})
        assert answer.status_code == 422 and words in answer.text
    answer = app.test_client().post(f"/accounts/password/{key}", data={"password": PASSWORD})
    assert answer.status_code == 303


def test_roles_and_name_change_and_hold_at_the_next_page(app, owner):
    other = make.account(Role.RECEPTION)
    browser = sign_in(app, other)
    assert browser.get("/accounts/").status_code == 403

    form = about(other, name="New Name", roles=["owner", "reception"])
    assert owner.post(f"/accounts/{other.id}", data=form).status_code == 303

    assert browser.get("/accounts/").status_code == 200
    assert other.name == "New Name" and events()[-1] == Event.ACCOUNT_CHANGED
    owner.post(f"/accounts/{other.id}", data=about(other, roles=["reception"]))
    assert browser.get("/accounts/").status_code == 403


def test_a_second_editor_sees_both_texts(owner):
    other = make.account(name="First", version=3)
    form = about(other, name="Mine", version=2)
    answer = owner.post(f"/accounts/{other.id}", data=form)
    assert answer.status_code == 422
    assert 'value="Mine"' in answer.text and "First" in answer.text
    assert other.name == "First"


def test_whoever_is_disabled_is_out_at_the_next_page_and_no_link_leads_back(app, owner):
    other = make.account()
    browser = sign_in(app, other)
    key = link_in(owner.post(f"/accounts/{other.id}/password-link").text)

    assert owner.post(f"/accounts/{other.id}/disable").status_code == 303

    assert not is_in(browser)
    assert enter(app.test_client(), other).status_code == 422
    assert (
        app.test_client().post(f"/accounts/password/{key}", data={"password": PASSWORD}).status_code
        == 422
    )
    assert owner.post(f"/accounts/{other.id}/password-link").status_code == 303, "no new one either"


def test_an_account_that_is_opened_again_signs_in_anew(app, owner):
    other = make.account(disabled_at=now())
    browser = sign_in(app, other)
    owner.post(f"/accounts/{other.id}/enable")
    assert enter(app.test_client(), other).status_code == 303
    assert is_in(browser), "this sign-in was never ended"
    assert events()[0] == Event.ACCOUNT_ENABLED


def test_the_last_owner_cannot_be_closed_nor_lose_the_role(owner, account):
    make.account(Role.OWNER, disabled_at=now())
    make.account(Role.OWNER, password="not yet").password_hash = None

    owner.post(f"/accounts/{account.id}/disable")
    answer = owner.post(f"/accounts/{account.id}", data=about(account, roles=["therapist"]))

    assert answer.status_code == 422 and "only owner" in answer.text
    assert account.disabled_at is None and account.roles == {Role.OWNER}
    assert events() == []


def test_of_two_owners_one_may_go(owner, account):
    other = make.account(Role.OWNER)
    owner.post(f"/accounts/{other.id}/disable")
    assert other.disabled_at and events() == [Event.ACCOUNT_DISABLED]


def test_the_list_of_staff_costs_the_same_for_many(owner, queries):
    with queries() as few:
        owner.get("/accounts/")
    for _each in range(30):
        make.account()
    with queries() as many:
        owner.get("/accounts/")
    assert len(few) == len(many)
