"""What a supplier's past says about a call: one small function a feature; its docstring is what users read."""
