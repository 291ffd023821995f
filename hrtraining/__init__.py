"""hrtraining teaches the National Harm Reduction Curriculum to police cadets and reports the change honestly."""
