"""The wire: what requests and responses look like, apart from what is stored."""
