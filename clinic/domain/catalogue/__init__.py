"""The clinical catalogue that the clinic starts with: YAML files, and what reads and checks them.

`reading` opens the files, `vocabulary` and `entries` are the shapes of what stands in them,
`shipped.DEFAULT` is the whole, loaded once, and `check` says in words what is wrong with it.
No clinician has reviewed these defaults (docs/evidence.md).
"""
