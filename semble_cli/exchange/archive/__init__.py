"""Archives of whole records: ZIP files with a manifest, written as a stream, and checked."""
