package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A preparation killed between its two files leaves no training file that could be used without the held-out examples.
 */
@Tag("crash")
class PrepareCrashTest {

    private static final int ROWS = 120;

    @TempDir
    private Path folder;

    @BeforeEach
    void classify() throws Exception {
        try (Connection connection = new Database(file("development_leads.db"), Duration.ofSeconds(10))
                        .open()
                        .getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into property_scans (address, snippet, classification) values (?, 'a house', ?)")) {
            for (int i = 0; i < ROWS; i++) {
                insert.setString(1, i + " Main St, Newton, MA");
                insert.setString(2, i % 2 == 0 ? "development_opportunity" : "not_opportunity");
                insert.executeUpdate();
            }
        }
    }

    /** The moment is short; several tries hit it. */
    @RepeatedTest(3)
    void aTrainingFileHasItsHeldOutExamplesBesideIt() throws IOException {
        Child child = prepare();
        while (child.alive() && Files.notExists(training()) && Files.notExists(validation())) {
            LockSupport.parkNanos(20_000);
        }
        child.kill();

        if (Files.exists(training())) {
            assertThat(validation()).exists();
            assertThat(lines()).isEqualTo(ROWS);
        } else {
            Child train = Child.start(
                    folder.resolve("train.txt"), List.of("--provider", "embedded", "--data", data(), "train"));
            assertThat(train.exit()).as(train.output()).isEqualTo(2);
            assertThat(train.output()).contains("run leads prepare first");
        }
    }

    @Test
    void theNextPreparationWritesBoth() throws IOException {
        Child child = prepare();
        while (child.alive() && Files.notExists(training()) && Files.notExists(validation())) {
            LockSupport.parkNanos(20_000);
        }
        child.kill();

        Child again = prepare();
        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(lines()).isEqualTo(ROWS);
    }

    private Child prepare() {
        return Child.start(folder.resolve("prepare.txt"), List.of("--data", data(), "prepare"));
    }

    private String data() {
        return folder.toString();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Path training() {
        return file("finetuning_data.jsonl");
    }

    private Path validation() {
        return file("finetuning_validation.jsonl");
    }

    private long lines() throws IOException {
        return Files.readAllLines(training()).size()
                + Files.readAllLines(validation()).size();
    }
}
