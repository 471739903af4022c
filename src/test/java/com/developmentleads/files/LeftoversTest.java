package com.developmentleads.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary files, left by processes that were killed in the middle of a write, do not fill the disk. */
class LeftoversTest {

    @TempDir
    private Path folder;

    @Test
    void aStartRemovesWhatWasAbandonedAndNothingElse() throws IOException {
        Path abandoned = aged(AtomicFiles.createTemporary(folder.resolve("finetuning_data.jsonl")));
        Path beingWritten = AtomicFiles.createTemporary(folder.resolve("finetuning_data.jsonl"));
        Path database = aged(Files.createFile(folder.resolve("notes.db")));
        Path hidden = aged(Files.createFile(folder.resolve(".profile.tmp")));
        Path visible = aged(Files.createFile(folder.resolve("report.1.tmp")));

        new Database(folder.resolve("development_leads.db"), Duration.ofSeconds(1)).requireWritable();

        assertThat(abandoned).doesNotExist();
        assertThat(beingWritten).exists();
        assertThat(database).exists();
        assertThat(hidden).exists();
        assertThat(visible).exists();
    }

    private static Path aged(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }
}
