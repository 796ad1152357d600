"""What Docker and systemd are told exists: settings, files, commands. None of it is run here."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import yaml

from rag.settings import parse_settings, variable_names
from tests.house.source import ROOT, text_of

PROJECT = tomllib.loads(text_of("pyproject.toml"))["project"]
COMPOSE: dict[str, Any] = yaml.safe_load(text_of("docker-compose.yml"))
SERVICES: dict[str, Any] = COMPOSE["services"]


def instructions(word: str) -> list[str]:
    """Arguments of every instruction of the Dockerfile with this word, continuations joined."""
    joined = text_of("deploy/Dockerfile").replace("\\\n", " ")
    return re.findall(rf"^{word} (.+)$", joined, re.MULTILINE)


def container_variables() -> set[str]:
    """Names of the variables that Compose, Dockerfile and systemd give to Derek."""
    names = {line.partition("=")[0] for line in SERVICES["derek"]["environment"]}
    for text in (*instructions("ENV"), text_of("deploy/derek.service")):
        names |= set(re.findall(r"\b(DEREK_\w+)=", text))
    return names


def interpolated() -> set[str]:
    """``${NAME…}`` in the compose file, with what stands for an unset one."""
    return set(re.findall(r"\$\{([^}]+)\}", text_of("docker-compose.yml")))


def test_variables_given_to_derek_are_settings() -> None:
    assert container_variables()
    assert container_variables() <= set(variable_names())


def test_the_settings_of_the_unit_are_valid() -> None:
    pairs = re.findall(r"^Environment=(DEREK_\w+)=(.*)$", text_of("deploy/derek.service"), re.M)
    assert parse_settings(dict(pairs)).serve.shutdown_seconds < 30  # less than TimeoutStopSec


def test_no_secret_has_a_default() -> None:
    secrets = [name for name in interpolated() if "KEY" in name or "SECRET" in name]
    assert secrets
    assert [name for name in secrets if not name.endswith(":-")] == []


def test_the_store_refuses_to_start_without_a_key() -> None:
    assert '[ -n "$$QDRANT__SERVICE__API_KEY" ] ||' in SERVICES["qdrant"]["entrypoint"][-1]


def test_nothing_is_published_beyond_loopback() -> None:
    ports = [port for part in SERVICES.values() for port in part.get("ports", [])]
    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []
    # Host networking is safe because Derek itself listens on loopback unless told otherwise.
    assert SERVICES["derek"]["network_mode"] == "host"
    assert parse_settings({}).serve.host == "127.0.0.1"
    assert "DEREK_SERVE_HOST" not in text_of("docker-compose.yml")


def test_derek_alone_needs_no_profile() -> None:
    assert "profiles" not in SERVICES["derek"]
    assert SERVICES["qdrant"]["profiles"] == ["server"]


def test_images_are_pinned_by_version() -> None:
    images = [part["image"] for part in SERVICES.values()]
    images += [line.split(" AS ")[0] for line in instructions("FROM")]
    assert [name for name in images if not re.search(r":v?\d+\.\d+[\w.-]*$", name)] == []
    assert f"derek:{PROJECT['version']}" in images


def test_files_named_exist() -> None:
    copied = [line.split()[:-1] for line in instructions("COPY") if "--from" not in line]
    mounted = [v for p in SERVICES.values() for v in p["volumes"] if v.startswith("./")]
    build = SERVICES["derek"]["build"]
    named = [name for names in copied for name in names]
    named += [volume.split(":")[0] for volume in mounted] + [build["dockerfile"]]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_what_is_copied_is_not_ignored() -> None:
    kept = {line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")}
    copied = [line.split()[:-1] for line in instructions("COPY") if "--from" not in line]
    assert {name for names in copied for name in names} == kept


def test_volumes_named_are_declared() -> None:
    named = {v.split(":")[0] for p in SERVICES.values() for v in p["volumes"] if v[0] not in "./$"}
    assert named == set(COMPOSE["volumes"])


def test_the_container_runs_the_projects_command_without_root() -> None:
    command = json.loads(instructions("CMD")[0])
    assert command[0] in PROJECT["scripts"]
    assert command[1] == "serve"
    assert instructions("USER") == ["derek"]
    assert "-c constraints.txt" in " ".join(instructions("RUN"))


def test_the_unit_runs_what_make_installs() -> None:
    start = re.search(r"^ExecStart=(\S+) serve", text_of("deploy/derek.service"), re.MULTILINE)
    assert start is not None
    assert start.group(1).endswith("/.venv/bin/derek")
    assert "venv := .venv" in text_of("Makefile")
