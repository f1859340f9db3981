"""who approved that a target is left out"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('target') as target:
        target.add_column(sa.Column('status_approved_by', sa.String(length=60), nullable=True))
