package com.developmentleads.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Texts are the bytes that a JSON library writes. */
class JsonTextTest {

    @Test
    void everyCharacterIsWrittenAsTheLibraryWritesIt() {
        JsonText json = new JsonText();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point == Character.MIN_SURROGATE) {
                point = Character.MAX_SURROGATE + 1;
            }
            String text = "a" + Character.toString(point) + "b";
            assertThat(json.escaped(text))
                    .as(Integer.toHexString(point))
                    .isEqualTo(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        }
    }

    @Test
    void halvesOfPairsAreWrittenAsJavaEncodesThem() {
        for (String text : new String[] {"\ud83d", "\ude00", "a\ud83d\ud83d\ude00\ude00z", "\ude00\ud83d"}) {
            assertThat(new JsonText().escaped(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void longTextsHaveRoom() {
        String text = "\u0001".repeat(5000) + "\u00e9\ud83d\ude00".repeat(5000);
        assertThat(new JsonText().escaped(text))
                .isEqualTo(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        assertThat(new JsonText().escaped("")).isEmpty();
    }
}
