"""Keeps the Khmer wording of the interface whole: one .po file a capability, checked, merged into one .mo."""
