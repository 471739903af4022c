package com.developmentleads.crash;

import com.developmentleads.crash.Trap.Moment;
import java.util.List;

/**
 * Where the application is killed: when a stand-in's tap sees the n-th request of a kind, before that arrives or before
 * its answer does. A point with two stops is killed at the second one in the start after the first.
 */
enum CrashPoint {

    // The tab is made once, so this point comes before the other days.
    DAY_OF_CRASHES(
            Work.DAY,
            after("GET .*/search.json", 2),
            after("POST .*/parcels/0/query", 2),
            after("POST .*/chat/completions", 5),
            after("POST /webhook", 1),
            after("POST .*spreadsheet:batchUpdate", 1),
            after("POST .*/values:batchUpdate", 1),
            after("POST .*/values:batchUpdate", 1),
            before("EHLO.*", 1),
            after("END", 1)),
    // What others have seen is done, and not recorded. Rows twice: in a new tab the first ones are its header.
    DAY_OF_WORST_CRASHES(
            Work.DAY,
            after("POST /webhook", 1),
            after("POST .*/values:batchUpdate", 1),
            after("POST .*/values:batchUpdate", 1),
            after("END", 1)),
    SEARCH_NOT_ARRIVED(Work.DAY, before("GET .*/search.json", 2)),
    SEARCH_ANSWER_LOST(Work.DAY, after("GET .*/search.json", 2)),
    RECORDS_NOT_ASKED(Work.DAY, before("POST .*/parcels/0/query", 2)),
    RECORDS_LOST(Work.DAY, after("POST .*/parcels/0/query", 2)),
    RECORDS_LOST_TWICE(Work.DAY, after("POST .*/parcels/0/query", 2), after("POST .*/parcels/0/query", 1)),
    FIRST_CLASSIFICATION_NOT_ARRIVED(Work.DAY, before("POST .*/chat/completions", 1)),
    FIFTH_CLASSIFICATION_ANSWER_LOST(Work.DAY, after("POST .*/chat/completions", 5)),
    LAST_CLASSIFICATION_ANSWER_LOST(Work.DAY, after("POST .*/chat/completions", MadeUpDay.NEW)),
    MESSAGE_NOT_ARRIVED(Work.DAY, before("POST /webhook", 1)),
    MESSAGE_ANSWER_LOST(Work.DAY, after("POST /webhook", 1)),
    MESSAGE_ANSWER_LOST_TWICE(Work.DAY, after("POST /webhook", 1), after("POST /webhook", 1)),
    SHEET_CELLS_READ(Work.DAY, after("GET .*/values:batchGet.*", 2)),
    SHEET_ROWS_NOT_ARRIVED(Work.DAY, before("POST .*/values:batchUpdate", 1)),
    SHEET_ROWS_ANSWER_LOST(Work.DAY, after("POST .*/values:batchUpdate", 1)),
    SHEET_ROWS_READ_BACK(Work.DAY, after("GET .*/values:batchGet.*", 3)),
    SHEET_ROWS_ANSWER_LOST_TWICE(
            Work.DAY, after("POST .*/values:batchUpdate", 1), after("POST .*/values:batchUpdate", 1)),
    RUN_ENDED_BEFORE_DIGEST(Work.DAY, before("EHLO.*", 1)),
    MAIL_NOT_ARRIVED(Work.DAY, before("DATA", 1)),
    MAIL_ANSWER_LOST(Work.DAY, after("END", 1)),
    MAIL_ANSWER_READ(Work.DAY, before("QUIT", 1)),
    MANUAL_RUN_IN_SEARCH(Work.MANUAL, after("GET .*/search.json", 2)),
    MANUAL_RUN_IN_CLASSIFICATION(Work.MANUAL, after("POST .*/chat/completions", 3)),
    MANUAL_RUN_BEFORE_DIGEST(Work.MANUAL, before("EHLO.*", 1)),
    MANUAL_RUN_FINISHED_A_DAY_LATER(Work.MANUAL_DAYS, after("POST .*/chat/completions", 3)),
    MANUAL_RUN_FINISHED_UNATTENDED(Work.MANUAL_THEN_RUN, after("POST .*/chat/completions", 3)),
    UPLOAD_NOT_ARRIVED(Work.TRAIN, before("POST .*/files", 1)),
    UPLOAD_ANSWER_LOST(Work.TRAIN, after("POST .*/files", 1)),
    HELD_OUT_UPLOAD_ANSWER_LOST(Work.TRAIN, after("POST .*/files", 2)),
    JOB_NOT_ARRIVED(Work.TRAIN, before("POST .*/fine_tuning/jobs", 1)),
    JOB_ANSWER_LOST(Work.TRAIN, after("POST .*/fine_tuning/jobs", 1)),
    TRAINING_OF_CRASHES(
            Work.TRAIN,
            after("POST .*/files", 1),
            after("POST .*/fine_tuning/jobs", 1),
            after("GET .*/fine_tuning/jobs.limit", 1)),
    JOB_ENDED_BEFORE_IT_WAS_FOUND(Work.TRAIN_LATE, after("POST .*/fine_tuning/jobs", 1)),
    JOB_FOUND_UNATTENDED(Work.TRAIN_THEN_RUN, after("POST .*/fine_tuning/jobs", 1)),
    POLL_ANSWER_LOST(Work.STATUS, after("GET .*/fine_tuning/jobs/ftjob-[^/]*$", 1)),
    SMOKE_QUESTION_NOT_ARRIVED(Work.STATUS, before("POST .*/chat/completions", 1)),
    SMOKE_ANSWER_LOST(Work.STATUS, after("POST .*/chat/completions", 1)),
    // The smoke question is the first; then come the four held-out examples for the new model, and for the one in use.
    HELD_OUT_ANSWER_LOST(Work.STATUS, after("POST .*/chat/completions", 3)),
    LAST_HELD_OUT_ANSWER_LOST(Work.STATUS, after("POST .*/chat/completions", 9)),
    OUTCOME_MAIL_NOT_ARRIVED(Work.WATCH, before("DATA", 1)),
    OUTCOME_MAIL_ANSWER_LOST(Work.WATCH, after("END", 1)),
    // Those of a back-fill come last: they leave properties behind that no search has found.
    BATCH_UPLOAD_ANSWER_LOST(Work.BACKFILL, after("POST .*/files", 1)),
    BATCH_NOT_ARRIVED(Work.BACKFILL, before("POST .*/batches", 1)),
    BATCH_ANSWER_LOST(Work.BACKFILL, after("POST .*/batches", 1)),
    SECOND_BATCH_ANSWER_LOST(Work.BACKFILL, after("POST .*/batches", 2)),
    BATCH_POLL_ANSWER_LOST(Work.BACKFILL, after("GET .*/batches/batch_[^/]*$", 1)),
    BATCH_RESULTS_ANSWER_LOST(Work.BACKFILL, after("GET .*/files/.*/content", 1)),
    BATCH_STORED_AND_NOT_THE_NEXT(Work.BACKFILL, before("GET .*/files/.*/content", 2)),
    BATCH_HALF_STORED(Work.BACKFILL_STORE),
    BATCHES_OF_CRASHES(
            Work.BACKFILL,
            after("POST .*/batches", 1),
            after("GET .*/batches.limit", 1),
            after("GET .*/batches/batch_[^/]*$", 1),
            after("GET .*/files/.*/content", 1));

