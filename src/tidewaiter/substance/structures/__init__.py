"""Drawings of molecules: read, brought to one form, and taken apart. No name stands here."""
