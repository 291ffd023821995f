"""The report on paper: its sections, tables and sentences, and where a Khmer line may break."""
