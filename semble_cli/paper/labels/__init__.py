"""Labels: what stands on one, where on it, and where labels stand on rolls and sheets."""
