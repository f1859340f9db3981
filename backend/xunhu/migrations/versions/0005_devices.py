"""devices"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

# a phone that is signed in already has to be seen, and shut out, without signing in again
ALREADY_SIGNED_IN = """
INSERT INTO device
  (district, id, name, username, first_seen_at, last_seen_at, unsent_count)
SELECT district, device, device_name, username, first_seen_at, last_seen_at, 0 FROM (
  SELECT district, device, device_name, username,
    min(began_at) OVER (PARTITION BY district, device) AS first_seen_at,
    max(used_at) OVER (PARTITION BY district, device) AS last_seen_at,
    row_number() OVER (PARTITION BY district, device ORDER BY began_at DESC, token_hash) AS place
  FROM login_session WHERE device <> ''
) AS sign_in WHERE place = 1
"""


def upgrade() -> None:
    op.create_table(
        'device',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('id', sa.String(length=60), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=True),
        sa.Column('username', sa.String(length=60), nullable=False),
        sa.Column('first_seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('revoked_by', sa.String(length=60), nullable=True),
        sa.Column('revoke_reason', sa.String(length=500), nullable=True),
        sa.Column('unsent', sa.JSON(), nullable=True),
        sa.Column('unsent_count', sa.Integer(), nullable=False),
        sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['district', 'username'],
            ['user.district', 'user.username'],
            name='fk_device_district_user',
        ),
        sa.PrimaryKeyConstraint('district', 'id', name='pk_device'),
    )
    op.create_index('ix_device_district_last_seen_at', 'device', ['district', 'last_seen_at'])
    op.create_index('ix_device_district_username', 'device', ['district', 'username'])
    op.create_index('ix_login_session_district_device', 'login_session', ['district', 'device'])
    op.execute(ALREADY_SIGNED_IN)
