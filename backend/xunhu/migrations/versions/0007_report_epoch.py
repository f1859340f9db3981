"""the epoch of what a device said is on it"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

# nothing tells of which epoch these reports are: they count as of now, until the phone's next word
OF_NOW = """
UPDATE device SET report_epoch =
  (SELECT epoch FROM district_clock WHERE district_clock.district = device.district)
WHERE reported_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column('device', sa.Column('report_epoch', sa.Uuid(), nullable=True))
    op.execute(OF_NOW)
