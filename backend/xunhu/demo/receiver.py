"""What a phone's GPS makes of the truth: slow drift, rare spikes, an accuracy that follows."""

import numpy as np

from xunhu.demo.drive import slow_noise
from xunhu.reference.plane import Coords

DRIFT_FIXES = 20
SKY_FIXES = 70
SPIKE_EVERY = 600


def observe(true_xy: Coords, rng: np.random.Generator) -> tuple[Coords, Coords]:
    """Positions as the phone reports them and their `accuracy_m`, both in metres."""
    count = len(true_xy)
    sky = np.log(rng.uniform(5, 9)) + 0.38 * slow_noise(count, SKY_FIXES, rng)
    accuracy = np.clip(np.exp(sky), 3, 20)
    drift = np.column_stack([slow_noise(count, DRIFT_FIXES, rng) for _ in range(2)])
    seen = true_xy + drift * (0.42 * accuracy)[:, None] + rng.normal(0, 0.25, (count, 2))
    return _spiked(seen, accuracy, rng)


def _spiked(seen: Coords, accuracy: Coords, rng: np.random.Generator) -> tuple[Coords, Coords]:
    hits = np.flatnonzero(rng.random(len(seen)) < 1 / SPIKE_EVERY)
    angles, away = rng.uniform(0, 2 * np.pi, len(hits)), rng.uniform(260, 900, len(hits))
    seen[hits] += np.column_stack([away * np.cos(angles), away * np.sin(angles)])
    accuracy[hits] *= rng.uniform(1, 6, len(hits))
    return seen, np.round(accuracy, 1)
