"""The printers of CUPS, spoken to as programs speak to it: IPP over HTTP."""
