"""NGHS Desktop: the facilitator's tool for high-school improvement work groups."""

__version__ = "0.1.0"
