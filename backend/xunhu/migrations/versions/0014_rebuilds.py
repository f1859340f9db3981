"""a rebuild writes down how far it has come"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'coverage_rebuild',
        sa.Column('district', sa.String(6), nullable=False),
        sa.Column('rules', sa.Integer(), nullable=False),
        sa.Column('reference_version', sa.BigInteger(), nullable=False),
        sa.Column('last_seq', sa.BigInteger(), nullable=False),
        sa.Column('seq', sa.BigInteger(), nullable=False),
        sa.Column('patrol', sa.Uuid(), nullable=True),
        sa.Column('patrols', sa.Integer(), nullable=False),
        sa.Column('changed', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('district', name='pk_coverage_rebuild'),
    )


def downgrade() -> None:
    op.drop_table('coverage_rebuild')
