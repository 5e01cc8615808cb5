"""A setting that cannot be used is refused in words, and nothing is begun."""

import pytest


@pytest.mark.parametrize("url", ["garbage", "mysql://x/y", "sqlite3.db", "postgresql://x/y"])
def test_a_database_that_is_neither_of_the_two(run, monkeypatch, url):
    monkeypatch.setenv("CLINIC_DATABASE_URL", url)
    result = run("report", "outcomes", "--from", "2026-01-01", "--to", "2026-01-31")
    assert result.exit_code == 1
    assert "CLINIC_DATABASE_URL must begin with" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_data_folder_that_is_a_file(run, monkeypatch, tmp_path):
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("CLINIC_DATA_DIR", str(tmp_path / "taken"))
    monkeypatch.delenv("CLINIC_SECRET_KEY")
    result = run("report", "outcomes", "--from", "2026-01-01", "--to", "2026-01-31")
    assert result.exit_code == 1
    assert "CLINIC_DATA_DIR cannot be used" in result.stderr


def test_a_place_that_is_refused_leaves_nothing_behind(run, tmp_path):
    result = run("serve", "--host", "0.0.0.0")
    assert result.exit_code == 1 and "plain http" in result.stderr
    assert "Made an empty database" not in result.stderr
    assert not (tmp_path / "data" / "clinic.sqlite3").exists()


def test_a_day_that_does_not_exist_is_refused_in_words(run, tmp_path):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("when: {column: time, values: {1: 2018-02-30}}")
    (tmp_path / "scores.csv").write_text("id,time\n1,1\n")
    result = run("import", "scores", tmp_path / "scores.csv", "--mapping", mapping)
    assert result.exit_code == 1
    assert "is not YAML" in result.stderr
