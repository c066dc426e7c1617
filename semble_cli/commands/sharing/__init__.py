"""`semble document share` and `shares`, `semble patient share`: what leaves for somebody."""
