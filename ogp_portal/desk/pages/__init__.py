"""What the desk's pages show, by noun: typed data from a constant number of queries."""
