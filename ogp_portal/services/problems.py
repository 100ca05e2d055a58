"""What a person is told when something outside the code is wrong."""


class ServiceError(Exception):
    """Its message is one sentence for the person at the terminal; shown without a traceback."""
