package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.SearchService;
import com.developmentleads.failure.Advice;
import com.developmentleads.failure.FailedStep;
import com.developmentleads.files.FullDisk;
import com.developmentleads.storage.Scans;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FaultCase.Where;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot grow. The shell's limit on file sizes does that without a disk of its own. */
@Tag("crash")
class DiskFullTest {

    /** Blocks of 512 bytes: room for the native library of SQLite, and less than the training file needs. */
    private static final int BLOCKS = 4_000;

    private static final int ROWS = 9_000;

    @TempDir
    private Path folder;

    @FaultCase(
            where = Where.MACHINE,
            fault = "No room for the training file",
            then = "told in a line; the files of before stay whole, and the next prepare replaces them")
    @Test
    void theFilesOfBeforeStay() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Scans.fill(data, 60);
        assertThat(prepare(false)).isZero();
        byte[] training = Files.readAllBytes(data.resolve("finetuning_data.jsonl"));
        byte[] heldOut = Files.readAllBytes(data.resolve("finetuning_validation.jsonl"));
        Scans.insertAll(data, "address,snippet,classification", Scans.examples(1_000, ROWS));

        assertThat(prepare(true)).isEqualTo(1);

        assertThat(Files.readString(folder.resolve("output.txt")))
                .contains("error: ", "finetuning_data.jsonl", " — ")
                .doesNotContain("\tat ")
                .hasLineCount(1);
        assertThat(data.resolve("finetuning_data.jsonl")).hasBinaryContent(training);
        assertThat(data.resolve("finetuning_validation.jsonl")).hasBinaryContent(heldOut);
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("tmp"));
        }
        assertThat(Scans.query(data, "select count(*) from property_scans"))
                .containsExactly(Integer.toString(60 + ROWS));

        assertThat(prepare(false)).isZero();
        assertThat(Files.size(data.resolve("finetuning_data.jsonl"))).isGreaterThan(512L * BLOCKS);
    }

    @FaultCase(
            where = Where.MACHINE,
            fault = "The disk is full when a run wants to record what it found",
            then = "that is what is said, with what to do; nothing is lost, and the next run goes on")
    @Test
    void aRunSaysThatTheDiskIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                exit("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString()) == 0,
                "a disk of its own needs the right to mount one");
        try (DailyRunFixture morning = new DailyRunFixture(disk)) {
            morning.finds(SearchService.home(1, "teardown"));
            assertThat(morning.daily().code()).isZero();
            Path filler = disk.resolve("filler");
            fill(filler);
            morning.finds(IntStream.range(2, 200)
                    .mapToObj(number -> SearchService.home(number, "teardown, " + "large lot ".repeat(40)))
                    .toArray(SearchService.Result[]::new));
            TestInstallation.Result full = morning.daily();
            assertThat(full.code()).isIn(1, 2);
            assertThat(full.err())
                    .containsPattern("the disk( of \\S+)? is full — make room on the disk")
                    .doesNotContain("restore it from a copy", "search service")
                    .hasLineCount(1);
            Files.delete(filler);
            assertThat(morning.daily().code()).isZero();
            assertThat(morning.value("select count(*) from property_scans where classification is not null"))
                    .isEqualTo(199);
        } finally {
            assertThat(exit("umount", disk.toString())).isZero();
        }
    }

    @Test
    void whatSystemsAndSqliteSayOfAFullDiskIsUnderstood() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        assertThatThrownBy(() -> Files.writeString(full, "x"))
                .matches(FullDisk::caused)
                .satisfies(thrown -> assertThat(Advice.of("search", thrown)).isEqualTo(FullDisk.ADVICE));
        try (Connection database = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = database.createStatement()) {
            statement.execute("create table t (x)");
            statement.execute("pragma max_page_count = 2");
            assertThatThrownBy(() -> statement.execute("insert into t values (zeroblob(100000))"))
                    .matches(FullDisk::caused)
                    .satisfies(thrown -> assertThat(FailedStep.columns("search", thrown))
                            .containsEntry("error", "the disk is full")
                            .containsEntry("exit_code", 1));
        }
        assertThat(FullDisk.caused(new IOException("Connection reset"))).isFalse();
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(FullDisk.caused(e)).isTrue();
        }
    }

    private static int exit(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private int prepare(boolean full) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                full ? "ulimit -f " + BLOCKS + "; exec \"$@\"" : "exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
                "-cp",
                System.getProperty("java.class.path"),
                "com.developmentleads.Application",
                "--data",
                folder.resolve("data").toString(),
                "--quiet",
                "prepare"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
