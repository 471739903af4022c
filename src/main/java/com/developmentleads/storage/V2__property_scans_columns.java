package com.developmentleads.storage;

/** The columns of the first version. */
// The migration library takes version and name from the class name.
public final class V2__property_scans_columns extends MissingColumns {}
