"""How often Python looks for objects that hold each other."""

import gc

COLLECT_AFTER = (50_000, 20, 50)  # new objects; runs of the first, of the second sort


def collect_seldom() -> None:
    """Records are trees of lists: walking all there is after every few hundred takes a quarter of
    a push. What is loaded by now stays for good.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
