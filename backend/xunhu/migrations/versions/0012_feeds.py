"""receivers of a patrol, tokens of machines, trackers of vehicles"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

RECEIVED_BY = """
UPDATE track_segment SET author = sealed_record.author, device = sealed_record.device
FROM sealed_record
WHERE sealed_record.district = track_segment.district AND sealed_record.id = track_segment.id
"""


def upgrade() -> None:
    with op.batch_alter_table('track_segment') as segment:
        author = sa.Column('author', sa.String(length=60), nullable=False, server_default='')
        segment.add_column(author)
        segment.add_column(sa.Column('device', sa.Uuid(), nullable=True))
    op.execute(RECEIVED_BY)
    with op.batch_alter_table('track_segment') as segment:
        segment.alter_column('author', server_default=None)
    with op.batch_alter_table('patrol_tail') as tail:
        tail.alter_column('source', existing_type=sa.Integer(), type_=sa.BigInteger())
    op.create_table(
        'machine_token',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
        sa.Column('scopes', sa.JSON(), nullable=False),
        sa.Column('vehicle', sa.Uuid(), nullable=True),
        sa.Column('issued_by', sa.String(length=60), nullable=False),
        sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['district'], ['district_clock.district'], name='fk_machine_token_district_district_clock'
        ),
        sa.PrimaryKeyConstraint('district', 'id', name='pk_machine_token'),
    )
    op.create_index('uq_machine_token_token_hash', 'machine_token', ['token_hash'], unique=True)
    op.create_table(
        'tracker',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('vehicle', sa.Uuid(), nullable=False),
        sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('patrol', sa.Uuid(), nullable=True),
        sa.Column('look_again', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ['district'], ['district_clock.district'], name='fk_tracker_district_district_clock'
        ),
        sa.PrimaryKeyConstraint('district', 'vehicle', name='pk_tracker'),
    )
    op.create_table(
        'tracker_fix',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('vehicle', sa.Uuid(), nullable=False),
        sa.Column('time_ms', sa.BigInteger(), nullable=False),
        sa.Column('lon', sa.Double(), nullable=False),
        sa.Column('lat', sa.Double(), nullable=False),
        sa.Column('accuracy_m', sa.Double(), nullable=True),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['district', 'vehicle'],
            ['tracker.district', 'tracker.vehicle'],
            name='fk_tracker_fix_district_tracker',
        ),
        sa.PrimaryKeyConstraint('district', 'vehicle', 'time_ms', name='pk_tracker_fix'),
    )
