/**
 * Stand-ins for SerpAPI, a layer of parcels, Google Sheets with its token endpoint, and a mail server, for the sandbox profile alone: the
 * very same routes and wire formats run end to end with no account. Routes and settings are in {@code routes/sandbox};
 * these are their beans. Nothing outside this package uses it.
 */
package com.developmentleads.sandbox;
