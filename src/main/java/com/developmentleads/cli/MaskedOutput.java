package com.developmentleads.cli;

import com.developmentleads.config.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and standard error without secrets, whoever writes there: libraries that have a log of their own, and
 * the virtual machine when a thread ends with an exception. A line goes out when it ends, or when it is flushed.
 */
final class MaskedOutput extends OutputStream {

    private static final int LONGEST_LINE = 1 << 16;

    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private MaskedOutput(OutputStream out) {
        this.out = out;
    }

    /** Puts itself between this process's output and where it goes; to be called first of all. */
    static void install() {
        System.setOut(over(System.out));
        System.setErr(over(System.err));
    }

    static PrintStream over(PrintStream stream) {
        return new PrintStream(new MaskedOutput(stream), false, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n' || line.size() >= LONGEST_LINE) {
            flush();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (line.size() > 0) {
            out.write(SecretMask.apply(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
            line.reset();
        }
        out.flush();
    }
}
