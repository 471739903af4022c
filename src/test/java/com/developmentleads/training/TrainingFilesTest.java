package com.developmentleads.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.developmentleads.listing.address.PropertyKey;
import com.developmentleads.prompt.Prompt;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows become examples, on which side, and what the lines look like to another JSON parser. */
class TrainingFilesTest {

    private static final String GOOD = "development_opportunity";
    private static final String BAD = "not_opportunity";
    private static final Limits LIMITS = new Limits(20, 50, 10, 5000, "auto", "off");
    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    @TempDir
    private Path folder;

    @Test
    void eachExampleIsOneLineOfThreeMessages() throws IOException {
        List<Map<String, Object>> rows = rows(0, 20);
        PrepareReport report = write(rows);
        assertThat(report.found()).isEqualTo(20);
        assertThat(report.saved()).isEqualTo(20);
        List<JsonObject> examples = examples("training.jsonl");
        assertThat(examples).hasSize(20);
        for (int i = 0; i < 20; i++) {
            JsonArray messages = examples.get(i).getAsJsonArray("messages");
            assertThat(examples.get(i).keySet()).containsExactly("messages");
            assertThat(messages).hasSize(3);
            assertThat(messages)
                    .allSatisfy(message ->
                            assertThat(message.getAsJsonObject().keySet()).containsExactly("role", "content"));
            assertThat(content(examples.get(i), "system")).isEqualTo(prompt().system());
            assertThat(content(examples.get(i), "user")).isEqualTo(prompt().user(rows.get(i)));
            assertThat(content(examples.get(i), "assistant"))
                    .isEqualTo(rows.get(i).get("classification"));
        }
    }

