"""The voices of civil society and the IRM, what separates the three, and progress reports."""
