"""tracks that go on; distances in micrometres"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column('patrol_day_sum', 'distance_mm', new_column_name='distance_um')
    op.execute('UPDATE patrol_day_sum SET distance_um = distance_um * 1000')
    op.execute('DELETE FROM day_node')
    op.create_table(
        'patrol_tail',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('patrol', sa.Uuid(), nullable=False),
        sa.Column('rules', sa.Integer(), nullable=False),
        sa.Column('segment_count', sa.Integer(), nullable=False),
        sa.Column('source', sa.Integer(), nullable=False),
        sa.Column('time_ms', sa.BigInteger(), nullable=False),
        sa.Column('lon', sa.Double(), nullable=False),
        sa.Column('lat', sa.Double(), nullable=False),
        sa.Column('drops', sa.Integer(), nullable=False),
        sa.Column('counted_lon', sa.Double(), nullable=False),
        sa.Column('counted_lat', sa.Double(), nullable=False),
        sa.Column('seen_ms', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('district', 'patrol', name='pk_patrol_tail'),
    )
