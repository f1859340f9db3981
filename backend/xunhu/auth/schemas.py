"""What comes in at sign-in, and what goes out about a user."""

from marshmallow import fields

from xunhu.auth.accounts import MAX_PASSWORD
from xunhu.records.roles import Role
from xunhu.schemas import StrictSchema, one_of, text


class LoginSchema(StrictSchema):
    username = text(60, least=1, required=True)
    password = text(MAX_PASSWORD, least=1, required=True, load_only=True)
    device_id = text(60)
    device_name = text(120)


class UserSchema(StrictSchema):
    id = fields.String()
    username = fields.String()
    name = fields.String()
    role = one_of(Role)
    district = fields.String()
    townships = fields.List(fields.String())


class MeSchema(StrictSchema):
    user = fields.Nested(UserSchema)
