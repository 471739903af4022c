/** Texts as vectors, from a sentence model on this machine. */
package com.developmentleads.provider.embedding;
