/**
 * The prompt, from the files in {@code routes/prompts}; the same for training and for questions. It uses {@code
 * config}.
 */
package com.developmentleads.prompt;
