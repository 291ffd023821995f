"""The capital and the provinces of Cambodia, and the one place above them: the whole country."""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.core.i18n import Text


@dataclass(frozen=True, slots=True)
class Province:
    """A place of the directory; `key` stands in addresses and files."""

    key: str
    name: Text


NATIONAL = "national"

_NAMES = (
    (NATIONAL, "ទូទាំងប្រទេស", "Whole country"),
    ("banteay-meanchey", "ខេត្តបន្ទាយមានជ័យ", "Banteay Meanchey"),
    ("battambang", "ខេត្តបាត់ដំបង", "Battambang"),
    ("kampong-cham", "ខេត្តកំពង់ចាម", "Kampong Cham"),
    ("kampong-chhnang", "ខេត្តកំពង់ឆ្នាំង", "Kampong Chhnang"),
    ("kampong-speu", "ខេត្តកំពង់ស្ពឺ", "Kampong Speu"),
    ("kampong-thom", "ខេត្តកំពង់ធំ", "Kampong Thom"),
    ("kampot", "ខេត្តកំពត", "Kampot"),
    ("kandal", "ខេត្តកណ្តាល", "Kandal"),
    ("kep", "ខេត្តកែប", "Kep"),
    ("koh-kong", "ខេត្តកោះកុង", "Koh Kong"),
    ("kratie", "ខេត្តក្រចេះ", "Kratie"),
    ("mondulkiri", "ខេត្តមណ្ឌលគិរី", "Mondulkiri"),
    ("oddar-meanchey", "ខេត្តឧត្តរមានជ័យ", "Oddar Meanchey"),
    ("pailin", "ខេត្តប៉ៃលិន", "Pailin"),
    ("phnom-penh", "រាជធានីភ្នំពេញ", "Phnom Penh"),
    ("preah-sihanouk", "ខេត្តព្រះសីហនុ", "Preah Sihanouk"),
    ("preah-vihear", "ខេត្តព្រះវិហារ", "Preah Vihear"),
    ("prey-veng", "ខេត្តព្រៃវែង", "Prey Veng"),
    ("pursat", "ខេត្តពោធិ៍សាត់", "Pursat"),
    ("ratanakiri", "ខេត្តរតនគិរី", "Ratanakiri"),
    ("siem-reap", "ខេត្តសៀមរាប", "Siem Reap"),
    ("stung-treng", "ខេត្តស្ទឹងត្រែង", "Stung Treng"),
    ("svay-rieng", "ខេត្តស្វាយរៀង", "Svay Rieng"),
    ("takeo", "ខេត្តតាកែវ", "Takeo"),
    ("tboung-khmum", "ខេត្តត្បូងឃ្មុំ", "Tboung Khmum"),
)

PROVINCES: dict[str, Province] = {key: Province(key, Text(km, en)) for key, km, en in _NAMES}
"""The whole country first, then the capital and the 24 provinces in the order of their English names."""

_TITLES = ("ខេត្ត", "រាជធានី", "province of ", "capital ")


def province_named(written: str) -> Province | None:
    """The place that a cleaned cell means: its key or its name in either language, with or without the word province."""
    folded = _bare(written)
    for one in PROVINCES.values():
        if folded in {one.key, one.key.replace("-", " "), _bare(one.name.km), _bare(one.name.en)}:
            return one
    return None


def _bare(written: str) -> str:
    folded = " ".join(written.casefold().split()).removesuffix(" province")
    for title in _TITLES:
        folded = folded.removeprefix(title)
    return folded.strip()
