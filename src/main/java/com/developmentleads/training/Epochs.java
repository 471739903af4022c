package com.developmentleads.training;

/** How often a training goes through the examples. */
public final class Epochs {

    private static final int USUAL = 3;
    private static final int LEAST_SEEN = 100;
    private static final int MOST_SEEN = 25_000;
    private static final int MOST = 25;

    private Epochs() {}

    /**
     * Passes to expect.
     *
     * @param setting  {@code auto} or a number
     * @param examples examples in the training file; for {@code auto} OpenAI's cookbook (Chat_finetuning_data_prep)
     *                 takes 3 passes, more of few examples and fewer of many
     */
    public static int expected(String setting, long examples) {
        if (!setting.equals("auto")) {
            return Integer.parseInt(setting);
        }
        if (examples * USUAL < LEAST_SEEN) {
            return (int) Math.min(MOST, LEAST_SEEN / Math.max(1, examples));
        }
        if (examples * USUAL > MOST_SEEN) {
            return (int) Math.max(1, MOST_SEEN / examples);
        }
        return USUAL;
    }
}
