"""What may come in as a check-in at a target (contract section 4)."""

from enum import StrEnum

from xunhu.schemas import StrictSchema, one_of, text


class Method(StrEnum):
    """What says that somebody was there; `manual` is their word alone and visits nothing."""

    GPS = "gps"
    QR = "qr"
    MANUAL = "manual"


class CheckInSchema(StrictSchema):
    method = one_of(Method, required=True)
    note = text(500)
