"""The images of attachments, by the SHA-256 of their bytes; all backups of a folder share them."""

import os
import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from xunhu.backups.refusals import BadBackup, Progress
from xunhu.disk import IMAGES, image_place, is_whole_image, settle
from xunhu.problems import Said

LIST = "attachments.sha256"
LINE = re.compile(r"([0-9a-f]{64})  \S+")


def copy_images(digests: Collection[str], source: Path, target: Path, told: Progress) -> list[str]:
    """Copy what isn't whole at the target, on disk on return; gives those that can't be had."""
    lost = []
    folders = {target, target / IMAGES} if digests else set()
    for done, digest in enumerate(sorted(digests), start=1):
        wanted = image_place(target, digest)
        if not is_whole_image(wanted):
            if _copy(image_place(source, digest), wanted):
                folders.add(wanted.parent)
            else:
                lost.append(digest)
        told("照片", done, len(digests))
    for folder in folders:
        settle(folder)
    return lost


def _copy(source: Path, target: Path) -> bool:
    """Whether the image could be copied, and is on disk."""
    target.parent.parent.mkdir(mode=0o700, exist_ok=True)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    if not is_whole_image(source):
        return False
    half = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, half)
    settle(half)
    half.rename(target)
    return is_whole_image(target)


def damaged(digests: Collection[str], root: Path, told: Progress) -> list[str]:
    """The images below a root that are absent, or not what their names say."""
    bad = []
    for done, digest in enumerate(sorted(digests), start=1):
        if not is_whole_image(image_place(root, digest)):
            bad.append(digest)
        told("核对照片", done, len(digests))
    return bad


def write_list(folder: Path, digests: Iterable[str]) -> None:
    """The images of one backup, as `sha256sum -c` in its folder reads them."""
    lines = [f"{digest}  ../{IMAGES}/{digest[:2]}/{digest}\n" for digest in sorted(digests)]
    (folder / LIST).write_text("".join(lines))
    settle(folder / LIST)


def read_list(folder: Path) -> list[str]:
    """The images that a backup names; raises BadBackup."""
    try:
        named = [LINE.fullmatch(line) for line in (folder / LIST).read_text().splitlines()]
    except (OSError, ValueError):
        named = [None]
    if not all(named):
        said = Said(f"{folder} 的照片清单已损坏", f"the image list of {folder} is damaged")
        raise BadBackup(said)
    return [match[1] for match in named if match]
