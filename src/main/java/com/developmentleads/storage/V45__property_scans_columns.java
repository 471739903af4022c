package com.developmentleads.storage;

/** The column of the town that a property was searched in. */
// The migration library takes version and name from the class name.
public final class V45__property_scans_columns extends MissingColumns {}
