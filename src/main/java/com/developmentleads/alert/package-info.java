/**
 * Alerts as an operator gets them: a line of a file and the words of a mail. It uses {@code config} and {@code
 * files}.
 */
package com.developmentleads.alert;
