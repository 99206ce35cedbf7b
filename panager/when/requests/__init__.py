"""What a sentence asks for, without its time and without the words of the request."""
