package com.developmentleads.provider.learner;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** How a model reads prompts: what it takes for numbers, what for wording that all share, and which n-grams it knows. */
record Reader(Columns columns, Template template, Lexicon lexicon) {

    /** @param vectors null when the embedding is not wanted */
    Text read(Prompt prompt, TextVectors vectors) {
        List<String> lines = lines(prompt);
        float[] meaning = vectors == null ? null : vectors.of(List.of(String.join("\n", lines)))[0];
        return new Text(lexicon.vector(Grams.of(lines)), columns.vector(prompt), meaning);
    }

    /** The text of which the embedding is taken. */
    String meaningOf(Prompt prompt) {
        return String.join("\n", lines(prompt));
    }

    /** What is particular about a prompt, but for its numbers. */
    List<String> lines(Prompt prompt) {
        return template.strip(columns.rest(prompt));
    }

    void write(DataOutputStream out) throws IOException {
        columns.write(out);
        template.write(out);
        lexicon.write(out);
    }

    static Reader read(DataInputStream in, boolean whole) throws IOException {
        Columns columns = whole ? Columns.read(in) : Columns.none();
        return new Reader(columns, Template.read(in), Lexicon.read(in));
    }
}