    @Test
    void unusableRowsAreLeftOutAndCountedByReason() throws IOException {
        List<Map<String, Object>> rows = rows(0, 20);
        rows.add(row(null, "text", GOOD));
        rows.add(row("  \u00A0\u200B ", "text", GOOD));
        rows.add(row(" — ", "text", GOOD));
        rows.add(row("900 Main St", null, GOOD));
        rows.add(row("901 Main St", " \t\u200B", GOOD));
        rows.add(row("902 Main St", "text", null));
        rows.add(row("903 Main St", "text", ""));
        rows.add(row("904 Main St", "text", "maybe"));
        rows.add(row("905 Main St", "text", "Unclear"));
        PrepareReport report = write(rows);
        assertThat(report.found()).isEqualTo(29);
        assertThat(report.saved()).isEqualTo(20);
        assertThat(report.leftOut())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        SkipReason.NO_ADDRESS,
                        3L,
                        SkipReason.NO_TEXT,
                        2L,
                        SkipReason.NO_LABEL,
                        3L,
                        SkipReason.UNCLEAR,
                        1L));
    }

    @Test
    void whatAModelAnsweredInADailyRunIsNotTrainedOnAndContradictsNobody() throws IOException {
        List<Map<String, Object>> rows = rows(0, 10);
        Map<String, Object> own = row("900 Main St, Newton, MA", "answered", BAD);
        own.put("own_answer", 1);
        Map<String, Object> given = row("900 Main St, Newton, MA", "given", GOOD);
        given.put("own_answer", 0);
        rows.add(own);
        rows.add(given);
        PrepareReport report = write(rows);
        assertThat(report.leftOut()).containsExactly(Map.entry(SkipReason.OWN_ANSWER, 1L));
        assertThat(users("training.jsonl"))
                .filteredOn(user -> user.contains("given"))
                .hasSize(1);
        assertThat(users("training.jsonl")).noneMatch(user -> user.contains("answered"));
    }

    @Test
    void labelsAreReadWithoutRegardToCaseAndBlanks() throws IOException {
        List<Map<String, Object>> rows = rows(0, 10);
        rows.add(row("900 Main St", "text", " Development_Opportunity\n"));
        write(rows);
        assertThat(content(examples("training.jsonl").get(10), "assistant")).isEqualTo(GOOD);
    }

    @Test
    void unclearIsTrainedOnWhenItIsConfigured() throws IOException {
        List<Map<String, Object>> rows = rows(0, 10);
        rows.add(row("900 Main St", "text", "unclear"));
        PrepareReport report = write(rows, LIMITS, GOOD + "," + BAD + ",unclear");
        assertThat(report.leftOut()).isEmpty();
        assertThat(report.perLabel()).containsEntry("unclear", 1L);
        assertThat(content(examples("training.jsonl").get(10), "system")).contains("unclear");
    }

    @Test
    void thePropertyOfTheSameLabelCountsOnce() throws IOException {
        List<Map<String, Object>> rows = rows(0, 10);
        rows.add(row("900 Main Street, Newton, MA 02458", "first", GOOD));
        rows.add(row("900 MAIN ST, Newton, Massachusetts", "second", GOOD));
        PrepareReport report = write(rows);
        assertThat(report.leftOut()).containsExactly(Map.entry(SkipReason.DUPLICATE, 1L));
        assertThat(report.contradictions()).isEmpty();
        assertThat(users("training.jsonl"))
                .filteredOn(user -> user.contains("first"))
                .hasSize(1);
        assertThat(users("training.jsonl")).noneMatch(user -> user.contains("second"));
    }

    @Test
    void ofContradictoryLabelsTheFirstRowCountsAndTheFirstFewAreNamed() throws IOException {
        List<Map<String, Object>> rows = rows(0, 10);
        for (int i = 0; i < 7; i++) {
            rows.add(row("90" + i + " Main St, Newton, MA", "kept", BAD));
            rows.add(row("90" + i + " Main Street, Newton, MA", "dropped", GOOD));
        }
        PrepareReport report = write(rows);
        assertThat(report.leftOut()).containsExactly(Map.entry(SkipReason.CONTRADICTED, 7L));
        assertThat(report.contradictions())
                .hasSize(5)
                .first()
                .isEqualTo("900 Main Street, Newton, MA: not_opportunity kept, development_opportunity left out");
        assertThat(users("training.jsonl")).noneMatch(user -> user.contains("dropped"));
    }

    @Test
    void aRowThatIsLeftOutDoesNotStandForItsProperty() throws IOException {
        List<Map<String, Object>> rows = rows(0, 10);
        rows.add(row("900 Main St", "text", "unclear"));
        rows.add(row("900 Main St", null, GOOD));
        rows.add(row("900 Main St", "counts", GOOD));
        write(rows);
        assertThat(users("training.jsonl")).anyMatch(user -> user.contains("counts"));
    }

    @Test
    void with49ExamplesNothingIsHeldOut() throws IOException {
        PrepareReport report = write(rows(0, 49));
        assertThat(report.training()).isEqualTo(49);
        assertThat(report.heldOut()).isZero();
        assertThat(report.validationFile()).isNull();
        assertThat(folder.resolve("validation.jsonl")).doesNotExist();
    }

    @Test
    void from50ExamplesOnAShareIsHeldOut() throws IOException {
        PrepareReport report = write(rows(0, 50));
        assertThat(report.heldOut()).isPositive();
        assertThat(report.training() + report.heldOut()).isEqualTo(50);
        assertThat(users("validation.jsonl"))
                .hasSize((int) report.heldOut())
                .doesNotContainAnyElementsOf(users("training.jsonl"));
    }

    @Test
    void theShareIsWhatWasAskedFor() throws IOException {
        assertThat(write(rows(0, 10_000)).heldOut()).isCloseTo(2000, within(150L));
        assertThat(write(rows(0, 10_000), limits(50), null).heldOut()).isCloseTo(5000, within(250L));
        assertThat(write(rows(0, 10_000), limits(0), null).heldOut()).isZero();
        assertThat(folder.resolve("validation.jsonl"))
                .as("of an earlier preparation")
                .doesNotExist();
    }

    @Test
    void aPropertyStaysOnItsSideHoweverTheSetGrows() throws IOException {
        List<Map<String, Object>> rows = rows(0, 120);
        write(rows);
        Set<String> training = keys("training.jsonl");
        Set<String> validation = keys("validation.jsonl");
        for (int round = 1; round <= 5; round++) {
            rows.addAll(rows(120 * round, 120));
            rows.forEach(row -> row.put(
                    "address", row.get("address").toString().toUpperCase().replace(" ST,", " STREET,")));
            Collections.shuffle(rows, new Random(round));
            write(rows);
            assertThat(keys("training.jsonl")).containsAll(training);
            assertThat(keys("validation.jsonl")).containsAll(validation);
            training = keys("training.jsonl");
            validation = keys("validation.jsonl");
        }
        assertThat(training.size() + validation.size()).isEqualTo(720);
    }

    /** One after the other to 300 of a label; by the share alone, about 95 would have to change. */
    @Test
    void fewChangeSidesWhileASetGrowsFromNothing() {
        int changes = 0;
        for (int street = 0; street < 40; street++) {
            List<Long> hashes = new ArrayList<>();
            Set<Long> before = Set.of();
            for (int n = 1; n <= 300; n++) {
                hashes.add(TrainingFiles.hash(n + " street " + street + " newton ma"));
                Set<Long> held = Holdout.of(hashes, 20);
                int wanted = (int) Math.round(n * 0.2);
                assertThat(held.size())
                        .as(n + " properties")
                        .isBetween(Math.min(wanted, Math.max(5, wanted * 2 / 3)), wanted + wanted / 2);
                Set<Long> left = new HashSet<>(before);
                left.removeAll(held);
                Set<Long> come = new HashSet<>(held);
                come.removeAll(before);
                come.remove(hashes.get(n - 1));
                changes += left.size() + come.size();
                before = held;
            }
        }
        assertThat(changes / 40.0).isLessThan(20);
    }

    @Test
    void theSideOfAPropertyIsFixedForAllVersions() {
        assertThat(TrainingFiles.hash("1 main st newton ma")).isEqualTo(-315452666510465565L);
        assertThat(Holdout.holds(7, 8)).isTrue();
        assertThat(Holdout.holds(108, 8)).isFalse();
        assertThat(Holdout.holds(-1, 16)).as("unsigned").isTrue();
    }

    /** One yes in seven, in all sets the same share of each label; with chance alone it would be none now and then. */
    @Test
    void eachLabelIsHeldOutByItsShare() throws IOException {
        for (int set = 0; set < 30; set++) {
            List<Map<String, Object>> rows = rows(1000 * set, 70);
            for (int i = 0; i < 70; i++) {
                rows.get(i).put("classification", i % 7 == 0 ? GOOD : BAD);
            }
            PrepareReport report = write(rows);
            assertThat(report.heldOutPerLabel().get(GOOD)).isBetween(2L, 3L);
            assertThat(report.heldOutPerLabel().get(BAD)).isBetween(8L, 18L);
            assertThat(report.heldOut()).isEqualTo(keys("validation.jsonl").size());
        }
    }

    /** A label that is common and one that is rare, beyond the number from which examples do not wait. */
    @Test
    void ofManyPropertiesARareLabelIsHeldOutByItsShareToo() throws IOException {
        List<Map<String, Object>> rows = rows(0, 8000);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).put("classification", i % 800 == 0 ? GOOD : BAD);
        }
        PrepareReport report = write(rows);
        assertThat(report.saved()).isEqualTo(8000);
        assertThat(report.heldOutPerLabel().get(GOOD)).isBetween(2L, 3L);
        assertThat(users("training.jsonl").get(0)).isEqualTo(prompt().user(firstTrained(rows)));
        Set<String> all = keys("training.jsonl");
        all.addAll(keys("validation.jsonl"));
        assertThat(all).hasSize(8000);
    }

    private Map<String, Object> firstTrained(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> row.get("classification").equals(BAD)
                        && !Holdout.holds(
                                TrainingFiles.hash(
                                        PropertyKey.of(row.get("address").toString())),
                                20))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRarerLabelIsRepeatedInTheTrainingFileAlone() throws IOException {
        List<Map<String, Object>> rows = rows(0, 70);
        for (int i = 0; i < 70; i++) {
            rows.get(i).put("classification", i % 7 == 0 ? GOOD : BAD);
        }
        PrepareReport plain = write(rows);
        List<String> before = users("training.jsonl");
        List<String> heldOut = users("validation.jsonl");
        PrepareReport report = write(rows, new Limits(20, 50, 10, 5000, "auto", "oversample"), null);
        assertThat(report.training()).isEqualTo(plain.training());
        long copies = 2 * (10 - plain.heldOutPerLabel().get(GOOD));
        assertThat(report.copies()).as("each 3 times").isEqualTo(copies);
        assertThat(users("validation.jsonl")).isEqualTo(heldOut);
        List<String> after = users("training.jsonl");
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(after).hasSize((int) (before.size() + copies));
        assertThat(after.subList(before.size(), after.size()))
                .allMatch(user -> Collections.frequency(after, user) == 3);
        assertThat(examples("training.jsonl").subList(before.size(), after.size()))
                .allMatch(example -> content(example, "assistant").equals(GOOD));
        assertThat(report.trainingBytes()).isEqualTo(Files.size(folder.resolve("training.jsonl")));
        assertThat((double) report.tokens()).isCloseTo(counted("training.jsonl"), within(100.0));
    }

    @Test
    void nothingIsRepeatedOfLabelsThatAreNearlyEven() throws IOException {
        List<Map<String, Object>> rows = rows(0, 30);
        for (int i = 0; i < 30; i++) {
            rows.get(i).put("classification", i < 12 ? GOOD : BAD);
        }
        PrepareReport report = write(rows, new Limits(20, 50, 10, 5000, "auto", "oversample"), null);
        assertThat(report.copies()).isZero();
        assertThat(examples("training.jsonl")).hasSize(30);
    }

    @Test
    void labelsOfAnotherModelCountWhileThereAreFewerThanTheLeastOfPeople() throws IOException {
        List<Map<String, Object>> rows = rows(0, 9);
        rows.addAll(ofModel(rows(100, 20)));
        PrepareReport report = write(rows);
        assertThat(report.saved()).isEqualTo(29);
        assertThat(report.modelLabels()).isEqualTo(20);
        rows.addAll(0, rows(50, 1));
        report = write(rows);
        assertThat(report.saved()).isEqualTo(10);
        assertThat(report.modelLabels()).isZero();
        assertThat(report.leftOut()).containsExactly(Map.entry(SkipReason.MODEL_LABEL, 20L));
    }

    @Test
    void theShareOfLabelsOfAnotherModelIsOneOfAll() throws IOException {
        List<Map<String, Object>> rows = rows(0, 12);
        rows.addAll(ofModel(rows(100, 20)));
        assertThat(write(rows, new Limits(20, 50, 10, 10, "0.25", "off"), null).modelLabels())
                .as("4 of 16")
                .isEqualTo(4);
        assertThat(write(rows, new Limits(20, 50, 10, 10, "1", "off"), null).modelLabels())
                .isEqualTo(20);
        assertThat(write(rows, new Limits(20, 50, 10, 10, "0", "off"), null).modelLabels())
                .isZero();
    }

    private static List<Map<String, Object>> ofModel(List<Map<String, Object>> rows) {
        rows.forEach(row -> row.put("of_model", 1));
        return rows;
    }

    private static Limits limits(int holdout) {
        return new Limits(holdout, 50, 10, 10, "auto", "off");
    }

    @Test
    void fewerExamplesThanTheLeastAreAnErrorAndChangeNothing() throws IOException {
        write(rows(0, 60));
        List<byte[]> before = bytes();
        List<Map<String, Object>> few = rows(0, 9);
        few.add(row("900 Main St", "text", "unclear"));
        assertThatThrownBy(() -> write(few)).isInstanceOfSatisfying(UnusableExamplesException.class, e -> {
            assertThat(e).hasMessageContaining("only 9 usable examples").hasMessageContaining(" — ");
            assertThat(e.report().found()).isEqualTo(10);
            assertThat(e.report().leftOut()).containsExactly(Map.entry(SkipReason.UNCLEAR, 1L));
        });
        assertThat(bytes()).usingRecursiveComparison().isEqualTo(before);
        assertThat(names()).containsExactlyInAnyOrder("training.jsonl", "validation.jsonl");
    }

    @Test
    void noRowsAtAllAreAnError() {
        assertThatThrownBy(() -> write(List.of())).isInstanceOf(UnusableExamplesException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tenExamplesAreEnough() throws IOException {
        assertThat(write(rows(0, 10)).training()).isEqualTo(10);
    }

    @Test
    void oneClassOnlyIsAnErrorAndChangesNothing() throws IOException {
        write(rows(0, 60));
        List<byte[]> before = bytes();
        List<Map<String, Object>> rows = rows(0, 60);
        rows.forEach(row -> row.put("classification", GOOD));
        assertThatThrownBy(() -> write(rows))
                .isInstanceOf(UnusableExamplesException.class)
                .hasMessageContaining("all examples for training have the label development_opportunity");
        assertThat(bytes()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void oneExampleOfAClassIsNeverHeldOut() throws IOException {
        for (int i = 0; i < 60; i++) {
            List<Map<String, Object>> rows = rows(0, 60);
            for (int j = 0; j < 60; j++) {
                rows.get(j).put("classification", i == j ? GOOD : BAD);
            }
            assertThat(write(rows).heldOutPerLabel()).doesNotContainKey(GOOD);
        }
    }

    @Test
    void rowsThatCannotBeReadToTheEndChangeNothing() throws IOException {
        write(rows(0, 60));
        List<byte[]> before = bytes();
        Iterator<Map<String, Object>> rows = rows(0, 2000).iterator();
        Iterator<Map<String, Object>> broken = new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Map<String, Object> next() {
                if (read++ == 1500) {
                    throw new IllegalStateException("database disk image is malformed");
                }
                return rows.next();
            }
        };
        assertThatThrownBy(() -> files(LIMITS, null).write(broken)).hasMessageContaining("malformed");
        assertThat(bytes()).usingRecursiveComparison().isEqualTo(before);
        assertThat(names()).containsExactlyInAnyOrder("training.jsonl", "validation.jsonl");
    }

    @Test
    void filesAreTheirOwnersAlone() throws IOException {
        write(rows(0, 60));
        for (String name : List.of("training.jsonl", "validation.jsonl")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quoted\" and 'single' and back\\slash and /",
                "new\nline and \r\n and \t tab",
                "line\u2028separator and paragraph\u2029separator",
                "half \uD83D and half \uDE00 pairs \uDE00\uD83D",
                "nul \u0000 and \u0001 and \u001F and \u007F and \u0085",
                "emoji \uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 and flag \uD83C\uDDFA\uD83C\uDDF8",
                "bidi \u202E txt \u2066 isolate \u2069 and \u200F mark",
                "{address} {snippet} ${body} ${env:HOME} {{data}} #{x} %s",
                "\uFEFFbyte order mark, a\u0301 combining, \uFFFE \uFFFF no characters",
                "</script><!-- --> ]]> {\"role\":\"system\"}"
            })
    void anyTextComesBackFromTheFileAsTheModelSeesItWhenAsked(String text) throws IOException {
        List<Map<String, Object>> rows = rows(0, 12);
        rows.add(row("900 Main St " + text, text, GOOD));
        write(rows);
        assertThat(content(examples("training.jsonl").get(12), "user")).isEqualTo(prompt().user(rows.get(12)));
        assertThat(examples("training.jsonl")).hasSize(13);
    }

    @Test
    void aVeryLongTextIsCut() throws IOException {
        List<Map<String, Object>> rows = rows(0, 12);
        rows.add(row("900 Main St", "x".repeat(5_000_000), GOOD));
        write(rows);
        assertThat(content(examples("training.jsonl").get(12), "user"))
                .contains("x".repeat(4000))
                .doesNotContain("x".repeat(4001));
    }

    @Test
    void tokensOfFewExamplesAreCounted() throws IOException {
        PrepareReport report = write(rows(0, 30));
        assertThat(report.tokensEstimated()).isFalse();
        assertThat(report.tokens()).isEqualTo(counted("training.jsonl"));
    }

    @Test
    void tokensOfManyExamplesAreEstimatedFromTheFirst() throws IOException {
        List<Map<String, Object>> rows = rows(0, 2000);
        Random chance = new Random(1);
        rows.forEach(row -> row.put("snippet", "A small house with a large lot. ".repeat(1 + chance.nextInt(12))));
        PrepareReport report = write(rows, new Limits(20, 50, 10, 300, "auto", "off"), null);
        assertThat(report.tokensEstimated()).isTrue();
        double counted = counted("training.jsonl");
        assertThat((double) report.tokens()).isCloseTo(counted, within(counted * 0.02));
    }

    @Test
    void theReportSaysWhatIsInTheFiles() throws IOException {
        PrepareReport report = write(rows(0, 100));
        assertThat(report.trainingFile())
                .isEqualTo(folder.resolve("training.jsonl").toString());
        assertThat(report.trainingBytes()).isEqualTo(Files.size(folder.resolve("training.jsonl")));
        assertThat(report.validationFile())
                .isEqualTo(folder.resolve("validation.jsonl").toString());
        assertThat(report.training()).isEqualTo(examples("training.jsonl").size());
        assertThat(report.heldOut()).isEqualTo(examples("validation.jsonl").size());
        assertThat(report.perLabel()).containsExactlyInAnyOrderEntriesOf(Map.of(GOOD, 50L, BAD, 50L));
    }

    @Test
    void twoPreparationsOfTheSameRowsAreEqual() throws IOException {
        write(rows(0, 300));
        List<byte[]> first = bytes();
        write(rows(0, 300));
        assertThat(bytes()).usingRecursiveComparison().isEqualTo(first);
    }

    private PrepareReport write(List<Map<String, Object>> rows) throws IOException {
        return write(rows, LIMITS, null);
    }

    private PrepareReport write(List<Map<String, Object>> rows, Limits limits, String labels) throws IOException {
        return files(limits, labels).write(rows.iterator());
    }

    private TrainingFiles files(Limits limits, String labels) throws IOException {
        return new TrainingFiles(
                folder.resolve("training.jsonl").toString(),
                folder.resolve("validation.jsonl").toString(),
                labels == null ? prompt() : new Prompt("routes/prompts", labels, 4000),
                new TokenCounter(),
                limits);
    }

    private static Prompt prompt() throws IOException {
        return new Prompt("routes/prompts", GOOD + "," + BAD, 4000);
    }

    /** Properties {@code from}, {@code from + 1} and so on, the labels taking turns. */
    private static List<Map<String, Object>> rows(int from, int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            Map<String, Object> row =
                    row(i + " Elm St, Newton, MA 02458", "Made-up house number " + i, i % 2 == 0 ? GOOD : BAD);
            row.put("price", 500_000.0 + i);
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> row(String address, String snippet, String label) {
        Map<String, Object> row = new HashMap<>();
        row.put("address", address);
        row.put("snippet", snippet);
        row.put("classification", label);
        return row;
    }

    /** The lines of a file, read as strict UTF-8 and strict JSON by another parser than the one that wrote them. */
    private List<JsonObject> examples(String file) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file))))
                .toString();
        assertThat(text).endsWith("\n");
        List<JsonObject> examples = new ArrayList<>();
        for (String line : text.substring(0, text.length() - 1).split("\n")) {
            assertThat(line).doesNotContainPattern("[\\p{Cc}\u2028\u2029]");
            examples.add(STRICT.fromJson(line, JsonObject.class));
        }
        return examples;
    }

    private static String content(JsonObject example, String role) {
        return example.getAsJsonArray("messages").asList().stream()
                .map(message -> message.getAsJsonObject())
                .filter(message -> message.get("role").getAsString().equals(role))
                .map(message -> message.get("content").getAsString())
                .findFirst()
                .orElseThrow();
    }

    private List<String> users(String file) throws IOException {
        return examples(file).stream().map(example -> content(example, "user")).toList();
    }

    private Set<String> keys(String file) throws IOException {
        Set<String> keys = new HashSet<>();
        for (String user : users(file)) {
            keys.add(PropertyKey.of(user.lines().toList().get(1).substring("Address: ".length())));
        }
        return keys;
    }

    private List<byte[]> bytes() throws IOException {
        return List.of(
                Files.readAllBytes(folder.resolve("training.jsonl")),
                Files.readAllBytes(folder.resolve("validation.jsonl")));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** As OpenAI's cookbook counts: 3 for each message and 3 for each example beside roles and texts. */
    private long counted(String file) throws IOException {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        long tokens = 0;
        for (JsonObject example : examples(file)) {
            tokens += 3;
            for (String role : List.of("system", "user", "assistant")) {
                tokens += 3 + encoding.countTokens(role) + encoding.countTokens(content(example, role));
            }
        }
        return tokens;
    }
}
