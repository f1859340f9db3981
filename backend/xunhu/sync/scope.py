"""What a sender may push: which kinds, for which townships, in whose name."""

from collections.abc import Callable
from dataclasses import replace

from xunhu.auth.who import Who
from xunhu.problems import Fault, InvalidInput, fault_at
from xunhu.records.checking import Refused
from xunhu.records.envelope import Read
from xunhu.records.kinds import Sealed
from xunhu.records.revising import NEW_TOWNSHIP, new_township
from xunhu.sync.surroundings import Scope, scope_of


def within(scope: Scope, found: Read) -> Read:
    """The same, refused where this sender may not push it or this author not record it.

    Without a sender an office answers for the sending, and only what can't be so is refused.
    """
    if found.sealed is None:
        return found
    sealed = known(scope, found.sealed)
    faults = sent_in_vain(scope.sender, sealed) if scope.sender else []
    faults = faults or recorded_in_vain(scope, sealed)
    if not faults:
        return replace(found, sealed=sealed)
    return replace(found, sealed=None, refused=Refused(faults[0]["code"], faults, parked=True))


def known(scope: Scope, sealed: Sealed) -> Sealed:
    """The same, with what is known of its author and its sender."""
    sender_role = scope.sender.role if scope.sender else None
    author_role = scope.authors.get(sealed.author)
    return sealed.but(author_role=author_role, sender_role=sender_role)


def answered_for(district: str) -> Callable[[Sealed], Sealed]:
    """A look at records whose sending somebody in the office answers for; raises InvalidInput."""

    def looked_at(sealed: Sealed) -> Sealed:
        scope = scope_of([sealed], district)
        if faults := recorded_in_vain(scope, sealed):
            raise InvalidInput("", faults)
        return known(scope, sealed)

    return looked_at


def sent_in_vain(sender: Who, sealed: Sealed) -> list[Fault]:
    """Why this sender may not push it."""
    if sender.role not in sealed.kind.push:
        return [fault_at("/properties/kind", "sender-may-not")]
    if not sender.had_township(sealed.township, sealed.occurred_at):
        return [fault_at("/properties/township", "out-of-scope")]
    to = new_township(sealed)
    if to is not None and not sender.had_township(to, sealed.occurred_at):
        return [fault_at(NEW_TOWNSHIP, "out-of-scope")]
    return []


def recorded_in_vain(scope: Scope, sealed: Sealed) -> list[Fault]:
    """Why it can't be so, whoever sends it: its township, its author, the layer of its target."""
    if sealed.township not in scope.townships:
        return [fault_at("/properties/township", "out-of-scope")]
    to = new_township(sealed)
    if to is not None and to not in scope.townships:
        return [fault_at(NEW_TOWNSHIP, "out-of-scope")]
    role = scope.authors.get(sealed.author)
    if role is None or role not in sealed.kind.push:
        code = "unknown-author" if role is None else "author-may-not"
        return [fault_at("/properties/author", code)]
    return _wrong_layer(scope, sealed)


def _wrong_layer(scope: Scope, sealed: Sealed) -> list[Fault]:
    """A target that hasn't come yet may be named; one that is there has to be of the layer."""
    return [
        fault_at(f"/properties/refs/{name}", "wrong-layer")
        for name, layer in sealed.kind.layers.items()
        if name in sealed.refs and scope.layers.get(sealed.refs[name], layer) != layer
    ]
