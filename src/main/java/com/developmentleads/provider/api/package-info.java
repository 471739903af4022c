/** The requests that the embedded provider answers, one class a resource. */
package com.developmentleads.provider.api;
