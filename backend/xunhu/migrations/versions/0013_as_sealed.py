"""segments tell where they are, and keep no second copy of their fixes"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('track_segment') as segment:
        for side in ('west', 'south', 'east', 'north'):
            segment.add_column(sa.Column(side, sa.Double(), nullable=True))
        segment.alter_column('fixes', existing_type=sa.LargeBinary(), nullable=True)
