"""revisions, decisions, and what has not come"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sealed_record') as table:
        table.add_column(sa.Column('shown', sa.BigInteger(), nullable=True))
        table.add_column(sa.Column('about', sa.String(length=40), nullable=True))
        table.add_column(sa.Column('about_author', sa.String(length=60), nullable=True))
        table.add_column(sa.Column('author_role', sa.String(length=30), nullable=True))
        table.add_column(sa.Column('sender_role', sa.String(length=30), nullable=True))
        table.add_column(sa.Column('correction', sa.JSON(), nullable=True))
    op.execute('UPDATE sealed_record SET shown = seq')
    with op.batch_alter_table('sealed_record') as table:
        table.alter_column('shown', existing_type=sa.BigInteger(), nullable=False)
        table.create_index('ix_sealed_record_district_shown', ['district', 'shown'], unique=True)
    with op.batch_alter_table('parked_record') as table:
        table.add_column(sa.Column('decision', sa.String(length=12), nullable=True))
        table.add_column(sa.Column('decided_by', sa.String(length=60), nullable=True))
        table.add_column(sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('reason', sa.String(length=500), nullable=True))
        table.add_column(sa.Column('shown', sa.BigInteger(), nullable=True))
        table.create_index('ix_parked_record_district_shown', ['district', 'shown'])
        table.create_index('ix_parked_record_district_decision', ['district', 'decision'])
    add_revision()
    add_township_move()
    add_missing_reference()
    add_attachment()


def add_revision() -> None:
    op.create_table(
        'revision',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('record', sa.Uuid(), nullable=False),
        sa.Column('digest', sa.LargeBinary(), nullable=False),
        sa.Column('township', sa.String(length=9), nullable=False),
        sa.Column('author', sa.String(length=60), nullable=False),
        sa.Column('author_role', sa.String(length=30), nullable=True),
        sa.Column('sender_role', sa.String(length=30), nullable=True),
        sa.Column('base_digest', sa.LargeBinary(), nullable=True),
        sa.Column('changes', sa.JSON(), nullable=True),
        sa.Column('in_force', sa.Boolean(), nullable=False),
        sa.Column('fault', sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint('district', 'seq', name='pk_revision'),
        sa.UniqueConstraint('district', 'id', name='uq_revision_district_id'),
    )
    op.create_index('ix_revision_district_record', 'revision', ['district', 'record'])


def add_township_move() -> None:
    op.create_table(
        'township_move',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('township', sa.String(length=9), nullable=False),
        sa.Column('number', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('district', 'township', name='pk_township_move'),
    )


def add_missing_reference() -> None:
    op.create_table(
        'missing_reference',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('record', sa.Uuid(), nullable=False),
        sa.Column('name', sa.String(length=40), nullable=False),
        sa.Column('to', sa.Uuid(), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('district', 'record', 'name', name='pk_missing_reference'),
    )
    op.create_index('ix_missing_reference_district_to', 'missing_reference', ['district', 'to'])
    op.create_index(
        'ix_missing_reference_district_since', 'missing_reference', ['district', 'since']
    )


def add_attachment() -> None:
    op.create_table(
        'attachment',
        sa.Column('district', sa.String(length=6), nullable=False),
        sa.Column('record', sa.Uuid(), nullable=False),
        sa.Column('slot', sa.String(length=40), nullable=False),
        sa.Column('sha256', sa.LargeBinary(), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('media_type', sa.String(length=20), nullable=False),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('seq', sa.BigInteger(), nullable=True),
        sa.Column('kept_sha256', sa.LargeBinary(), nullable=True),
        sa.Column('kept_size', sa.Integer(), nullable=True),
        sa.Column('kept_type', sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint('district', 'record', 'slot', name='pk_attachment'),
    )
    op.create_index('ix_attachment_district_received_at', 'attachment', ['district', 'received_at'])
