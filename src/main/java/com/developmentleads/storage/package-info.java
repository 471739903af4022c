/**
 * The SQLite database: opening, migrating, and functions that statements call. It uses {@code config}, {@code files}
 * and {@code listing}.
 */
package com.developmentleads.storage;
