package com.developmentleads.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.developmentleads.storage.Scans;
import com.developmentleads.testing.TestInstallation;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two sides of {@code bench/prepare} do the same work: the Python script and the command make the same examples.
 */
@Tag("process")
class PrepareBenchTest {

    private static final Path BENCH = Path.of("bench").toAbsolutePath();
    private static final int ROWS = 3000;

    /** Of the files made of the rows of rows.py before they were written by several threads. */
    private static final String TRAINING_SHA256 = "bcdc17d4ca425140c3753ee3919e152c84b9d803b4c012690eb3fedb47c8e88b";

    private static final String HELD_OUT_SHA256 = "0fa0ad83524189ae1026156fedee156f7434630856aec66c5829b9c5b8c0c8c4";

    @TempDir
    private Path folder;

    private TestInstallation place;

    @BeforeEach
    void requirePython() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "there is no python3");
        place = new TestInstallation(folder, "http://127.0.0.1:9/v1");
        Files.createDirectory(place.data());
    }

    @Test
    void bothMakeTheSameExamplesOfRowsWithoutDuplicates() throws Exception {
        python("rows.py", database(), String.valueOf(ROWS), "--plain");
        python(
                "prepare.py",
                database(),
                folder.resolve("python.jsonl").toString(),
                Path.of("routes/prompts").toAbsolutePath().toString());
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.code()).as(run.all()).isZero();

        Set<JsonElement> expected = examples(folder.resolve("python.jsonl"));
        Set<JsonElement> written = examples(place.trainingFile());
        written.addAll(examples(place.validationFile()));
        assertThat(expected).hasSize(ROWS);
        assertThat(written).isEqualTo(expected);
    }

    /** A faster way to write them changes nothing in them: a training file that differs costs a new training. */
    @Test
    void theRowsHaveSomeOfEveryFailureAndTheFilesTheirBytes() throws Exception {
        python("rows.py", database(), String.valueOf(ROWS));
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.out())
                .contains(
                        "found              3,000 rows",
                        "no address",
                        "no text",
                        "no usable label",
                        "labelled unclear",
                        "same property, same label",
                        "same property, other label");
        assertThat(sha256(place.trainingFile())).isEqualTo(TRAINING_SHA256);
        assertThat(sha256(place.validationFile())).isEqualTo(HELD_OUT_SHA256);
        assertThat(Scans.query(
                        place.data(),
                        "select cast(avg(length(snippet)) as integer) between 200 and 400 from property_scans"))
                .containsExactly("1");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private String database() {
        return place.data().resolve(Scans.FILE).toString();
    }

    private static Set<JsonElement> examples(Path file) throws IOException {
        Set<JsonElement> examples = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            examples.add(JsonParser.parseString(line));
        }
        return examples;
    }

    private void python(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("python3", BENCH.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("python.out")))
                .isZero();
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import sqlite3").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
