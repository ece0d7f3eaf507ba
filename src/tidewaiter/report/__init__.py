"""What people read: the terminal page, the notebook's picture, charts."""
