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
    id = fields.String(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    role = one_of(Role, required=True)
    district = fields.String(required=True)
    townships = fields.List(fields.String(), required=True)


class MeSchema(StrictSchema):
    user = fields.Nested(UserSchema, required=True)
