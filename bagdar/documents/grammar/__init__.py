"""What the phrases in cells mean: deadlines, executors, forms of completion, financing, figures."""
