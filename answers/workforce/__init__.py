"""Who is where: figures, the operators behind them, and what later records changed of them."""
