"""What every layer may use. Standard library only; nothing of the product's meaning comes in."""
