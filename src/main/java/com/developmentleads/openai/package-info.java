/**
 * What the route {@code openai} needs to ask a provider of models: credentials, options, uploads. It uses {@code
 * config}.
 */
package com.developmentleads.openai;
