"""`panager when`: asks `panager.when` from the command line, one phrase or a stream of them."""