    /** What the application is doing. */
    enum Work {
        /** {@code run} for a new date, then {@code run} again. */
        DAY,
        /** {@code daily}, then {@code daily} again. */
        MANUAL,
        /** {@code daily}, then {@code daily} on a later day. */
        MANUAL_DAYS,
        /** {@code daily}, then {@code run}. */
        MANUAL_THEN_RUN,
        /** {@code train} for a new training file, then {@code train} again. */
        TRAIN,
        /** {@code train}, and again when the job has ended meanwhile; then {@code run} accepts its model. */
        TRAIN_LATE,
        /** {@code train}, then {@code run} alone. */
        TRAIN_THEN_RUN,
        /** {@code status --watch} of a new job, then the same again. */
        STATUS,
        /** {@code run} while a new job ends, then {@code run} again. */
        WATCH,
        /** {@code backfill --watch} in batches, then the same again. */
        BACKFILL,
        /** The same, killed when some answers of a batch are stored and others not. */
        BACKFILL_STORE
    }

    /**
     * Where to kill.
     *
     * @param request what a line of method, path and query holds, or an SMTP command, or {@code END} of a mail
     */
    record Stop(String request, int nth, Moment moment) {

        boolean ofMail() {
            return request.matches("[A-Z]{3,4}(\\.\\*)?");
        }
    }

    private final Work work;
    private final List<Stop> stops;

    CrashPoint(Work work, Stop... stops) {
        this.work = work;
        this.stops = List.of(stops);
    }

    Work work() {
        return work;
    }

    List<Stop> stops() {
        return stops;
    }

    private static Stop before(String request, int nth) {
        return new Stop(request, nth, Moment.BEFORE);
    }

    private static Stop after(String request, int nth) {
        return new Stop(request, nth, Moment.AFTER);
    }
}
