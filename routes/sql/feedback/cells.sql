select property_key, verdict, note from feedback_cells where source = :#${variable.source}
