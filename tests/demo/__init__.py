"""The generated clinic."""
