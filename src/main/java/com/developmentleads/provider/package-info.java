/**
 * The embedded provider: fine-tuning, chat and files as the OpenAI API has them, on this machine. Nothing outside of
 * it and {@code files} may be used in it: it could be a program of its own.
 */
package com.developmentleads.provider;
