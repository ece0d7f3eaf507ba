"""Names that are put together by rule, in English and other languages, brought to names that are known."""
