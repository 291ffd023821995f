"""What stands beside the figures on a page: law records, misconceptions, other programmes, methods, the reporting table."""
