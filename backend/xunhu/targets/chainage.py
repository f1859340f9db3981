"""里程: metres along a line as people say them. K12+300 is 12300."""


def post(metres: float) -> str:
    """A chainage in words, to the metre."""
    kilometres, rest = divmod(round(metres), 1000)
    return f"K{kilometres}+{rest:03d}"
