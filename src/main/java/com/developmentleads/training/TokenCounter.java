package com.developmentleads.training;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts the tokens of chat examples as OpenAI's cookbook does (Chat_finetuning_data_prep): 3 for each message and 3
 * for each example, beside the tokens of roles and texts in the encoding o200k_base of the gpt-4o and gpt-4.1
 * families. Other models' tokens differ by some percent.
 */
public final class TokenCounter {

    private static final int PER_MESSAGE = 3;
    private static final int PER_EXAMPLE = 3;

    /** Loaded at first use, by whoever comes first; it is large and never changes. */
    private static final class Vocabulary {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

        static void load() {
            // That this class is used at all has loaded it.
        }
    }

    /** Begins to load the vocabulary, so that the first count need not wait for it; that takes about a second. */
    public static void warmUp() {
        Thread loader = new Thread(Vocabulary::load, "vocabulary");
        loader.setDaemon(true);
        loader.start();
    }

    /** Tokens of one message of the role {@code system}, {@code user} or {@code assistant}. */
    public int message(String role, String content) {
        return PER_MESSAGE
                + Vocabulary.ENCODING.countTokensOrdinary(role)
                + Vocabulary.ENCODING.countTokensOrdinary(content);
    }

    /** Tokens of an example whose messages have that many in all. */
    public int example(int messages) {
        return PER_EXAMPLE + messages;
    }
}
