package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.cli.CommandRunner;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of a run. */
@LeadsTest
class LogTest {

    /** Names twice in an object, and texts behind it, are errors. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    private List<String> lines() {
        return TestInstallation.read(morning.place.log()).lines().toList();
    }

    /** Each line of a log as the one object that it is. */
    private static List<Map<String, Object>> objects(List<String> lines) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String line : lines) {
            objects.add(STRICT.readValue(line, new TypeReference<Map<String, Object>>() {}));
        }
        return objects;
    }

    @Test
    void a_run_is_told_when_it_begins_goes_on_and_ends_once_each() {
        morning.finds(home(1, "teardown"), home(2, "condo"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "first", MONDAY);
            morning.place.execute("update runs set state = 'running'");
            DailyRunFixture.run(runtime, "second", MONDAY.plusDays(1));
        }
        assertThat(lines())
                .filteredOn(line -> line.contains("Run "))
                .extracting(line -> line.replaceAll("^.*?\\] ", "").replaceAll("0\\.000\\d USD", "0.000x USD"))
                .containsExactly(
                        "Run first begun, Newton, MA",
                        "Run first succeeded: 1 searches, 2 found, 2 new, 2 classified, 1 leads, 0.000x USD without search fees",
                        "Run first goes on, Newton, MA",
                        "Run first succeeded: 1 searches, 2 found, 2 new, 2 classified, 1 leads, 0.000x USD without search fees",
                        "Run second begun, Newton, MA",
                        "Run second succeeded: 1 searches, 2 found, 0 new, 0 classified, 0 leads, 0.000x USD without search fees");
    }

    @Test
    void a_run_of_the_sandbox_writes_an_object_a_line_with_its_run_and_step() throws IOException {
        Path data = morning.place.data();
        StringWriter said = new StringWriter();
        TestInstallation.stopLogging();
        int code = CommandRunner.run(
                new PrintWriter(said),
                new PrintWriter(said),
                "--profile",
                "sandbox",
                "--data",
                data.toString(),
                "--set",
                "log.format=json",
                "daily");
        TestInstallation.stopLogging();
        assertThat(code).as(said.toString()).isZero();

        List<Map<String, Object>> objects = objects(Files.readAllLines(data.resolve("commands.log")));
        assertThat(objects).allSatisfy(line -> {
            assertThat(line).containsKeys("time", "level", "logger", "message");
            assertThat(OffsetDateTime.parse((String) line.get("time"))).isNotNull();
        });
        assertThat(objects)
                .filteredOn(line -> ((String) line.get("message")).startsWith("History pruned"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsKey("run").doesNotContainKey("step"));
        Object key = objects.stream()
                .filter(line -> ((String) line.get("message")).matches("Run \\S+ begun, .*"))
                .findFirst()
                .orElseThrow()
                .get("run");
        assertThat(objects)
                .filteredOn(line -> ((String) line.get("message")).startsWith("Run " + key))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsEntry("run", key).doesNotContainKey("step"));
        assertThat(objects)
                .filteredOn(line -> ((String) line.get("message")).startsWith("Classifying with"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("run", key).containsEntry("step", "classify"));
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "A search is refused once; a text and an exception have line breaks, quotes and a key in them",
            then = "the log in JSON names run and step of the repeat; each entry is one line, without the key")
    @Test
    void the_log_in_json_keeps_entries_apart_and_has_no_key() throws IOException {
        morning.set("log.format", "json").finds(home(1, "teardown"));
        morning.search.next(SearchService.refusal(503, "later"));
        String hostile = "a\r\n{\"level\":\"INFO\"}\u2028\u001b[2J\t\\ \"" + SearchService.KEY + "\"";
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "first", MONDAY);
            LoggerFactory.getLogger("hostile").warn(hostile, new IllegalStateException(hostile));
        }
        List<String> lines = lines();
        List<Map<String, Object>> objects = objects(lines);
        assertThat(objects)
                .filteredOn(line -> ((String) line.get("logger")).endsWith("errorhandler.DefaultErrorHandler"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsEntry("level", "WARN")
                        .containsEntry("run", "first")
                        .containsEntry("step", "search"));
        assertThat(objects)
                .filteredOn(line -> line.get("logger").equals("hostile"))
                .singleElement()
                .satisfies(line -> {
                    assertThat((String) line.get("message"))
                            .startsWith("a\r\n {\"level\"")
                            .doesNotContain("\u001b");
                    assertThat((String) line.get("thrown")).contains("IllegalStateException", "LogTest");
                });
        assertThat(objects).filteredOn(line -> line.containsKey("thrown")).hasSize(1);
        assertThat(String.join("\n", lines)).doesNotContain(SearchService.KEY);
    }

    @Test
    void another_format_is_refused_in_one_line() {
        TestInstallation.Result result = morning.set("log.format", "xml").daily();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("log.format", "text", "json");
    }
}
