package com.developmentleads.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The content of an answer, up to a number of bytes and until the deadline of its exchange. */
public final class BoundedAnswer extends FilterInputStream {

    private final long most;
    private final boolean cutOff;
    private final Deadline deadline;
    private final Runnable hangUp;
    private long read;
    private boolean over;

    private BoundedAnswer(InputStream in, long most, boolean cutOff, Deadline deadline, Runnable hangUp) {
        super(in);
        this.most = most;
        this.cutOff = cutOff;
        this.deadline = deadline;
        this.hangUp = hangUp;
    }

    /**
     * Reads an answer and fails when it is larger than {@code most}.
     *
     * @param most     bytes
     * @param deadline ends with the answer
     * @param hangUp   closes the connection
     */
    public static BoundedAnswer refusing(InputStream in, long most, Deadline deadline, Runnable hangUp) {
        return new BoundedAnswer(in, most, false, deadline, hangUp);
    }

    /** Reads the beginning of an answer and leaves the rest. */
    static BoundedAnswer cutOff(InputStream in, long most, Deadline deadline, Runnable hangUp) {
        return new BoundedAnswer(in, most, true, deadline, hangUp);
    }

    static AnswerTooLargeException tooLarge(long most) {
        return new AnswerTooLargeException("the answer is larger than " + most + " bytes");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (over) {
            return end();
        }
        int count = readUnbounded(target, offset, length);
        if (count < 0) {
            deadline.close();
            return count;
        }
        read += count;
        if (read <= most) {
            return count;
        }
        over = true;
        // Closing would read the rest, to use the connection again.
        hangUp.run();
        int left = (int) (count - (read - most));
        return left > 0 && cutOff ? left : end();
    }

    private int end() throws IOException {
        if (cutOff) {
            return -1;
        }
        throw tooLarge(most);
    }

    private int readUnbounded(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw deadline.explain(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException e) {
            if (!over) {
                throw deadline.explain(e);
            }
            // The connection was closed before the answer was.
        } finally {
            deadline.close();
        }
    }
}
