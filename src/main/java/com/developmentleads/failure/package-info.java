/**
 * The judgement of a failed request to any other system: whether it is permanent or transient, whether it may be
 * repeated, its words in one line and what to do about it. It knows no step; an exception that knows better is {@code
 * Advised}.
 */
package com.developmentleads.failure;
