"""Catalogues of millions: Arrow batches in, Arrow batches out, with the answers of the single check.

The path of a row: :mod:`reading` (files to batches), :mod:`batch` (a batch to its answers), :mod:`prefilter` (what the
compiled reader drops or settles), :mod:`exact` (the code of ``check`` on the rest), :mod:`writing`. :mod:`runner` spreads
batches over worker processes and keeps part files, so that a run killed at any moment can be resumed.
"""

import os

# NumPy's threads of linear algebra would only spin beside the workers
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
