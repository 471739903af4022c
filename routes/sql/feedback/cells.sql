select property_key, verdict, note, gone from feedback_cells where source = :#${variable.source}
