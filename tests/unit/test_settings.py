"""Settings: environment over file over defaults, and nothing that is unknown or out of range."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rag.errors import SettingsError
from rag.settings import Settings, parse_settings, read_settings, variable_names


def test_nothing_given_is_the_defaults() -> None:
    assert parse_settings({}) == Settings()


def test_other_variables_are_not_ours() -> None:
    assert parse_settings({"PATH": "/bin", "MY_DEREK_DATA": "x", "derek_data": "y"}) == Settings()


def test_the_environment_wins_over_the_file_and_the_file_over_the_default() -> None:
    toml = 'data = "from-file"\n[serve]\nport = 9000\nthreads = 2\n'
    settings = parse_settings({"DEREK_SERVE_PORT": "9001"}, toml)
    assert settings.data == Path("from-file")
    assert settings.serve.port == 9001
    assert settings.serve.threads == 2
    assert settings.serve.host == "127.0.0.1"


def test_a_variable_reaches_a_table_that_the_file_does_not_have() -> None:
    url = "http://127.0.0.1:6333"
    settings = parse_settings({"DEREK_STORE_KIND": "server", "DEREK_STORE_URL": url})
    assert (settings.store.kind, settings.store.url) == ("server", url)


@given(st.integers(0, 65535))
def test_every_port_in_range_is_taken(port: int) -> None:
    assert parse_settings({"DEREK_SERVE_PORT": str(port)}).serve.port == port


@given(st.integers().filter(lambda port: not 0 <= port <= 65535))
def test_every_port_out_of_range_is_refused(port: int) -> None:
    with pytest.raises(SettingsError, match=r"serve\.port"):
        parse_settings({"DEREK_SERVE_PORT": str(port)})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEREK_STORE_KIND", "postgres"),
        ("DEREK_RETRIEVE_LEXICAL_WEIGHT", "1.5"),
        ("DEREK_RETRIEVE_LEXICAL_WEIGHT", "nan"),
        ("DEREK_CHUNK_BUDGET_TOKENS", "a few"),
        ("DEREK_INGEST_BATCH_PASSAGES", "0"),
        ("DEREK_SERVE_THREADS", ""),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match="Settings are not valid"):
        parse_settings({variable: value})


@pytest.mark.parametrize("name", ["DEREK_PROT", "DEREK_", "DEREK_SERVE", "DEREK_STORE__URL"])
def test_an_unknown_variable_is_named_in_the_error(name: str) -> None:
    with pytest.raises(SettingsError, match=f"Unknown setting {name}\\.") as caught:
        parse_settings({name: "1"})
    assert "README" in caught.value.mend


@pytest.mark.parametrize("toml", ["prot = 1", "[serve]\nprot = 1", "[sevre]\nport = 1"])
def test_an_unknown_name_in_the_file_is_refused(toml: str) -> None:
    with pytest.raises(SettingsError):
        parse_settings({}, toml)


def test_a_file_that_is_not_toml_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"derek\.toml"):
        parse_settings({}, "port: 9000")


def test_a_table_written_as_a_value_is_refused() -> None:
    with pytest.raises(SettingsError, match="store"):
        parse_settings({"DEREK_STORE_URL": "http://127.0.0.1"}, 'store = "server"')


def test_an_error_does_not_repeat_a_secret() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings({"DEREK_STORE_API_KEY": "s3cr3t", "DEREK_SERVE_PORT": "x"})
    assert "s3cr3t" not in str(caught.value)


def test_a_printed_tree_does_not_show_a_secret() -> None:
    assert "s3cr3t" not in repr(parse_settings({"DEREK_STORE_API_KEY": "s3cr3t"}))


def test_settings_are_frozen() -> None:
    settings = parse_settings({})
    with pytest.raises(ValidationError, match="frozen"):
        settings.serve.port = 1


def refusal(name: str) -> str:
    """What is said to the value 7, which suits some settings and not others."""
    try:
        parse_settings({name: "7"})
    except SettingsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", variable_names())
def test_every_variable_named_is_known(name: str) -> None:
    assert "Unknown setting" not in refusal(name)


def test_variables_are_named_once_each() -> None:
    names = variable_names()
    assert len(set(names)) == len(names)
    assert all(name == name.upper() and name.startswith("DEREK_") for name in names)


def test_the_process_reads_its_file_and_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "derek.toml").write_text('data = "әкімдік"\n[serve]\nport = 9000\n', "utf-8")
    for name in variable_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEREK_SERVE_THREADS", "3")
    settings = read_settings(tmp_path)
    assert (settings.data, settings.serve.port, settings.serve.threads) == (
        Path("әкімдік"),
        9000,
        3,
    )


def test_without_a_file_the_environment_is_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in variable_names():
        monkeypatch.delenv(name, raising=False)
    assert read_settings(tmp_path) == Settings()


def test_a_file_in_another_encoding_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEREK_DATA", raising=False)
    (tmp_path / "derek.toml").write_bytes('data = "әкімдік"'.encode("utf-16"))
    with pytest.raises(SettingsError, match=r"derek\.toml"):
        read_settings(tmp_path)
