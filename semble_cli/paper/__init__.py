"""Paper: pages laid out in millimetres, then written as PDF. Alone in using fpdf2 and zxing-cpp."""
