"""Rank bands and names, in plain Python."""

from __future__ import annotations

import pytest

from hrtraining.accounts.domain import (
    MAY_CREATE,
    MUST_USE_SECOND_FACTOR,
    OF_AN_ACADEMY,
    STAFF,
    PersonName,
    RankBand,
    Role,
    rank_band,
)


@pytest.mark.parametrize(
    ("rank", "band"),
    [
        ("សិស្សនគរបាល", RankBand.CADET),
        ("ព្រឹន្ទបាលទោ", RankBand.NON_COMMISSIONED),
        ("អនុសេនីយ៍ត្រី", RankBand.JUNIOR_OFFICER),
        ("វរសេនីយ៍ឯក", RankBand.SENIOR_OFFICER),
        ("ឧត្តមសេនីយ៍ត្រី", RankBand.SENIOR_OFFICER),
        ("Police cadet", RankBand.CADET),
        ("Second Lieutenant", RankBand.JUNIOR_OFFICER),
        ("Lieutenant Colonel", RankBand.SENIOR_OFFICER),
        ("Brigadier General", RankBand.SENIOR_OFFICER),
        ("", None),
        ("គ្រូ", None),
    ],
)
def test_rank_has_its_band(rank: str, band: RankBand | None) -> None:
    assert rank_band(rank) is band


def test_khmer_name_is_family_then_given() -> None:
    assert PersonName("សុខ", "វិបុល", "SOK VIBOL").km == "សុខ វិបុល"
    assert PersonName("", "វិបុល", "").km == "វិបុល"


def test_roles_are_split_without_rest() -> None:
    assert set(STAFF) | {Role.LEARNER} == set(Role)
    assert {Role.ANALYST, Role.ADMINISTRATOR} == MUST_USE_SECOND_FACTOR
    assert not MUST_USE_SECOND_FACTOR & OF_AN_ACADEMY
    assert not any(Role.LEARNER in made for made in MAY_CREATE.values())
