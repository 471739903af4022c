/** What is asked of the search service and what its answers hold. It uses {@code config} and {@code listing}. */
package com.developmentleads.search;
