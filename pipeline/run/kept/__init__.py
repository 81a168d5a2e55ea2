"""What lies in OUT from run to run: page results, ledger, key, log, records of what was erased."""
