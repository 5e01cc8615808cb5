"""``./run demo``: made once, served again, and never on top of a real clinic."""

import json
import os
import stat

from clinic.cli import demonstrating
from clinic.clients.models import Client
from clinic.db import db
from clinic.demo.keys import new_passwords
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Role


def kept(tmp_path):
    return json.loads((tmp_path / "data" / "demo.json").read_text())


def test_the_demo_is_made_once_and_served_again(run_on_both, served, tmp_path):
    made = run_on_both("demo", "--port", "8777")
    assert (made.exit_code, served) == (0, [("127.0.0.1", 8777)])
    assert "http://127.0.0.1:8777" in made.stdout
    assert "scores missing" in made.stderr
    first = kept(tmp_path)
    check_sign_ins(first, made.stdout)
    assert stat.S_IMODE(os.stat(tmp_path / "data" / "demo.json").st_mode) == 0o600

    again = run_on_both("demo", "--port", "8778")
    assert (again.exit_code, served[1:]) == (0, [("127.0.0.1", 8778)])
    assert "made before" in again.stderr
    assert kept(tmp_path) == first | {"base": "http://127.0.0.1:8778"}

    (tmp_path / "data" / "demo.json").write_text("{")
    lost = run_on_both("demo", "--port", "8779")
    assert (lost.exit_code, lost.stdout, len(served)) == (1, "", 2)
    assert "passwords" in lost.stderr


def check_sign_ins(content, told):
    assert content["base"] == "http://127.0.0.1:8777"
    users = {each["user"]: each for each in content["users"]}
    assert users.keys() >= {"owner", "reception", "therapist", "therapist2"}
    assert users["owner"]["roles"] == ["owner"]
    for each in users.values():
        assert set(each) == {"user", "password", "roles"}
        assert each["password"] in told
        assert all(Role(role) for role in each["roles"])


def test_each_demo_has_passwords_of_its_own_that_are_long_enough():
    one, other = new_passwords(), new_passwords()
    every = [*one.values(), *other.values()]
    assert len(set(every)) == len(every)
    assert all(len(each) >= 15 for each in every)


def test_a_real_clinic_is_refused_in_words(run_on_both, served, tmp_path):
    run_on_both("serve")
    db.session.add(Client(name="Lee Jun"))
    db.session.commit()
    result = run_on_both("demo", "--port", "8777")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did not make" in result.stderr
    assert len(served) == 1
    assert not (tmp_path / "data" / "demo.json").exists()


def test_a_taken_port_is_refused_before_anything_is_made(run, served, tmp_path, monkeypatch):
    def refuse(host, port):
        raise Refusal("taken")

    monkeypatch.setattr(demonstrating, "refuse_this_place", refuse)
    assert run("demo").exit_code == 1
    assert served == []
    assert not (tmp_path / "data" / "demo.json").exists()
