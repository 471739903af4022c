package com.developmentleads.provider.embedding;

/**
 * What the model makes of a text.
 *
 * @param vector of unit length; not to be changed, it may be shared
 * @param tokens how many tokens of the text were read, the two that mark its ends among them
 */
public record Embedding(float[] vector, int tokens) {}
