/** Leads as rows of a CSV file and of a Google sheet. It uses {@code failure} and {@code files}. */
package com.developmentleads.publish;
