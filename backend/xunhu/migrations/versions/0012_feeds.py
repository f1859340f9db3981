"""receivers of a patrol"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0008'
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
