/** Which model classifies a listing, and what its answer says. It uses {@code failure} and {@code files}. */
package com.developmentleads.classify;
