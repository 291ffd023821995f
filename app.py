"""What a server runs: the application of this folder."""

import gc

from hrtraining.web import create_app

app = create_app()

# what was loaded at the start lives as long as the process: the collector need not walk it again for each report
gc.freeze()
# a large page makes some ten thousand objects, none of them in a circle: one walk over them is enough
gc.set_threshold(20_000, 20, 20)
