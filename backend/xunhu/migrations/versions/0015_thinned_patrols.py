"""patrols whose positions were let go"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'thinned_patrol',
        sa.Column('district', sa.String(6), nullable=False),
        sa.Column('patrol', sa.Uuid(), nullable=False),
        sa.Column('rules', sa.Integer(), nullable=False),
        sa.Column('thinned_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('district', 'patrol', name='pk_thinned_patrol'),
    )


def downgrade() -> None:
    op.drop_table('thinned_patrol')
