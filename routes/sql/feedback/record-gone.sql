update feedback_cells set gone = :#gone where source = :#${variable.source} and property_key = :#property_key
