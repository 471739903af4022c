package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.Arrays;
import java.util.List;

/**
 * The n-grams and numbers of some texts, as both of their scorers take them.
 *
 * @param words  n-grams alone
 * @param marked with the numbers after them
 */
record WordEvidence(Reader reader, Feature[][] words, Feature[][] marked) {

    private static final int BYTES_PER_FEATURE = Long.BYTES + Float.BYTES;
    private static final long MAX_MODEL_BYTES = 16_000_000;
    /** Entries of all vectors together; each takes about 30 bytes while training, half a gigabyte in all. */
    private static final long MAX_ENTRIES = 16_000_000;

    private static final int SAMPLE = 200;

    /** Finds what the prompts share and which n-grams they have, and reads them. */
    static WordEvidence of(List<Prompt> prompts, Columns columns, int classes) {
        Template template =
                Template.of(prompts.parallelStream().map(columns::rest).toList());
        List<List<String>> lines = prompts.parallelStream()
                .map(prompt -> template.strip(columns.rest(prompt)))
                .toList();
        int kinds = affordable(lines);
        List<long[]> grams =
                lines.parallelStream().map(text -> Grams.of(text, kinds)).toList();
        int perFeature = BYTES_PER_FEATURE + Float.BYTES * LinearTextModel.vectors(classes);
        Lexicon lexicon = Lexicon.of(grams, (int) (MAX_MODEL_BYTES / perFeature));
        Feature[][] words = grams.parallelStream().map(lexicon::vector).toArray(Feature[][]::new);
        Feature[][] marked = words;
        if (columns.size() > 0) {
            marked = new Feature[words.length][];
            for (int i = 0; i < marked.length; i++) {
                marked[i] = joined(words[i], lexicon.size(), columns.vector(prompts.get(i)));
            }
        }
        return new WordEvidence(new Reader(columns, template, lexicon), words, marked);
    }

    private static Feature[] joined(Feature[] words, int size, float[] numbers) {
        Feature[] joined = Arrays.copyOf(words, words.length + numbers.length);
        for (int j = 0; j < numbers.length; j++) {
            joined[words.length + j] = new FeatureNode(size + j + 1, numbers[j]);
        }
        return joined;
    }

    /**
     * The kinds of features that fit into memory, judged by a sample: all, or for many long texts without the pieces of
     * words, or without pairs too. What a model has not been trained on it ignores when it is asked.
     */
    private static int affordable(List<List<String>> texts) {
        int every = Math.max(1, texts.size() / SAMPLE);
        for (int kinds : new int[] {Grams.ALL, Grams.ALL & ~(1 << Grams.PIECE)}) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < texts.size(); i += every) {
                sum += Grams.of(texts.get(i), kinds).length;
                count++;
            }
            if (sum / count * texts.size() <= MAX_ENTRIES) {
                return kinds;
            }
        }
        return 1 << Grams.WORD | 1 << Grams.NUMBER;
    }

    /** How many n-grams there are. */
    int size() {
        return reader.lexicon().size();
    }

    float[] ratios(Feature[][] some, boolean[] inClass) {
        return Evidence.ratios(some, inClass, size());
    }

    /** The weights of the n-grams and, after them, of the numbers. */
    float[] margins(Feature[][] some, boolean[] inClass, double strength, long seed) {
        return Evidence.margins(some, inClass, size() + reader.columns().size(), strength, seed);
    }
}
