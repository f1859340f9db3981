"""the tree of days"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

NUMBERED = """
UPDATE patrol SET number = sealed_record.seq
FROM sealed_record
WHERE sealed_record.district = patrol.district AND sealed_record.id = patrol.id
"""


def upgrade() -> None:
    with op.batch_alter_table('patrol') as patrol:
        patrol.add_column(sa.Column('number', sa.BigInteger(), nullable=False, server_default='0'))
    op.execute(NUMBERED)
    with op.batch_alter_table('patrol') as patrol:
        patrol.alter_column('number', server_default=None)
        patrol.create_unique_constraint('uq_patrol_district_number', ['district', 'number'])
    op.create_table(
        'coverage_clock',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('district', name='pk_coverage_clock'),
    )
    op.create_table(
        'day_node',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('start', sa.Integer(), nullable=False),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.Column('reference_version', sa.BigInteger(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('district', 'level', 'start', name='pk_day_node'),
    )
