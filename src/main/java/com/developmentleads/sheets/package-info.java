/**
 * The client of Google Sheets, within bounds and without its token in a log. It uses {@code config} and {@code net}.
 */
package com.developmentleads.sheets;
