package com.developmentleads.training;

/**
 * What makes a training file.
 *
 * @param holdout     share of properties held out, percent
 * @param holdoutFrom with fewer usable examples nothing is held out
 * @param minExamples fewer for training are an error
 * @param countTokens examples whose tokens are counted; those of more are extrapolated
 */
public record Limits(int holdout, int holdoutFrom, int minExamples, int countTokens) {}
