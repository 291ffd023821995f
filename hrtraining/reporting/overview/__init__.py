"""The six academies at a glance for the Secretariat, with the map of provinces."""
