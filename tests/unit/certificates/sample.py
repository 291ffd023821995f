"""One certificate for the tests."""

from __future__ import annotations

from hrtraining.certificates.domain import Kind, Pair, Snapshot

MODULES = tuple(Pair(f"ម៉ូឌុលគ្រឿងញៀន {place}", f"Module {place}") for place in "១២៣៤៥៦៧៨៩")

SNAPSHOT = Snapshot(
    kind=Kind.ACHIEVEMENT,
    serial="2026-00045",
    name_km="ចាន់ សុភ័ក្ត្រ",
    name_latin="CHAN SOPHEAKTR",
    rank="អនុសេនីយ៍ទោ",
    academy=Pair("បណ្ឌិត្យសភានគរបាលកម្ពុជា", "Police Academy of Cambodia"),
    course=Pair("កម្មវិធីសិក្សាស្តីពីការកាត់បន្ថយគ្រោះថ្នាក់ពីការប្រើប្រាស់គ្រឿងញៀន", "Harm reduction"),
    edition="draft-2026 0123456789ab",
    modules=MODULES,
    hours="18",
    starts_on="2026-11-03",
    ends_on="2026-11-14",
    half_days_present=18,
    half_days_total=20,
    place=Pair("រាជធានីភ្នំពេញ", "Phnom Penh"),
    dated="2026-11-20",
    lunar="ថ្ងៃសុក្រ ១១កើត ខែកត្តិក ឆ្នាំមមី អដ្ឋស័ក ព.ស. ២៥៧០",
    ministry=Pair("ក្រសួងមហាផ្ទៃ", "Ministry of Interior"),
    office=Pair("លេខាធិការដ្ឋានអេដស៍", "AIDS Secretariat"),
    signer_title=Pair("ប្រធានលេខាធិការដ្ឋាន", "Head of the Secretariat"),
    signer_rank=Pair("ឧត្តមសេនីយ៍ទោ", "Major General"),
    signer_name=Pair("អ្នកចុះហត្ថលេខា", "Signer"),
    expires_on=None,
    is_draft=False,
    is_demonstration=False,
    verify_path="/verify/2026-00045/K7Q2M9XR4TWB6P",
    theme="0123456789abcdef",
)
BASE_URL = "https://training.example"
