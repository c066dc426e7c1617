"""Fault campaigns: the real program, in whole processes, among faults that are drawn by a seed."""
