"""Drawings: tables of characters as lines, blocks, frames and rows, for every layout that draws one."""
