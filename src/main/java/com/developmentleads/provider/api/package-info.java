/** The requests that the embedded provider answers, one class per resource. */
package com.developmentleads.provider.api;
