/** The queries to the search service, and how its answers are read. It uses {@code config} and {@code listing}. */
package com.developmentleads.search;
