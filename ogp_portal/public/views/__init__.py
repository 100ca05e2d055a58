"""The views of the public site: one call for the page's data, one for its template."""
