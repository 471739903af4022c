package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Scans;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FaultCase.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
