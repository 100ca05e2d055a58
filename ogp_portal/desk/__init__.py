"""The signed-in side: for now the reports of the programme officer."""
