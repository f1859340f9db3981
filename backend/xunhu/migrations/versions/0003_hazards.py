"""hazards and check-ins"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hazard',
    sa.Column('district', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('township', sa.String(length=9), nullable=False),
    sa.Column('author', sa.String(length=60), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('occurred_on', sa.Date(), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('severity', sa.String(length=10), nullable=False),
    sa.Column('description', sa.String(length=1000), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('patrol', sa.Uuid(), nullable=True),
    sa.Column('target', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_hazard'))
    )
    op.create_index(op.f('ix_hazard_district_occurred_on_township'), 'hazard', ['district', 'occurred_on', 'township'])

    op.create_table('hazard_step',
    sa.Column('district', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('hazard', sa.Uuid(), nullable=False),
    sa.Column('township', sa.String(length=9), nullable=False),
    sa.Column('author', sa.String(length=60), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('occurred_on', sa.Date(), nullable=False),
    sa.Column('action', sa.String(length=10), nullable=False),
    sa.Column('responsible_unit', sa.String(length=120), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_hazard_step'))
    )
    op.create_index(op.f('ix_hazard_step_district_hazard_occurred_at'), 'hazard_step', ['district', 'hazard', 'occurred_at'])

    op.create_table('check_in',
    sa.Column('district', sa.String(length=6), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('township', sa.String(length=9), nullable=False),
    sa.Column('author', sa.String(length=60), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('occurred_on', sa.Date(), nullable=False),
    sa.Column('method', sa.String(length=10), nullable=False),
    sa.Column('target', sa.Uuid(), nullable=False),
    sa.Column('patrol', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_check_in'))
    )
    op.create_index(op.f('ix_check_in_district_occurred_on_target'), 'check_in', ['district', 'occurred_on', 'target'])
