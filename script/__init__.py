"""What the commands of this folder are made of."""
