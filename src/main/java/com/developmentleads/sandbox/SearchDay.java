package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Which made-up day the search shows: a number that a person or the demo set; else the calendar decides, where the
 * first date on which this data folder searched is day 1 and the date after it day 2.
 */
public final class SearchDay {

    private static final int BY_CALENDAR = 0;

    private final Path firstDate;
    private final Clock clock;
    private volatile int day;

    /**
     * @param day a number from 1; 0: the calendar decides
     * @param firstDate the file that remembers the date of day 1
     * @param timeZone whose dates count, for example {@code America/New_York}
     * @throws IllegalArgumentException when {@code day} is below 0
     */
    public SearchDay(int day, String firstDate, String timeZone) {
        this(Path.of(firstDate), Clock.system(ZoneId.of(timeZone)));
        set(day);
    }

    SearchDay(Path firstDate, Clock clock) {
        this.firstDate = firstDate;
        this.clock = clock;
    }

    /**
     * Fixes the day for the rest of this process, or with 0 leaves it to the calendar again.
     *
     * @throws IllegalArgumentException when {@code day} is below 0
     */
    public void set(int day) {
        if (day < BY_CALENDAR) {
            throw new IllegalArgumentException("The sandbox's days are counted from 1, not " + day);
        }
        this.day = day;
    }

    /** The day, from 1; it may be later than the last day that was made up. */
    public synchronized int current() throws IOException {
        if (day != BY_CALENDAR) {
            return day;
        }
        LocalDate today = LocalDate.now(clock);
        if (Files.notExists(firstDate)) {
            AtomicFiles.createFolder(firstDate.toAbsolutePath().getParent());
            AtomicFiles.writeLine(firstDate, today.toString());
        }
        LocalDate first = LocalDate.parse(Files.readString(firstDate).strip());
        return (int) Math.max(1, ChronoUnit.DAYS.between(first, today) + 1);
    }
}
