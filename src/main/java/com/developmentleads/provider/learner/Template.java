package com.developmentleads.provider.learner;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The wording that all prompts share, found by comparing them: lines that are in every one, and the words with which
 * every one begins or ends. They say nothing about the answer, so they are taken away before a prompt is looked at. A
 * prompt that has only some of that wording, or none, loses only what it has.
 */
final class Template {

    private final Turn system;
    private final Turn user;

    private Template(Turn system, Turn user) {
        this.system = system;
        this.user = user;
    }

    /** Finds what is the same in all {@code prompts}. */
    static Template of(List<Prompt> prompts) {
        return new Template(Turn.of(prompts, Prompt::system), Turn.of(prompts, Prompt::user));
    }

    /** What is special about a prompt, line by line. */
    List<String> strip(Prompt prompt) {
        List<String> lines = new ArrayList<>(system.strip(prompt.system()));
        lines.addAll(user.strip(prompt.user()));
        return lines;
    }

    void write(DataOutputStream out) throws IOException {
        system.write(out);
        user.write(out);
    }

    static Template read(DataInputStream in) throws IOException {
        return new Template(Turn.read(in), Turn.read(in));
    }

    /** The shared wording of the system turns, or of the user turns. */
    private record Turn(Set<String> lines, List<String> prefix, List<String> suffix) {

        static Turn of(List<Prompt> prompts, Function<Prompt, String> turn) {
            Set<String> common = null;
            for (Prompt prompt : prompts) {
                List<String> lines = linesOf(turn.apply(prompt));
                if (common == null) {
                    common = new LinkedHashSet<>(lines);
                } else if (!common.isEmpty()) {
                    common.retainAll(new LinkedHashSet<>(lines));
                }
            }
            Turn constant = new Turn(common == null ? Set.of() : common, List.of(), List.of());
            List<String> prefix = null;
            List<String> suffix = null;
            for (Prompt prompt : prompts) {
                List<String> words = wordsOf(constant.rest(turn.apply(prompt)));
                prefix = prefix == null ? words : words.subList(0, shared(prefix, words));
                suffix =
                        suffix == null ? words : words.subList(words.size() - sharedAtEnd(suffix, words), words.size());
            }
            return new Turn(
                    constant.lines,
                    prefix == null ? List.of() : List.copyOf(prefix),
                    suffix == null ? List.of() : List.copyOf(suffix));
        }

        /** The lines that are not shared. */
        private List<String> rest(String text) {
            return linesOf(text).stream().filter(line -> !lines.contains(line)).toList();
        }

        List<String> strip(String text) {
            List<String> rest = new ArrayList<>(rest(text));
            List<String> words = wordsOf(rest);
            boolean begins = !prefix.isEmpty() && shared(prefix, words) == prefix.size();
            int from = begins ? prefix.size() : 0;
            boolean ends = !suffix.isEmpty()
                    && words.size() - from >= suffix.size()
                    && sharedAtEnd(suffix, words) == suffix.size();
            int to = words.size() - (ends ? suffix.size() : 0);
            return begins || ends ? keep(rest, from, to) : rest;
        }

        /** The lines, without the words before the one at {@code from} and from the one at {@code to} on. */
        private static List<String> keep(List<String> lines, int from, int to) {
            List<String> kept = new ArrayList<>();
            int at = 0;
            for (String line : lines) {
                List<String> words = wordsOf(List.of(line));
                int first = Math.max(0, from - at);
                int last = Math.min(words.size(), to - at);
                if (first < last) {
                    kept.add(String.join(" ", words.subList(first, last)));
                }
                at += words.size();
            }
            return kept;
        }

        private static List<String> linesOf(String text) {
            return Arrays.stream(text.split("\\R"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        private static List<String> wordsOf(Collection<String> lines) {
            return lines.stream()
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .toList();
        }

        private static int shared(List<String> a, List<String> b) {
            int n = 0;
            while (n < a.size() && n < b.size() && a.get(n).equals(b.get(n))) {
                n++;
            }
            return n;
        }

        private static int sharedAtEnd(List<String> a, List<String> b) {
            int n = 0;
            while (n < a.size() && n < b.size() && a.get(a.size() - 1 - n).equals(b.get(b.size() - 1 - n))) {
                n++;
            }
            return n;
        }

        void write(DataOutputStream out) throws IOException {
            for (Collection<String> texts : List.of(lines, prefix, suffix)) {
                out.writeInt(texts.size());
                for (String text : texts) {
                    Binary.writeText(out, text);
                }
            }
        }

        static Turn read(DataInputStream in) throws IOException {
            return new Turn(new LinkedHashSet<>(texts(in)), texts(in), texts(in));
        }

        private static List<String> texts(DataInputStream in) throws IOException {
            List<String> texts = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                texts.add(Binary.readText(in));
            }
            return texts;
        }
    }
}
