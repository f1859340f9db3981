"""What the first visit to the phone's page must fetch, from the built front end."""

import gzip
import re
from pathlib import Path

DIST = Path(__file__).resolve().parents[2] / "frontend" / "dist"
LINK = re.compile(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"')
PRECACHED = re.compile(r'url:\s*"([^"]+)"|"url":\s*"([^"]+)"')


def gzipped_kb(paths: list[str]) -> float:
    """Kilobytes (1,000 bytes) that these built files weigh on the wire."""
    return sum(len(gzip.compress((DIST / path).read_bytes(), 9)) for path in paths) / 1000


def first_shell() -> list[str]:
    """Scripts and styles that the page itself names."""
    return sorted(set(LINK.findall((DIST / "index.html").read_text())))


def precached() -> list[str]:
    """What the service worker fetches before the app works offline."""
    worker = (DIST / "sw.js").read_text()
    return sorted({first or second for first, second in PRECACHED.findall(worker)})
