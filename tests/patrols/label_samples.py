"""Labels as the server draws them, for the phone's reader: `python -m patrols.label_samples`."""

import json
from pathlib import Path

from xunhu.patrols.labels.qr import qr_svg

FILE = Path(__file__).parents[1] / "contract" / "labels.json"
ID = "019a4230-0000-7000-8000-00000000abcd"
ADDRESSES = [
    f"https://xunhu.example.cn:8443/check-in?target={ID}",
    f"http://10.0.0.7:8000/start?vehicle={ID}",
    f"https://{'a-very-long-name.' * 8}example.cn/check-in?target={ID}",
]


def samples() -> str:
    """What the file should hold."""
    told = [{"address": address, "svg": qr_svg(address).decode()} for address in ADDRESSES]
    return json.dumps(told, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(samples(), "utf-8")
