/** Sending mail within bounds, and who of the recipients was refused. It uses {@code config} and {@code net}. */
package com.developmentleads.mail;
