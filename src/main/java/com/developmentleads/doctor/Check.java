package com.developmentleads.doctor;

/**
 * One line of the doctor's table.
 *
 * @param what    what was looked at
 * @param state   how it stands
 * @param finding one line; for {@code MISSING} also what to do
 */
public record Check(String what, State state, String finding) {

    /** How something stands. */
    public enum State {
        /** Configured and working. */
        OK,
        /** Not configured, and not needed. */
        OFF,
        /** Works, but somebody should look at it. */
        WARN,
        /** Needed, and missing or not reachable. */
        MISSING
    }
}
