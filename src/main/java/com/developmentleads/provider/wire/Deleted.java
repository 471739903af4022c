package com.developmentleads.provider.wire;

/** OpenAI's answer to a deletion. */
public record Deleted(String id, String object, boolean deleted) {}
