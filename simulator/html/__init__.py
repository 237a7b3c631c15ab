"""Pages as HTML: what the app and reports are written with; all that is shown is escaped."""
