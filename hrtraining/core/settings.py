"""All settings, read once from the environment; nothing else reads it, and a wrong value stops the start."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from flask import current_app

from hrtraining.core.errors import StartError

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    """What may differ between two installations; `docs/settings.md` lists each."""

    demonstration: bool
    database_url: str
    secret_key: str
    base_url: str
    instance: Path
    curriculum: Path
    static: Path
    testing: bool = False

    @property
    def is_https(self) -> bool:
        """Whether people reach the program over HTTPS, so that cookies can be Secure and carry `__Host-`."""
        return self.base_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """Whether BASE_URL names this machine only; nothing that is printed may carry such an address."""
        host = urlsplit(self.base_url).hostname or ""
        if host == "localhost":
            return True
        try:
            return ip_address(host).is_loopback or ip_address(host).is_unspecified
        except ValueError:
            return False


def _flag(environ: Mapping[str, str], name: str, default: str) -> bool:
    value = environ.get(name, default)
    if value not in {"0", "1"}:
        raise StartError(
            f"{name} ជា '{value}'៖ សូមសរសេរ 1 (បាទ/ចាស) ឬ 0 (ទេ)។ / {name} is '{value}'; say 1 for yes or 0 for no."
        )
    return value == "1"


def _make_folder(instance: Path) -> None:
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"បង្កើតថត {instance} មិនបាន ({error.strerror})។ សូមដាក់ INSTANCE ជាថតផ្សេង។ / "
            f"The folder {instance} cannot be made ({error.strerror}); set INSTANCE to another."
        ) from error


def _secret_key(instance: Path, environ: Mapping[str, str]) -> str:
    """The key that signs cookies: from SECRET_KEY, else kept in the instance folder, readable by its owner only."""
    given = environ.get("SECRET_KEY")
    if given is not None:
        if len(given) < 32:
            raise StartError(
                "SECRET_KEY ខ្លីជាង 32 តួ។ សូមដាក់ឱ្យវែងជាងនេះ ឬកុំដាក់។ / "
                "SECRET_KEY is shorter than 32 characters; give a longer one or leave it out."
            )
        return given
    path = instance / "secret_key"
    try:
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(32))
        key = path.read_text().strip()
    except FileExistsError:
        key = path.read_text().strip()
    except OSError as error:
        raise StartError(
            f"សរសេរក្នុងថត {instance} មិនបាន ({error.strerror})។ សូមរកកន្លែងទំនេរ ឬដាក់ INSTANCE ជាថតផ្សេង។ / "
            f"The folder {instance} cannot be written ({error.strerror}); make room or set INSTANCE."
        ) from error
    if len(key) < 32:
        raise StartError(
            f"ឯកសារ {path} ខូច។ សូមលុបវា រួចចាប់ផ្តើមម្តងទៀត (គ្រប់គ្នាត្រូវចូលប្រើម្តងទៀត)។ / "
            f"The file {path} is damaged; delete it and start again (everybody signs in anew)."
        )
    return key


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings.

    Raises:
        StartError: a value is missing or wrong, with a sentence that says which and what to do.
    """
    environ = os.environ if environ is None else environ
    demonstration = _flag(environ, "DEMO", "0")
    instance = Path(environ.get("INSTANCE", str(ROOT / "instance")))
    _make_folder(instance)
    name = "demonstration.sqlite" if demonstration else "hrtraining.sqlite"
    database_url = environ.get("DATABASE_URL", f"sqlite:///{instance / name}")
    if re.match(r"postgres(ql)?://", database_url):
        database_url = "postgresql+psycopg://" + database_url.split("://", 1)[1]
    if not database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise StartError(
            "DATABASE_URL ត្រូវផ្តើមដោយ sqlite:/// ឬ postgresql://។ / "
            "DATABASE_URL must begin with sqlite:/// or postgresql://."
        )
    host, port = environ.get("HOST", "127.0.0.1"), environ.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise StartError(
            f"PORT ជា '{port}'៖ ត្រូវជាលេខពី 1 ដល់ 65535។ / PORT is '{port}'; it must be a number from 1 to 65535."
        )
    base_url = environ.get("BASE_URL", f"http://{host}:{port}").rstrip("/")
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StartError(
            f"BASE_URL ជា '{base_url}'៖ ត្រូវមានទម្រង់ដូច https://training.example។ / "
            f"BASE_URL is '{base_url}'; it must look like https://training.example."
        )
    return Settings(
        demonstration=demonstration,
        database_url=database_url,
        secret_key=_secret_key(instance, environ),
        base_url=base_url,
        instance=instance,
        curriculum=Path(environ.get("CURRICULUM", str(ROOT / "curriculum"))),
        static=ROOT / "hrtraining" / "static",
    )


def current() -> Settings:
    """The settings of the running application."""
    return cast(Settings, current_app.config["SETTINGS"])
