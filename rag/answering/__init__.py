"""Evidence becomes an answer: composed, verified sentence by sentence, told in events."""
