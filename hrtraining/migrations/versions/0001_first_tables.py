"""first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "accounts_academy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name_km", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_academy")),
        sa.UniqueConstraint("key", name=op.f("uq_accounts_academy_key")),
    )
    op.create_table(
        "accounts_rate_count",
        sa.Column("bucket", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_accounts_rate_count")),
    )
    with op.batch_alter_table("accounts_rate_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_rate_count_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "certificates_letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ministry_km", sa.String(length=160), nullable=False),
        sa.Column("ministry_en", sa.String(length=160), nullable=False),
        sa.Column("office_km", sa.String(length=160), nullable=False),
        sa.Column("office_en", sa.String(length=160), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates_letterhead")),
    )
    op.create_table(
        "certificates_signer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_km", sa.String(length=160), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("rank_km", sa.String(length=80), nullable=False),
        sa.Column("rank_en", sa.String(length=80), nullable=False),
        sa.Column("name_km", sa.String(length=160), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("place_km", sa.String(length=120), nullable=False),
        sa.Column("place_en", sa.String(length=120), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates_signer")),
    )
    op.create_table(
        "content_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("rendering", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("files_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("current_since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_edition")),
        sa.UniqueConstraint("hash", name=op.f("uq_content_edition_hash")),
    )
    with op.batch_alter_table("content_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_edition_current_since"), ["current_since"], unique=False)

    op.create_table(
        "core_audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_core_audit_entry_hash")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_core_audit_entry_previous_hash")),
    )
    op.create_table(
        "core_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_mark")),
        sa.UniqueConstraint("kind", name=op.f("uq_core_mark_kind")),
    )
    op.create_table(
        "accounts_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=200), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.String(length=80), nullable=False),
        sa.Column("family_km", sa.String(length=80), nullable=False),
        sa.Column("given_km", sa.String(length=80), nullable=False),
        sa.Column("latin_name", sa.String(length=120), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("service_number", sa.String(length=40), nullable=True),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("name_sort", sa.String(length=800), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "academy_id IS NOT NULL OR role IN ('analyst','administrator','auditor')",
            name=op.f("ck_accounts_account_academy_of_role"),
        ),
        sa.CheckConstraint("language IN ('km','en')", name=op.f("ck_accounts_account_language")),
        sa.CheckConstraint(
            "role IN ('learner','trainer','academy_administrator','analyst','administrator','auditor')",
            name=op.f("ck_accounts_account_role"),
        ),
        sa.CheckConstraint("sex IS NULL OR sex IN ('female','male')", name=op.f("ck_accounts_account_sex")),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_accounts_account_academy_id_accounts_academy"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_account")),
        sa.UniqueConstraint("login", name=op.f("uq_accounts_account_login")),
        sa.UniqueConstraint("uuid", name=op.f("uq_accounts_account_uuid")),
    )
    with op.batch_alter_table("accounts_account", schema=None) as batch_op:
        batch_op.create_index("ix_accounts_account_academy_role", ["academy_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_account_name_key"), ["name_key"], unique=False)

    op.create_table(
        "workshops_workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("province", sa.String(length=80), nullable=False),
        sa.Column("venue", sa.String(length=160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("attendance_percent", sa.Integer(), nullable=False),
        sa.Column("join_code", sa.String(length=6), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people_outside", sa.Integer(), nullable=True),
        sa.Column("is_doubled", sa.Boolean(), nullable=False),
        sa.Column("is_crossed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('course','sensitisation')", name=op.f("ck_workshops_workshop_kind")),
        sa.CheckConstraint(
            "attendance_percent BETWEEN 1 AND 100", name=op.f("ck_workshops_workshop_attendance_percent")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_workshops_workshop_days")),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_workshops_workshop_academy_id_accounts_academy"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_workshops_workshop_edition_id_content_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops_workshop")),
        sa.UniqueConstraint("join_code", name=op.f("uq_workshops_workshop_join_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_workshops_workshop_uuid")),
    )
    with op.batch_alter_table("workshops_workshop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshops_workshop_academy_id"), ["academy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshops_workshop_closed_at"), ["closed_at"], unique=False)

    op.create_table(
        "workshops_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("design", sa.String(length=20), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("switched_by", sa.Integer(), nullable=True),
        sa.Column("switched_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "design IN ('double_pretest','cross_over')", name=op.f("ck_workshops_switch_design")
        ),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day >= from_day", name=op.f("ck_workshops_switch_days")
        ),
        sa.ForeignKeyConstraint(
            ["switched_by"],
            ["accounts_account.id"],
            name=op.f("fk_workshops_switch_switched_by_accounts_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops_switch")),
    )
    op.create_table(
        "workshops_lot",
        sa.Column("workshop_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("switch_id", sa.Integer(), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("is_doubled", sa.Boolean(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_workshops_lot_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["switch_id"], ["workshops_switch.id"], name=op.f("fk_workshops_lot_switch_id_workshops_switch")
        ),
        sa.ForeignKeyConstraint(
            ["academy_id"], ["accounts_academy.id"], name=op.f("fk_workshops_lot_academy_id_accounts_academy")
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_workshops_lot")),
        sa.UniqueConstraint(
            "switch_id", "academy_id", "position", name=op.f("uq_workshops_lot_switch_id_academy_id_position")
        ),
    )

    op.create_table(
        "accounts_one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_accounts_one_time_link_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_one_time_link_token_hash")),
    )
    op.create_table(
        "accounts_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("needs_second_factor", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_accounts_session_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_session_token_hash")),
    )
    with op.batch_alter_table("accounts_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_session_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "assessment_administration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("instrument_key", sa.String(length=40), nullable=False),
        sa.Column("instrument_version", sa.String(length=64), nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "phase IN ('pre0','pre','post','fu3','fu6','fu12')",
            name=op.f("ck_assessment_administration_phase"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR opened_at IS NOT NULL",
            name=op.f("ck_assessment_administration_closed_after_opened"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_assessment_administration_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_assessment_administration_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_administration")),
        sa.UniqueConstraint("uuid", name=op.f("uq_assessment_administration_uuid")),
        sa.UniqueConstraint(
            "workshop_id", "phase", name=op.f("uq_assessment_administration_workshop_id_phase")
        ),
    )
    with op.batch_alter_table("assessment_administration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_administration_instrument_version"),
            ["instrument_version"],
            unique=False,
        )

    op.create_table(
        "assessment_link",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_assessment_link_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_assessment_link")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_assessment_link_pseudonym")),
    )
    op.create_table(
        "certificates_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("snapshot_hash", sa.String(length=64), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("name_sort", sa.String(length=900), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'issued') = (ended_at IS NULL)", name=op.f("ck_certificates_certificate_ended")
        ),
        sa.CheckConstraint(
            "(state = 'issued') = (reason IS NULL)", name=op.f("ck_certificates_certificate_reason")
        ),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by_id IS NOT NULL)",
            name=op.f("ck_certificates_certificate_replaced_by"),
        ),
        sa.CheckConstraint(
            "kind IN ('achievement','attendance')", name=op.f("ck_certificates_certificate_kind")
        ),
        sa.CheckConstraint(
            "state IN ('issued','revoked','replaced')", name=op.f("ck_certificates_certificate_state")
        ),
        sa.CheckConstraint("length(code) >= 14", name=op.f("ck_certificates_certificate_code")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_certificates_certificate_number")),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_certificates_certificate_academy_id_accounts_academy"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_certificates_certificate_account_id_accounts_account"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"],
            ["accounts_account.id"],
            name=op.f("fk_certificates_certificate_issued_by_id_accounts_account"),
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["certificates_certificate.id"],
            name=op.f("fk_certificates_certificate_replaced_by_id_certificates_certificate"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_certificates_certificate_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates_certificate")),
        sa.UniqueConstraint("serial", name=op.f("uq_certificates_certificate_serial")),
        sa.UniqueConstraint("uuid", name=op.f("uq_certificates_certificate_uuid")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_certificates_certificate_year_number")),
    )
    with op.batch_alter_table("certificates_certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificates_certificate_academy_id"), ["academy_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_certificates_certificate_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_certificates_certificate_name_key"), ["name_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificates_certificate_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_certificates_certificate_workshop_id"), ["workshop_id"], unique=False
        )
        batch_op.create_index(
            "uq_certificates_certificate_one_issued",
            ["account_id", "workshop_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'issued'"),
            postgresql_where=sa.text("state = 'issued'"),
        )

    op.create_table(
        "content_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_content_approval_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["accounts_account.id"],
            name=op.f("fk_content_approval_recorded_by_accounts_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_approval")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_content_approval_edition_id")),
    )
    op.create_table(
        "content_law_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.String(length=60), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("text_km", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("reviewer_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('quoted','reported','disputed','verified')", name=op.f("ck_content_law_review_status")
        ),
        sa.CheckConstraint(
            "(text_km IS NULL) = (text_en IS NULL)", name=op.f("ck_content_law_review_both_languages")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_content_law_review_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["accounts_account.id"],
            name=op.f("fk_content_law_review_recorded_by_accounts_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_law_review")),
    )
    with op.batch_alter_table("content_law_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_law_review_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index("ix_content_law_review_statement_id_id", ["statement_id", "id"], unique=False)

    op.create_table(
        "learning_enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_learning_enrolment_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_learning_enrolment_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_learning_enrolment_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_enrolment")),
        sa.UniqueConstraint(
            "account_id", "workshop_id", name=op.f("uq_learning_enrolment_account_id_workshop_id")
        ),
    )
    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_enrolment_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "reporting_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"],
            ["accounts_account.id"],
            name=op.f("fk_reporting_period_closed_by_accounts_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_period")),
        sa.UniqueConstraint("closed_at", name=op.f("uq_reporting_period_closed_at")),
    )
    op.create_table(
        "workshops_attendance",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=2), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("half IN ('am','pm')", name=op.f("ck_workshops_attendance_half")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_workshops_attendance_account_id_accounts_account"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_workshops_attendance_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workshop_id", "day", "half", "account_id", name=op.f("pk_workshops_attendance")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "workshops_join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("person", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting','approved','refused')", name=op.f("ck_workshops_join_request_state")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_workshops_join_request_account_id_accounts_account"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_workshops_join_request_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops_join_request")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_workshops_join_request_token_hash")),
    )
    with op.batch_alter_table("workshops_join_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshops_join_request_workshop_id"), ["workshop_id"], unique=False
        )

    op.create_table(
        "workshops_roster_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("participant_group", sa.String(length=20), nullable=False),
        sa.Column("intake", sa.String(length=40), nullable=False),
        sa.Column("excused_reason", sa.String(length=200), nullable=True),
        sa.Column("import_key", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "participant_group IN ('police','local_authority','civil_society')",
            name=op.f("ck_workshops_roster_line_participant_group"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_workshops_roster_line_account_id_accounts_account"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_workshops_roster_line_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops_roster_line")),
        sa.UniqueConstraint(
            "workshop_id", "account_id", name=op.f("uq_workshops_roster_line_workshop_id_account_id")
        ),
    )
    with op.batch_alter_table("workshops_roster_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshops_roster_line_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshops_roster_line_import_key"), ["import_key"], unique=False)

    op.create_table(
        "workshops_trainer",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_workshops_trainer_account_id_accounts_account"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_workshops_trainer_workshop_id_workshops_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "account_id", name=op.f("pk_workshops_trainer")),
    )
    with op.batch_alter_table("workshops_trainer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshops_trainer_account_id"), ["account_id"], unique=False)

    op.create_table(
        "assessment_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.Uuid(), nullable=False),
        sa.Column("administration_id", sa.Integer(), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("codes", sa.String(length=120), nullable=False),
        sa.Column("sequences", sa.String(length=600), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("participant_group", sa.String(length=20), nullable=True),
        sa.Column("rank_band", sa.String(length=20), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("help_opened", sa.Boolean(), nullable=False),
        sa.Column("take", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("length(codes) > 0", name=op.f("ck_assessment_attempt_codes")),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_assessment_attempt_academy_id_accounts_academy"),
        ),
        sa.ForeignKeyConstraint(
            ["administration_id"],
            ["assessment_administration.id"],
            name=op.f("fk_assessment_attempt_administration_id_assessment_administration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_assessment_attempt_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_attempt")),
        sa.UniqueConstraint(
            "pseudonym",
            "administration_id",
            "take",
            name=op.f("uq_assessment_attempt_pseudonym_administration_id_take"),
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("assessment_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_assessment_attempt_administration_id", ["administration_id"], unique=False)

    op.create_table(
        "assessment_participation",
        sa.Column("administration_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "state IN ('started','submitted','late')", name=op.f("ck_assessment_participation_state")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_assessment_participation_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["administration_id"],
            ["assessment_administration.id"],
            name=op.f("fk_assessment_participation_administration_id_assessment_administration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("administration_id", "account_id", name=op.f("pk_assessment_participation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "learning_check_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("module_key", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_learning_check_try_enrolment_id_learning_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_check_try")),
        sa.UniqueConstraint(
            "enrolment_id",
            "module_key",
            "number",
            name=op.f("uq_learning_check_try_enrolment_id_module_key_number"),
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("learning_check_try", schema=None) as batch_op:
        batch_op.create_index("ix_learning_check_try_enrolment_id", ["enrolment_id"], unique=False)

    op.create_table(
        "learning_lesson_progress",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("module_key", sa.String(length=20), nullable=False),
        sa.Column("lesson_key", sa.String(length=20), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_learning_lesson_progress_enrolment_id_learning_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "enrolment_id", "module_key", "lesson_key", name=op.f("pk_learning_lesson_progress")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "learning_scene_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("module_key", sa.String(length=20), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("node", sa.String(length=20), nullable=False),
        sa.Column("is_finished", sa.Boolean(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_learning_scene_run_enrolment_id_learning_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_scene_run")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("learning_scene_run", schema=None) as batch_op:
        batch_op.create_index("ix_learning_scene_run_enrolment_id", ["enrolment_id"], unique=False)

    op.create_table(
        "reporting_frozen_workshop",
        sa.Column("workshop_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("instrument_key", sa.String(length=40), nullable=False),
        sa.Column("instrument_version", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("flow", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("pairs >= 0", name=op.f("ck_reporting_frozen_workshop_pairs")),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_reporting_frozen_workshop_academy_id_accounts_academy"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_reporting_frozen_workshop_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["reporting_period.id"],
            name=op.f("fk_reporting_frozen_workshop_period_id_reporting_period"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_reporting_frozen_workshop_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_reporting_frozen_workshop")),
    )
    with op.batch_alter_table("reporting_frozen_workshop", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reporting_frozen_workshop_academy_id"), ["academy_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reporting_frozen_workshop_period_id"), ["period_id"], unique=False
        )
        batch_op.create_index(
            "ix_reporting_frozen_workshop_published",
            [
                "instrument_version",
                "period_id",
                "academy_id",
                "instrument_key",
                "edition_id",
                "closed_at",
                "pairs",
                "workshop_id",
            ],
            unique=False,
        )

    op.create_table(
        "reporting_kept_verdict",
        sa.Column("instrument_version", sa.String(length=64), nullable=False),
        sa.Column("period_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("software", sa.String(length=64), nullable=False),
        sa.Column("data_hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["reporting_period.id"],
            name=op.f("fk_reporting_kept_verdict_period_id_reporting_period"),
        ),
        sa.PrimaryKeyConstraint("instrument_version", "period_id", name=op.f("pk_reporting_kept_verdict")),
    )

    op.create_table(
        "assessment_conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["assessment_attempt.id"],
            name=op.f("fk_assessment_conflict_attempt_id_assessment_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_conflict")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reporting_frozen_double",
        sa.Column("workshop_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("flow", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_reporting_frozen_double_people")),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["reporting_frozen_workshop.workshop_id"],
            name=op.f("fk_reporting_frozen_double_workshop_id_reporting_frozen_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_reporting_frozen_double")),
    )
    op.create_table(
        "reporting_counted_learner",
        sa.Column("pseudonym", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["reporting_frozen_workshop.workshop_id"],
            name=op.f("fk_reporting_counted_learner_workshop_id_reporting_frozen_workshop"),
        ),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_reporting_counted_learner")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("reporting_counted_learner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reporting_counted_learner_workshop_id"), ["workshop_id"], unique=False
        )

    op.create_table(
        "referral_kind",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name_km", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_referral_kind")),
    )
    op.create_table(
        "referral_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("province", sa.String(length=30), nullable=False),
        sa.Column("name_km", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("services_km", sa.String(length=300), nullable=False),
        sa.Column("services_en", sa.String(length=300), nullable=False),
        sa.Column("address_km", sa.String(length=300), nullable=False),
        sa.Column("address_en", sa.String(length=300), nullable=False),
        sa.Column("hours_km", sa.String(length=200), nullable=False),
        sa.Column("hours_en", sa.String(length=200), nullable=False),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("note_km", sa.String(length=800), nullable=False),
        sa.Column("note_en", sa.String(length=800), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=160), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_untouched", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "name_km <> '' AND name_en <> '' AND source <> ''", name=op.f("ck_referral_service_known")
        ),
        sa.CheckConstraint(
            "(checked_on IS NULL) = (checked_by = '')", name=op.f("ck_referral_service_checked")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_service")),
        sa.UniqueConstraint("uuid", name=op.f("uq_referral_service_uuid")),
    )
    with op.batch_alter_table("referral_service", schema=None) as batch_op:
        batch_op.create_index(
            "ix_referral_service_province_is_active", ["province", "is_active"], unique=False
        )

    op.create_table(
        "referral_offer",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("kind_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind_key"], ["referral_kind.key"], name=op.f("fk_referral_offer_kind_key_referral_kind")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["referral_service.id"],
            name=op.f("fk_referral_offer_service_id_referral_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "kind_key", name=op.f("pk_referral_offer")),
    )
    with op.batch_alter_table("referral_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_offer_kind_key"), ["kind_key"], unique=False)

    op.create_table(
        "referral_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=30), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["referral_service.id"],
            name=op.f("fk_referral_change_service_id_referral_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_change")),
    )
    with op.batch_alter_table("referral_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_change_service_id"), ["service_id"], unique=False)

    op.create_table(
        "followup_practice_report",
        sa.Column("pseudonym", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("searches", sa.String(length=8), nullable=False),
        sa.Column("referrals", sa.String(length=8), nullable=False),
        sa.Column("needle_sticks", sa.String(length=8), nullable=False),
        sa.Column("needle_help", sa.String(length=8), nullable=False),
        sa.Column("reasons", sa.String(length=120), nullable=False),
        sa.CheckConstraint("phase IN ('fu3','fu6','fu12')", name=op.f("ck_followup_practice_report_phase")),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_followup_practice_report")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "followup_ticket",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint("phase IN ('fu3','fu6','fu12')", name=op.f("ck_followup_ticket_phase")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_followup_ticket")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "followup_panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("share_percent", sa.Integer(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("share_percent BETWEEN 1 AND 100", name=op.f("ck_followup_panel_share_percent")),
        sa.CheckConstraint("size > 0 AND size <= frame_size", name=op.f("ck_followup_panel_size")),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_followup_panel_academy_id_accounts_academy"),
        ),
        sa.ForeignKeyConstraint(
            ["drawn_by"], ["accounts_account.id"], name=op.f("fk_followup_panel_drawn_by_accounts_account")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_followup_panel_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup_panel")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_followup_panel_workshop_id")),
    )
    with op.batch_alter_table("followup_panel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followup_panel_academy_id"), ["academy_id"], unique=False)

    op.create_table(
        "followup_frame_member",
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("is_drawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_followup_frame_member_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"],
            ["followup_panel.id"],
            name=op.f("fk_followup_frame_member_panel_id_followup_panel"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("panel_id", "account_id", name=op.f("pk_followup_frame_member")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "followup_frozen_wave",
        sa.Column("panel_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("instrument_key", sa.String(length=40), nullable=False),
        sa.Column("instrument_version", sa.String(length=64), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("phase IN ('fu3','fu6','fu12')", name=op.f("ck_followup_frozen_wave_phase")),
        sa.CheckConstraint("answered <= invited", name=op.f("ck_followup_frozen_wave_answered")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_followup_frozen_wave_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["followup_panel.id"], name=op.f("fk_followup_frozen_wave_panel_id_followup_panel")
        ),
        sa.PrimaryKeyConstraint("panel_id", "phase", name=op.f("pk_followup_frozen_wave")),
    )
    with op.batch_alter_table("followup_frozen_wave", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_followup_frozen_wave_instrument_version"), ["instrument_version"], unique=False
        )

    op.create_table(
        "followup_invitation",
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("phase IN ('fu3','fu6','fu12')", name=op.f("ck_followup_invitation_phase")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_followup_invitation_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"],
            ["followup_panel.id"],
            name=op.f("fk_followup_invitation_panel_id_followup_panel"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("panel_id", "account_id", "phase", name=op.f("pk_followup_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_followup_invitation_code_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exchange_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("instrument_version", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("workshops", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["imported_by"],
            ["accounts_account.id"],
            name=op.f("fk_exchange_import_imported_by_accounts_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_import")),
    )
    op.create_table(
        "exchange_workshop",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("academy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("key_check", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["academy_id"],
            ["accounts_academy.id"],
            name=op.f("fk_exchange_workshop_academy_id_accounts_academy"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_exchange_workshop_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_exchange_workshop")),
        sa.UniqueConstraint("academy_id", "code", name=op.f("uq_exchange_workshop_academy_id_code")),
    )
    op.create_table(
        "exchange_person",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["exchange_import.id"],
            name=op.f("fk_exchange_person_import_id_exchange_import"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["exchange_workshop.workshop_id"],
            name=op.f("fk_exchange_person_workshop_id_exchange_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", "digest", name=op.f("pk_exchange_person")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_exchange_person_pseudonym")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exchange_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exchange_person_import_id"), ["import_id"], unique=False)

    op.create_table(
        "exchange_set_aside",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("codes", sa.String(length=120), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["exchange_import.id"],
            name=op.f("fk_exchange_set_aside_import_id_exchange_import"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["exchange_workshop.workshop_id"],
            name=op.f("fk_exchange_set_aside_workshop_id_exchange_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", "uid", "codes", name=op.f("pk_exchange_set_aside")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exchange_set_aside", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exchange_set_aside_import_id"), ["import_id"], unique=False)

    op.create_table(
        "exchange_sheet",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["assessment_attempt.id"],
            name=op.f("fk_exchange_sheet_attempt_id_assessment_attempt"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["exchange_import.id"],
            name=op.f("fk_exchange_sheet_import_id_exchange_import"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["exchange_workshop.workshop_id"],
            name=op.f("fk_exchange_sheet_workshop_id_exchange_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", "digest", name=op.f("pk_exchange_sheet")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_exchange_sheet_attempt_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exchange_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exchange_sheet_import_id"), ["import_id"], unique=False)

    op.create_table(
        "evaluation_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_evaluation_opinion_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_opinion")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation_given",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts_account.id"],
            name=op.f("fk_evaluation_given_account_id_accounts_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_evaluation_given_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", "account_id", name=op.f("pk_evaluation_given")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation_result",
        sa.Column("workshop_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("opinions", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint("opinions > 0", name=op.f("ck_evaluation_result_opinions")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["content_edition.id"],
            name=op.f("fk_evaluation_result_edition_id_content_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops_workshop.id"],
            name=op.f("fk_evaluation_result_workshop_id_workshops_workshop"),
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_evaluation_result")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("evaluation_result")
    op.drop_table("evaluation_given")
    op.drop_table("evaluation_opinion")
    with op.batch_alter_table("exchange_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exchange_sheet_import_id"))

    op.drop_table("exchange_sheet")
    with op.batch_alter_table("exchange_set_aside", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exchange_set_aside_import_id"))

    op.drop_table("exchange_set_aside")
    with op.batch_alter_table("exchange_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exchange_person_import_id"))

    op.drop_table("exchange_person")
    op.drop_table("exchange_workshop")
    op.drop_table("exchange_import")
    op.drop_table("followup_invitation")
    with op.batch_alter_table("followup_frozen_wave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followup_frozen_wave_instrument_version"))

    op.drop_table("followup_frozen_wave")
    op.drop_table("followup_frame_member")
    with op.batch_alter_table("followup_panel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followup_panel_academy_id"))

    op.drop_table("followup_panel")
    op.drop_table("followup_ticket")
    op.drop_table("followup_practice_report")
    with op.batch_alter_table("referral_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_change_service_id"))

    op.drop_table("referral_change")
    with op.batch_alter_table("referral_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_offer_kind_key"))

    op.drop_table("referral_offer")
    with op.batch_alter_table("referral_service", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_service_province_is_active")

    op.drop_table("referral_service")
    op.drop_table("referral_kind")
    with op.batch_alter_table("reporting_counted_learner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reporting_counted_learner_workshop_id"))

    op.drop_table("reporting_counted_learner")
    op.drop_table("reporting_frozen_double")
    op.drop_table("assessment_conflict")
    with op.batch_alter_table("reporting_frozen_workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reporting_frozen_workshop_period_id"))
        batch_op.drop_index(batch_op.f("ix_reporting_frozen_workshop_instrument_version"))
        batch_op.drop_index(batch_op.f("ix_reporting_frozen_workshop_academy_id"))

    op.drop_table("reporting_frozen_workshop")
    with op.batch_alter_table("learning_scene_run", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_scene_run_enrolment_id")

    op.drop_table("learning_scene_run")
    op.drop_table("learning_lesson_progress")
    with op.batch_alter_table("learning_check_try", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_check_try_enrolment_id")

    op.drop_table("learning_check_try")
    op.drop_table("assessment_participation")
    with op.batch_alter_table("assessment_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_assessment_attempt_administration_id")

    op.drop_table("assessment_attempt")
    with op.batch_alter_table("workshops_trainer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshops_trainer_account_id"))

    op.drop_table("workshops_trainer")
    with op.batch_alter_table("workshops_roster_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshops_roster_line_import_key"))
        batch_op.drop_index(batch_op.f("ix_workshops_roster_line_account_id"))

    op.drop_table("workshops_roster_line")
    with op.batch_alter_table("workshops_join_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshops_join_request_workshop_id"))

    op.drop_table("workshops_join_request")
    op.drop_table("workshops_attendance")
    op.drop_table("reporting_period")
    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_enrolment_workshop_id"))

    op.drop_table("learning_enrolment")
    with op.batch_alter_table("content_law_review", schema=None) as batch_op:
        batch_op.drop_index("ix_content_law_review_statement_id_id")
        batch_op.drop_index(batch_op.f("ix_content_law_review_edition_id"))

    op.drop_table("content_law_review")
    op.drop_table("content_approval")
    with op.batch_alter_table("certificates_certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificates_certificate_one_issued",
            sqlite_where=sa.text("state = 'issued'"),
            postgresql_where=sa.text("state = 'issued'"),
        )
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_state"))
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_name_key"))
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_account_id"))
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_academy_id"))

    op.drop_table("certificates_certificate")
    op.drop_table("assessment_link")
    with op.batch_alter_table("assessment_administration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_administration_instrument_version"))

    op.drop_table("assessment_administration")
    with op.batch_alter_table("accounts_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_session_expires_at"))
        batch_op.drop_index(batch_op.f("ix_accounts_session_account_id"))

    op.drop_table("accounts_session")
    op.drop_table("workshops_lot")
    op.drop_table("workshops_switch")
    op.drop_table("accounts_one_time_link")
    with op.batch_alter_table("workshops_workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshops_workshop_closed_at"))
        batch_op.drop_index(batch_op.f("ix_workshops_workshop_academy_id"))

    op.drop_table("workshops_workshop")
    with op.batch_alter_table("accounts_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_account_name_key"))
        batch_op.drop_index("ix_accounts_account_academy_role")

    op.drop_table("accounts_account")
    op.drop_table("core_mark")
    op.drop_table("core_audit_entry")
    with op.batch_alter_table("content_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_edition_current_since"))

    op.drop_table("content_edition")
    op.drop_table("certificates_signer")
    op.drop_table("certificates_letterhead")
    with op.batch_alter_table("accounts_rate_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_rate_count_expires_at"))

    op.drop_table("accounts_rate_count")
    op.drop_table("accounts_academy")
