package com.developmentleads.storage;

/** The point of a record, in degrees. */
// The migration library takes version and name from the class name.
public final class V58__parcels_columns extends MissingColumns {}
