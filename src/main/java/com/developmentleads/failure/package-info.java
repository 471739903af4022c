/**
 * Judges failed requests to other systems: whether a failure is permanent or transient, whether the request may be
 * repeated, its words in one line and what to do about it. It knows no steps; an exception that knows better is {@code
 * Advised}.
 */
package com.developmentleads.failure;
