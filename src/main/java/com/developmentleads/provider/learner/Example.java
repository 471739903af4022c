package com.developmentleads.provider.learner;

/** A conversation to learn from: a prompt and the answer that is right for it. */
public record Example(Prompt prompt, String answer) {}
