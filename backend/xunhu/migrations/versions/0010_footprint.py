"""where patrols have been

What patrols crossed before is empty until `xunhu coverage rebuild`.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

NOTHING = b':0\0\0\0\0\0\0'  # an empty Roaring bitmap
EMPTIED = sa.text('UPDATE patrol_day SET crossed = :nothing').bindparams(nothing=NOTHING)


def upgrade() -> None:
    with op.batch_alter_table('patrol_day') as rows:
        rows.add_column(sa.Column('crossed', sa.LargeBinary(), nullable=True))
    op.execute(EMPTIED)
    with op.batch_alter_table('patrol_day') as rows:
        rows.alter_column('crossed', nullable=False)
    op.create_table(
        'footprint_node',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('start', sa.Integer(), nullable=False),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.Column('reference_version', sa.BigInteger(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('district', 'level', 'start', name='pk_footprint_node'),
    )
