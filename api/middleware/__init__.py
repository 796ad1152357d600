"""Pure ASGI middleware: a client that goes away is seen, a stream is not buffered."""
