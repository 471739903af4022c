package com.developmentleads.crash;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a suite has counted; all counts but kills and cycles must be 0. */
final class Tally {

    /** What must not happen. */
    enum Harm {
        LOST_LEADS("lost leads"),
        DUPLICATE_JOBS("duplicate jobs"),
        DUPLICATE_ROWS("duplicate sheet rows"),
        DUPLICATE_MAILS("duplicate mails beyond the same Message-ID"),
        LOST_MAILS("lost mails"),
        DUPLICATE_MESSAGES("leads in messages to the webhook under two keys of a day, or messages beyond one a kill"),
        TORN_FILES("torn files"),
        DUPLICATE_RUNS("duplicate runs"),
        ASKED_AGAIN("searches or properties asked again after their answer was recorded"),
        WASTED_UPLOADS("uploads repeated after they were recorded"),
        WRONG_MODELS("model ids of jobs that did not succeed"),
        NOT_CONVERGED("starts that did not converge");

        private final String words;

        Harm(String words) {
            this.words = words;
        }
    }

    private final Map<Harm, Integer> harms = new EnumMap<>(Harm.class);
    /** Each once: found again at the next look, it is the same harm. */
    private final Set<String> details = new LinkedHashSet<>();

    private int kills;
    private int cycles;

    void killed() {
        kills++;
    }

    void cycleDone() {
        cycles++;
    }

    int kills() {
        return kills;
    }

    int cycles() {
        return cycles;
    }

    void add(Harm harm, String detail) {
        if (details.add(harm.words + ": " + detail)) {
            harms.merge(harm, 1, Integer::sum);
        }
    }

    boolean clean() {
        return harms.isEmpty();
    }

    /** Each harm in words, with its subject. */
    List<String> details() {
        return List.copyOf(details);
    }

    /** The counts, one a line. */
    String summary() {
        StringBuilder text = new StringBuilder();
        line(text, "kills", kills);
        line(text, "cycles", cycles);
        for (Harm harm : Harm.values()) {
            line(text, harm.words, harms.getOrDefault(harm, 0));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String words, int count) {
        text.append("%-70s %d%n".formatted(words, count));
    }
}
