/**
 * Alerts as an operator gets them: a line in a file and the text of a mail. It uses {@code config} and {@code
 * files}.
 */
package com.developmentleads.alert;
