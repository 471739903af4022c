package com.developmentleads.storage;

/** The columns of a person's verdict. */
// The migration library takes version and name from the class name.
public final class V12__property_scans_columns extends MissingColumns {}
