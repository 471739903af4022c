package com.developmentleads.provider.chat;

import java.util.List;

/** How probable each of a model's answers is; {@code probabilities} is as long as {@code answers} and adds up to 1. */
public record Distribution(List<String> answers, double[] probabilities) {}
