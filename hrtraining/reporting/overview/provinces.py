"""The 25 provinces of Cambodia as equal squares, roughly where they lie: a map without borders (decision 0010)."""

from __future__ import annotations

from dataclasses import dataclass

from hrtraining.core.i18n import Text
from hrtraining.core.khmer.text import name_key

COLUMNS, ROWS = 7, 6
BREAK = "|"


@dataclass(frozen=True, slots=True)
class Province:
    """A province and its place on the map; `parts` of its name are where a narrow tile may break it."""

    parts: Text
    column: int
    row: int

    @property
    def name(self) -> Text:
        """The name in one piece."""
        return Text(self.parts.km.replace(BREAK, ""), self.parts.en.replace(BREAK, ""))


PROVINCES = (
    Province(Text("ឧត្តរ|មានជ័យ", "Oddar Mean|chey"), 2, 0),
    Province(Text("ព្រះ|វិហារ", "Preah Vihear"), 3, 0),
    Province(Text("ស្ទឹង|ត្រែង", "Stung Treng"), 4, 0),
    Province(Text("រតន|គិរី", "Ratana|kiri"), 6, 0),
    Province(Text("បន្ទាយ|មានជ័យ", "Banteay Mean|chey"), 1, 1),
    Province(Text("សៀម|រាប", "Siem Reap"), 2, 1),
    Province(Text("កំពង់|ធំ", "Kam|pong Thom"), 3, 1),
    Province(Text("ក្រចេះ", "Kratie"), 5, 1),
    Province(Text("មណ្ឌល|គិរី", "Mondul|kiri"), 6, 1),
    Province(Text("ប៉ៃលិន", "Pailin"), 0, 2),
    Province(Text("បាត់|ដំបង", "Battam|bang"), 1, 2),
    Province(Text("កំពង់|ឆ្នាំង", "Kam|pong Chhnang"), 3, 2),
    Province(Text("កំពង់|ចាម", "Kam|pong Cham"), 4, 2),
    Province(Text("ត្បូង|ឃ្មុំ", "Tboung Khmum"), 5, 2),
    Province(Text("ពោធិ៍|សាត់", "Pursat"), 1, 3),
    Province(Text("កំពង់|ស្ពឺ", "Kam|pong Speu"), 2, 3),
    Province(Text("ភ្នំ|ពេញ", "Phnom Penh"), 3, 3),
    Province(Text("កណ្តាល", "Kandal"), 4, 3),
    Province(Text("ព្រៃ|វែង", "Prey Veng"), 5, 3),
    Province(Text("ស្វាយ|រៀង", "Svay Rieng"), 6, 3),
    Province(Text("កោះ|កុង", "Koh Kong"), 1, 4),
    Province(Text("កំពត", "Kampot"), 3, 4),
    Province(Text("តាកែវ", "Takeo"), 4, 4),
    Province(Text("ព្រះ|សីហនុ", "Preah Siha|nouk"), 2, 5),
    Province(Text("កែប", "Kep"), 3, 5),
)
PREFIXES = ("ខេត្ត", "រាជធានី")


def _key(written: str) -> str:
    plain = written.strip()
    for prefix in PREFIXES:
        plain = plain.removeprefix(prefix)
    return name_key(plain.replace("Province", "").replace("province", ""))


_BY_NAME = {_key(name): one for one in PROVINCES for name in (one.name.km, one.name.en)}


def province(written: str) -> Province | None:
    """The province that somebody wrote, in either language, or None."""
    return _BY_NAME.get(_key(written))
