"""Compiled forms. Written by `make forms`; edit `resources/ui/*.ui` instead."""
