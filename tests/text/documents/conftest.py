"""The news page that this room was first tried on is not ours to pass on: its tests are there where the page is."""

import os
from pathlib import Path

_PAGE = Path(__file__).parents[4] / "shared" / "story" / "news-page-2025-07.txt"
if not Path(os.environ.setdefault("TIDEWAITER_STORY", str(_PAGE))).is_file():
    collect_ignore = ["test_story.py"]
