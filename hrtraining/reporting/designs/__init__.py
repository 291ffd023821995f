"""What designs beyond before and after say: a second test before, two forms in turn, cohorts that wait."""
