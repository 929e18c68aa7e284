"""The draft of a schema: a blank form in any layout, as a schema file for a person to edit.

reader ← frame, grid ← ranks, stub, slot      the form, as ``form`` holds it: tables, leaves, notes
kind                                          what its columns may hold
equations ← notes, lookup, sums               printed checks, and sums that labels promise
toml                                          the file, with a comment where a person must decide
file                                          all of this, from document to file
"""
