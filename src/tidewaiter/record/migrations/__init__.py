"""The record's migrations, run by :class:`tidewaiter.record.Record` when it opens an older or empty record."""
