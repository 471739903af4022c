package com.developmentleads.provider.store;

/**
 * How much a provider keeps.
 *
 * @param files        files at a time, uploads and results
 * @param bytes        bytes of all files together
 * @param jobs         jobs at a time
 * @param unusedMillis how long an upload that no job uses is kept, in milliseconds
 */
public record Quota(int files, long bytes, int jobs, long unusedMillis) {

    long unusedSeconds() {
        return unusedMillis / 1000;
    }
}
