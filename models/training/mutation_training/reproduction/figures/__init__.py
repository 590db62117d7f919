"""Figures of the papers: pictures, and the numbers behind them."""
