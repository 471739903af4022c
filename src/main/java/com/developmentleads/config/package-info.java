/** Properties, keys and the masking of keys. It uses nothing above it but the key of the embedded {@code provider}. */
package com.developmentleads.config;
