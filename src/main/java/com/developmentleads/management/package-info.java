/**
 * What an operator sees over HTTP with {@code management.port}: who may ask, health, figures, and the console's files. It is
 * part of {@code leads run} alone; {@code Traces} of every command with {@code traces.endpoint}. What the checks and figures
 * say is in {@code routes/management} and {@code routes/sql/management}. Uses {@code config}, {@code failure}, {@code
 * prompt} and the provider's {@code OwnSite}.
 */
package com.developmentleads.management;
