/** The documents and errors of the OpenAI API as JSON. */
package com.developmentleads.provider.wire;
