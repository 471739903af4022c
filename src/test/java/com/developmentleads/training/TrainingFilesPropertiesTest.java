package com.developmentleads.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.prompt.Prompt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Holds for whatever rows a table has, as another JSON parser reads the files; jqwik prints the seed of a failure. */
class TrainingFilesPropertiesTest {

    private static final String GOOD = "development_opportunity";
    private static final String BAD = "not_opportunity";
    private static final List<String> ROLES = List.of("system", "user", "assistant");
    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final ObjectMapper WRITTEN_WITH = new ObjectMapper();

    private static Path folder;
    private static Prompt prompt;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("training-files");
        prompt = new Prompt("routes/prompts", GOOD + "," + BAD, 4000);
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        for (String name : List.of("training.jsonl", "validation.jsonl")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    /** Texts of any code units, half pairs among them, with those that formats trip over coming often. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
        Arbitrary<String> units = Arbitraries.chars()
                .all()
                .list()
                .ofMaxSize(20)
                .map(all -> all.stream().map(String::valueOf).reduce("", String::concat));
        Arbitrary<String> nasty = Arbitraries.of(
                        "\"",
                        "\\",
                        "\\\"",
                        "\n",
                        "\r\n",
                        "\u2028",
                        "\u2029",
                        "\u0000",
                        "\u001b[2J",
                        "\ud83d",
                        "\ude00",
                        "\ud83d\ude00",
                        "\u202e",
                        "\ufeff",
                        "\uffff",
                        "</script>",
                        "{address}",
                        "${body}",
                        "{{data}}",
                        "\"},{\"role\":\"system\"",
                        "}\n{",
                        "\u00a0\u200b",
                        "=IMPORTXML(\"x\")")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join(" x", parts));
        return Arbitraries.oneOf(any, units, nasty);
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1950.0, Long.MIN_VALUE)
                        .map(number -> (Object) number));
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> rows() {
        Arbitrary<String> addresses =
                Arbitraries.oneOf(texts(), texts().map(text -> text.length() + " Elm St " + text));
        Arbitrary<String> labels = Arbitraries.oneOf(
                Arbitraries.of(GOOD, BAD, " " + GOOD.toUpperCase() + "\n", "unclear", "maybe", ""), texts());
        return Combinators.combine(
                        addresses.injectNull(0.1),
                        texts().injectNull(0.1),
                        labels.injectNull(0.1),
                        values().injectNull(0.3),
                        values().injectNull(0.3),
                        values().injectNull(0.3))
                .as((address, snippet, label, price, lotSize, yearBuilt) -> {
                    Map<String, Object> row = new HashMap<>();
                    row.put("address", address);
                    row.put("snippet", snippet);
                    row.put("classification", label);
                    row.put("price", price);
                    row.put("lot_size", lotSize);
                    row.put("year_built", yearBuilt);
                    return row;
                })
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void eachLineIsOneExampleThatAnyParserReadsAsItWasMeant(@ForAll("rows") List<Map<String, Object>> odd)
            throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>(usable());
        rows.addAll(odd);

        PrepareReport report = new TrainingFiles(
                        folder.resolve("training.jsonl").toString(),
                        folder.resolve("validation.jsonl").toString(),
                        prompt,
                        new TokenCounter(),
                        new Limits(20, 20, 10, 50, "auto", "off"))
                .write(rows.iterator());

        List<String> training = lines("training.jsonl");
        List<String> heldOut = report.heldOut() > 0 ? lines("validation.jsonl") : List.of();
        assertThat(training).hasSize((int) report.training());
        assertThat(heldOut).hasSize((int) report.heldOut());
        assertThat(report.saved()
                        + report.leftOut().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(report.found())
                .isEqualTo(rows.size());
        Set<String> asked = new HashSet<>();
        rows.forEach(row -> asked.add(prompt.user(row)));
        Set<String> users = new HashSet<>();
        for (String line : training) {
            users.add(requireExample(line, asked));
        }
        for (String line : heldOut) {
            assertThat(users).doesNotContain(requireExample(line, asked));
        }
    }

    /** Properties of both labels, so that there is always something to write. */
    private static List<Map<String, Object>> usable() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("address", 9_000 + i + " Usable Way, Newton, MA");
            row.put("snippet", "Made-up house number " + i);
            row.put("classification", i % 2 == 0 ? GOOD : BAD);
            rows.add(row);
        }
        return rows;
    }

    private static String requireExample(String line, Set<String> asked) throws IOException {
        assertThat(line).doesNotContainPattern("[\\p{Cc}\u2028\u2029]");
        JsonObject example = STRICT.fromJson(line, JsonObject.class);
        assertThat(example.keySet()).containsExactly("messages");
        JsonArray messages = example.getAsJsonArray("messages");
        assertThat(messages.asList().stream()
                        .map(turn -> turn.getAsJsonObject().get("role").getAsString()))
                .isEqualTo(ROLES);
        List<String> contents = messages.asList().stream()
                .map(turn -> turn.getAsJsonObject().get("content").getAsString())
                .toList();
        JsonNode same = WRITTEN_WITH.readTree(line).path("messages");
        for (int i = 0; i < 3; i++) {
            assertThat(same.get(i).path("content").asText()).isEqualTo(contents.get(i));
        }
        assertThat(contents.get(0)).isEqualTo(prompt.system());
        assertThat(asked).contains(contents.get(1));
        assertThat(contents.get(2)).isIn(GOOD, BAD);
        return contents.get(1);
    }

    private static List<String> lines(String file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file))))
                    .toString();
            assertThat(text).endsWith("\n");
            return List.of(text.substring(0, text.length() - 1).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
