"""Spreadsheets in the sandbox: grids of cells, addressed the A1 way."""
