package com.developmentleads.storage;

/** The reason that a model gave for its answer. */
// The migration library takes version and name from the class name.
public final class V40__reasons extends MissingColumns {}
