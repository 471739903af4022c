package com.developmentleads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.config.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Standard output when something else than a command writes there. */
class MaskedOutputTest {

    private static final String SECRET = "sk-printed-51c0ffee";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSecretIsMaskedHoweverItIsWritten() {
        SecretMask.remember(SECRET);
        PrintStream out = MaskedOutput.over(new PrintStream(written, true, StandardCharsets.UTF_8));

        out.println("é " + SECRET + " —");
        out.print(SECRET.substring(0, 5));
        out.print(SECRET.substring(5));
        out.write('\n');
        out.writeBytes(("a" + SECRET + "b\n").getBytes(StandardCharsets.UTF_8));
        new IllegalStateException("x " + SECRET, new RuntimeException(SECRET)).printStackTrace(out);

        assertThat(written())
                .startsWith("é *** —\n***\na***b\njava.lang.IllegalStateException: x ***\n")
                .contains("Caused by: java.lang.RuntimeException: ***")
                .doesNotContain(SECRET);
    }

    @Test
    void aLineThatIsFlushedIsSeenAtOnce() {
        PrintStream out = MaskedOutput.over(new PrintStream(written, true, StandardCharsets.UTF_8));
        out.print("half a line");
        assertThat(written()).isEmpty();
        out.flush();
        assertThat(written()).isEqualTo("half a line");
        out.println();
        assertThat(written()).isEqualTo("half a line\n");
    }
}
