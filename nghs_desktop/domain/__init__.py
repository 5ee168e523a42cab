"""Nouns, rules and commands of the field. Standard library only: no storage, no screen."""
