"""One file a use case: the rules that need the store. Prints nothing, asks nothing."""
