"""Training code of the example platform: data, models, metrics, and one tracked run per call."""
