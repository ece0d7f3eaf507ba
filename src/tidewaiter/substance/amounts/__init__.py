"""How much: strength, form and weight, and numbers in words."""
