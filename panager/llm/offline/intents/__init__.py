"""What people ask for: a module for each kind of request, asked in turn by `decide`."""
