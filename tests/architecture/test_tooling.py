"""The tools keep their promises: pinned packages, one command for each job, a lean container."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

from tests.architecture.import_contract import PublicFaces

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
ADDRESS = re.compile(
    r"--(extra-)?index-url|--find-links|files\.pythonhosted|pypi\.org/simple|registry\.npmjs|deb\.debian"
)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, str]:
    return {
        package.lower(): version
        for package, version in PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    }


def committed() -> list[Path]:
    out = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_pin_every_package_with_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[A-Za-z])", (ROOT / name).read_text(encoding="utf-8"))
    assert len(blocks) > 30
    for block in blocks:
        assert PIN.match(block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_requirements_follow_the_project_file() -> None:
    asked = project()["project"]["dependencies"]
    for line in asked:
        package, version = line.split("==")
        assert pins("requirements.txt")[re.sub(r"\[.*\]", "", package).lower()] == version
    for line in project()["dependency-groups"]["dev"]:
        package, version = line.split("==")
        assert pins("requirements-dev.txt")[package.lower()] == version


def test_both_requirement_files_agree() -> None:
    for_tests = pins("requirements-dev.txt")
    assert pins("requirements.txt").items() <= for_tests.items()
    assert not {"pytest", "mypy", "playwright"} & set(pins("requirements.txt"))


def test_no_committed_file_names_a_package_registry() -> None:
    guilty = []
    for path in committed():
        if path == Path(__file__) or path.suffix in {".png", ".jpg", ".webp", ".pdf", ".xlsx"}:
            continue
        found = ADDRESS.search(path.read_text(encoding="utf-8", errors="replace"))
        if found and not (path.name == "Makefile" and found.group() == "--no-emit-index-url"):
            guilty.append(f"{path.relative_to(ROOT)}: {found.group()}")
    assert not guilty


@pytest.mark.parametrize("target", ["run", "setup", "test", "check", "bench", "help", "lock", "catalogues"])
def test_make_has_and_explains_every_command(target: str) -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    assert any(re.match(rf"{target}:.* ## \w", line) for line in lines), f"make {target} has no ## sentence"


@pytest.mark.parametrize("name", ["run", "packages"])
def test_scripts_can_be_run_and_are_whole(name: str) -> None:
    path = ROOT / ".ci" / name
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", str(path)], check=True)


def test_packages_that_are_there_need_no_rights() -> None:
    done = subprocess.run([ROOT / ".ci" / "packages", "dpkg"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_missing_packages_without_rights_give_one_line_to_run(tmp_path: Path) -> None:
    for tool, body in {"id": "echo 1000", "sudo": "exit 1", "dpkg-query": "echo not-installed"}.items():
        (tmp_path / tool).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / tool).chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci" / "packages", "libone", "libtwo"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    said = done.stderr.splitlines()
    assert len(said) == 2
    assert said[1].strip() == (
        "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libone libtwo'"
    )


def last_stage() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]


def test_container_starts_from_debian_as_nobody_special_and_watches_its_health() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) == {"debian:bookworm-slim"}
    assert re.search(r"^USER 10001", last_stage(), re.MULTILINE)
    assert "/healthz" in last_stage().partition("HEALTHCHECK")[2]


def test_container_serves_without_build_tools() -> None:
    assert not re.findall(r"\b(pip|python3-venv|python3-dev|gcc|build-essential|make|git)\b", last_stage())


def test_container_and_make_install_the_same_libraries() -> None:
    packages = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"\blib[a-z0-9.-]+\b", last_stage()):
        assert name in packages


@pytest.mark.parametrize(
    ("importer", "imported", "is_kept"),
    [
        ("hrtraining.workshops.services", "hrtraining.assessment.services", True),
        ("hrtraining.workshops.services", "hrtraining.assessment.domain.scoring", True),
        ("hrtraining.workshops.services", "hrtraining.assessment.models", False),
        ("hrtraining.workshops.views", "hrtraining.assessment.pages", False),
        ("hrtraining.web.views", "hrtraining.workshops.forms", False),
        ("hrtraining.workshops.views", "hrtraining.accounts.guards", True),
        ("hrtraining.workshops.views", "hrtraining.accounts.secrets", False),
        ("hrtraining.workshops.models", "hrtraining.core.db", True),
        ("hrtraining.workshops.services", "hrtraining.workshops.models", True),
        ("hrtraining.web.factory", "hrtraining.workshops", True),
        ("hrtraining.web.factory", "sqlalchemy", True),
    ],
)
def test_imports_go_to_public_faces_only(importer: str, imported: str, is_kept: bool) -> None:
    (options,) = (c for c in project()["tool"]["importlinter"]["contracts"] if c["type"] == "public_faces")
    graph = grimp.ImportGraph()
    graph.add_import(importer=importer, imported=imported)
    contract = PublicFaces(name=options["name"], session_options={}, contract_options=options)
    assert contract.check(graph, verbose=False).kept is is_kept


def test_every_package_stands_in_the_layers() -> None:
    (layers,) = (c for c in project()["tool"]["importlinter"]["contracts"] if c["id"] == "packages")
    assert layers["exhaustive"] is True
    named = {name.strip(" ()") for line in layers["layers"] for name in re.split(r"[|:]", line)}
    there = {path.parent.name for path in (ROOT / "hrtraining").glob("*/__init__.py")}
    assert there <= named
