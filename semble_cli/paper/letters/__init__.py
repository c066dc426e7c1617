"""Letters as pages: where everything stands on them."""
