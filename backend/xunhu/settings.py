"""Every setting and its default, read once from the environment."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

FRONTEND_DIR = Path(__file__).resolve().parents[2] / "frontend" / "dist"


@dataclass(frozen=True)
class Settings:
    """What one process of the product runs with."""

    data_dir: Path
    database_url: str
    secret_key: str
    frontend_dir: Path = FRONTEND_DIR
    duty_phone: str = ""  # of the duty room; without one the phones show no button
    keep_positions_days: int = 180  # 0: for ever
    map_pack: Path | None = None  # a PMTiles file of the district's roads and water
    tianditu_key: str = ""
    tianditu_review: str = ""  # 审图号, shown beside the layer

    @classmethod
    def from_env(cls) -> "Settings":
        """Read `XUNHU_*`; the data directory and a secret key are made when absent."""
        data_dir = data_dir_told()
        data_dir.mkdir(parents=True, exist_ok=True)
        return cls(
            data_dir=data_dir,
            database_url=database_url_told(data_dir),
            secret_key=os.environ.get("XUNHU_SECRET_KEY") or kept_key(data_dir / "secret_key"),
            frontend_dir=Path(os.environ.get("XUNHU_FRONTEND_DIR", FRONTEND_DIR)),
            duty_phone=phone_told("XUNHU_DUTY_PHONE"),
            map_pack=path_told("XUNHU_MAP_PACK"),
            tianditu_key=os.environ.get("XUNHU_TIANDITU_KEY", ""),
            tianditu_review=os.environ.get("XUNHU_TIANDITU_REVIEW", ""),
            keep_positions_days=days_told("XUNHU_KEEP_POSITIONS_DAYS", 180),
        )


def days_told(name: str, usual: int) -> int:
    """A number of days from the environment; raises ValueError, with the name, for another word."""
    told = os.environ.get(name, str(usual))
    if not told.isdecimal():
        raise ValueError(f"{name}={told!r} is no number of days")
    return int(told)


def phone_told(name: str) -> str:
    """A number to call, or nothing; raises ValueError, with the name, for another word."""
    told = os.environ.get(name, "").strip()
    if told and not re.fullmatch(r"\+?[0-9](?:[ -]?[0-9]){2,19}", told, re.ASCII):
        raise ValueError(f"{name}={told!r} is no telephone number")
    return told


def path_told(name: str) -> Path | None:
    """A file named in the environment, if any is."""
    told = os.environ.get(name)
    return Path(told).resolve() if told else None


def data_dir_told() -> Path:
    """The data directory, whether it is there or not."""
    return Path(os.environ.get("XUNHU_DATA_DIR", "var")).resolve()


def database_url_told(data_dir: Path) -> str:
    """The database; one file in the data directory unless told."""
    return os.environ.get("XUNHU_DATABASE_URL") or f"sqlite:///{data_dir}/xunhu.db"


def kept_key(path: Path) -> str:
    """The key kept in `path`, made on first use and readable by its owner alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()
