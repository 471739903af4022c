package com.developmentleads.provider.learner;

/** What a model is asked: the system turns and the user turns of a conversation, each joined by newlines. */
public record Prompt(String system, String user) {}
