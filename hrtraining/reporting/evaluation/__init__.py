"""What learners thought of their workshops, let out through a gate of its own."""
