package com.developmentleads.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.camel.util.TimeUtils;

/**
 * A clock that is ahead of another by the duration in a file. The file is read at each look at the clock, so that
 * writing it takes a running process from day to day. Timers keep their pace.
 */
public final class SteppedClock extends Clock {

    private final Clock clock;
    private final Path file;

    /**
     * @param clock the clock to be ahead of
     * @param file  one line, a duration such as 48h; without the file, both clocks agree
     */
    public SteppedClock(Clock clock, Path file) {
        this.clock = clock;
        this.file = file;
    }

    /** @throws UncheckedIOException when the file cannot be read */
    @Override
    public Instant instant() {
        try {
            return clock.instant()
                    .plusMillis(TimeUtils.toMilliSeconds(
                            Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException e) {
            return clock.instant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteppedClock(clock.withZone(zone), file);
    }
}
