package com.developmentleads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Scans;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leads prepare} from the database to the files and the lines on the screen. */
class PrepareCommandTest {

    private static final String COLUMNS = "address,snippet,classification,label_source,classified_at";
    private static final Pattern SAVED =
            Pattern.compile("saved +(\\d+) examples = (\\d+) for training \\+ (\\d+) held out\n");

    @TempDir
    private Path folder;

    private TestInstallation place;
    private Path data;

    @BeforeEach
    void makeFolder() throws IOException {
        place = new TestInstallation(folder, "http://127.0.0.1:9/v1");
        data = Files.createDirectory(place.data());
    }

    @Test
    void itPrintsWhatWasFoundSavedAndLeftOut() throws IOException {
        Scans.fill(data, 87);
        Scans.insert(data, "address,snippet,classification", null, "no address", "not_opportunity");
        Scans.insert(data, "address,snippet,classification", "900 Elm St", "text", "unclear");
        Scans.insert(data, "address,snippet,classification", "901 Elm St", "text", "unclear");
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();

        Matcher saved = SAVED.matcher(run.out());
        assertThat(saved.find()).as(run.out()).isTrue();
        assertThat(saved.group(1)).isEqualTo("87");
        int training = Integer.parseInt(saved.group(2));
        int heldOut = Integer.parseInt(saved.group(3));
        assertThat(training + heldOut).isEqualTo(87);
        assertThat(lines("finetuning_data.jsonl")).hasSize(training);
        assertThat(lines("finetuning_validation.jsonl")).hasSize(heldOut);

        Path file = data.resolve("finetuning_data.jsonl");
        assertThat(run.out())
                .containsPattern("found +90 rows in property_scans\n")
                .containsPattern("left out +1 no address\n +2 labelled unclear\n")
                .containsPattern("\n +44 development_opportunity, \\d+ of them held out\n"
                        + " +43 not_opportunity, \\d+ of them held out\n")
                .contains(String.format(Locale.ROOT, "%s (%.1f KB)", file, Files.size(file) / 1024.0))
                .contains("held-out file      " + data.resolve("finetuning_validation.jsonl"))
                .endsWith("\nNext: leads train\n");
    }

    @Test
    void tokensAndPriceAreThoseOfTheConfiguredModel() {
        Scans.fill(data, 60);
        TestInstallation.Result run = place.run(
                "--set",
                "openai.training-model=some-model",
                "--set",
                "prices.some-model.training=1000",
                "--set",
                "training.epochs=4",
                "--set",
                "training.holdout=0",
                "prepare");
        Matcher tokens = Pattern.compile("tokens +([0-9,]+), about 4 passes\n").matcher(run.out());
        assertThat(tokens.find()).as(run.out()).isTrue();
        double dollars = 4 * Integer.parseInt(tokens.group(1).replace(",", "")) / 1000.0;
        assertThat(run.out()).contains(String.format(Locale.ROOT, "$%.2f for some-model", dollars));
    }

    @Test
    void aModelWithoutAPriceIsSaidToHaveNone() {
        Scans.fill(data, 10);
        assertThat(place.run("--set", "openai.training-model=some-model", "prepare")
                        .out())
                .contains("not known (no prices.some-model.* in application.properties) for some-model");
    }

    @Test
    void fewerThan50AreAllTrainedOnWithAWarning() {
        Scans.fill(data, 49);
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("saved +49 examples = all for training\n");
        assertThat(run.err())
                .startsWith("warning: only 49 examples, none held out")
                .hasLineCount(1);
        assertThat(data.resolve("finetuning_validation.jsonl")).doesNotExist();
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "Fewer than ten usable examples",
            then = "an error; the old files stay")
    @Test
    void fewerThan10AreAnErrorAndTheOldFilesStay() throws IOException {
        Scans.fill(data, 60);
        assertThat(place.run("prepare").code()).isZero();
        List<String> before = lines("finetuning_data.jsonl");
        Scans.execute(data, "delete from property_scans where rowid > 9");
        Scans.insert(data, "address,snippet,classification", "900 Elm St", " ", "not_opportunity");
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsPattern("found +10 rows").containsPattern("left out +1 no text");
        assertThat(run.err())
                .isEqualTo("error: only 9 usable examples for training, 10 are the least"
                        + " — give your verdicts in the sheet's column Verdict, with leads label or leads label FILE.csv,"
                        + " or bring an older system's database with leads import, then prepare again\n");
        assertThat(lines("finetuning_data.jsonl")).isEqualTo(before);
        assertThat(data.resolve("finetuning_validation.jsonl")).isNotEmptyFile();
    }

    @FaultCase(where = FaultCase.Where.DATA, fault = "One class only", then = "an error; no file")
    @Test
    void oneClassOnlyIsAnError() {
        Scans.fill(data, 60);
        Scans.execute(data, "update property_scans set classification = 'not_opportunity'");
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("error: all examples for training have the label not_opportunity")
                .hasLineCount(1);
        assertThat(data.resolve("finetuning_data.jsonl")).doesNotExist();
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "Contradictory labels for one property",
            then = "the newest human one, else the newest; told")
    @Test
    void ofContradictoryLabelsTheNewestHumanOneWinsElseTheNewest() throws IOException {
        Scans.execute(data, Scans.FULL);
        Scans.insertAll(data, "address,snippet,classification", Scans.examples(100, 12));
        scan("1 Oak St, Newton, MA", "human, old", "not_opportunity", "human", "2026-01-01T00:00:00Z");
        scan("1 Oak Street, Newton, MA", "human, new", "development_opportunity", "human", "2026-03-01T00:00:00Z");
        scan("1 OAK ST, Newton, MA", "model, newest", "not_opportunity", "model", "2026-09-01T00:00:00Z");
        scan("2 Oak St, Newton, MA", "model, newer", "not_opportunity", "model", "2026-02-01T00:00:00Z");
        scan("2 Oak St., Newton, MA", "model, older", "development_opportunity", "model", "2026-01-01T00:00:00Z");
        scan("3 Oak St, Newton, MA", "no date", "not_opportunity", null, null);
        scan("3 Oak St Newton MA", "no date, later row", "development_opportunity", null, null);
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.code()).isZero();
        assertThat(String.join("\n", lines("finetuning_data.jsonl")))
                .contains("human, new", "model, newer", "no date, later row")
                .doesNotContain("human, old", "model, newest", "model, older", "Details: no date\\n");
        assertThat(run.out())
                .contains(
                        "4 same property, other label",
                        "1 Oak",
                        "2 Oak",
                        "3 Oak",
                        "development_opportunity kept, not_opportunity left out");
    }

    @Test
    void aReportForScripts() {
        Scans.fill(data, 60);
        JsonObject report =
                JsonParser.parseString(place.run("--json", "prepare").out()).getAsJsonObject();
        assertThat(report.get("found").getAsInt()).isEqualTo(60);
        assertThat(report.get("training").getAsInt() + report.get("heldOut").getAsInt())
                .isEqualTo(60);
        assertThat(report.get("tokens").getAsInt()).isPositive();
    }

    @Test
    void whatIsWrittenIsItsOwnersAlone() throws IOException {
        Scans.fill(data, 60);
        assertThat(place.run("prepare").code()).isZero();
        try (Stream<Path> files = Files.list(data)) {
            // The database is its owner's and stays as it came.
            for (Path file : files.filter(file -> !file.endsWith(Scans.FILE)).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isIn("rw-------", "rwx------");
            }
        }
    }

    private void scan(String address, String snippet, String label, String source, String at) {
        Scans.insert(data, COLUMNS, address, snippet, label, source, at);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(data.resolve(file));
    }
}
