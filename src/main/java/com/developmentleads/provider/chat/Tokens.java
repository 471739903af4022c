package com.developmentleads.provider.chat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts and splits text as OpenAI's tokenizers do, so that {@code usage}, {@code max_completion_tokens} and
 * {@code logprobs} mean what clients expect. The vocabulary is loaded at first use.
 */
public final class Tokens {

    private final EncodingType type;
    private Encoding encoding;

    /** @param encoding a name such as {@code o200k_base} */
    public Tokens(String encoding) {
        type = EncodingType.fromName(encoding)
                .orElseThrow(() -> new IllegalArgumentException("No such token encoding: " + encoding));
    }

    public int count(String text) {
        return encoding().countTokensOrdinary(text);
    }

    /** The bytes of each token of {@code text}; one after the other they are the text in UTF-8. */
    public List<byte[]> split(String text) {
        Encoding encoder = encoding();
        IntArrayList ids = encoder.encodeOrdinary(text);
        List<byte[]> tokens = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            IntArrayList one = new IntArrayList(1);
            one.add(ids.get(i));
            tokens.add(encoder.decodeBytes(one));
        }
        return tokens;
    }

    private synchronized Encoding encoding() {
        if (encoding == null) {
            encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
        }
        return encoding;
    }
}
