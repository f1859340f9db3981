"""another number after every change of a hazard"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('coverage_clock') as clock:
        clock.add_column(sa.Column('hazards', sa.BigInteger(), nullable=False, server_default='0'))
    with op.batch_alter_table('coverage_clock') as clock:
        clock.alter_column('hazards', existing_type=sa.BigInteger(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('coverage_clock') as clock:
        clock.drop_column('hazards')
