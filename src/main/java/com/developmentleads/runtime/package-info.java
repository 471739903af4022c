/**
 * Camel with the routes, started from the settings and stopped. It may use every package but {@code doctor} and
 * {@code cli}.
 */
package com.developmentleads.runtime;
