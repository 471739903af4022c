package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.config.ProjectFolder;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.EditedProject;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes, beans and components of an engineer's own, and what becomes of a run when they fail. */
@Tag("slow")
class OwnRoutesTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @TempDir
    private Path folder;

    private EditedProject project;
    private DailyRunFixture day;

    @BeforeEach
    void open() throws IOException {
        project = new EditedProject(folder.resolve("edited"));
        day = new DailyRunFixture(folder.resolve("day"));
    }

    @AfterEach
    void close() {
        day.close();
        project.close();
    }

    private List<String> calls(String kind) {
        return day
                .rows("select coalesce(address, ref) || ' ' || version as line from deliveries"
                        + " left join property_scans on property_key = ref where kind = '" + kind
                        + "' order by deliveries.rowid")
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    @Test
    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "A hook fails or takes too long, and a process dies between a call and the record of it",
            then = "the run succeeds; logged with the file; only the call without a record is made again")
    void hooksThatFailOrTakeTooLongChangeNoRunAndAreCalledAgainAfterAKill() throws IOException {
        project.write("routes/custom/mine.properties", "my.out={{data.folder}}\n");
        project.write("routes/custom/mine.camel.yaml", """
                - route:
                    id: custom-lead
                    from:
                      uri: direct:custom-lead
                      steps:
                        - setHeader:
                            name: CamelSqlQuery
                            expression:
                              constant:
                                expression: drop table runs
                        - setVariable:
                            name: run
                            expression:
                              constant:
                                expression: none
                        - filter:
                            expression:
                              simple:
                                expression: ${body[address]} contains '2 Example'
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalStateException
                                  message: no room
                        - filter:
                            expression:
                              simple:
                                expression: ${body[address]} contains '3 Example'
                            steps:
                              - delay:
                                  expression:
                                    constant:
                                      expression: "20000"
                        - setBody:
                            expression:
                              simple:
                                expression: ${body[address]}
                        - to:
                            uri: file:{{my.out}}
                            parameters:
                              fileName: leads.txt
                              fileExist: Append
                              appendChars: \\n
                - route:
                    id: custom-run
                    from:
                      uri: direct:custom-run
                      steps:
                        - setBody:
                            expression:
                              simple:
                                expression: ${body[run_key]} ${body[state]} ${body[searches]} ${body[new]} ${body[leads]}
                        - to:
                            uri: file:{{my.out}}
                            parameters:
                              fileName: runs.txt
                              fileExist: Append
                              appendChars: \\n
                """);
        day.finds(home(1, "teardown"), home(2, "teardown"), home(3, "teardown"), home(4, "teardown"), home(5, "old"));
        day.set("custom.timeout", "3s").set("camel.main.shutdown-timeout", "1");
        Path leads = day.place.data().resolve("leads.txt");
        try (LeadsRuntime runtime = day.start()) {
            assertThat(DailyRunFixture.run(runtime, "monday", MONDAY).get("state"))
                    .isEqualTo("succeeded");
            assertThat(calls("custom-lead")).hasSize(3).satisfies(lines -> {
                assertThat(lines.get(0)).startsWith("1 Example St").endsWith(" done");
                assertThat(lines.get(1))
                        .startsWith("2 Example St")
                        .contains(" failed: routes/custom/mine.camel.yaml: ")
                        .contains("no room");
                assertThat(lines.get(2)).startsWith("3 Example St").contains(" late: routes/custom/mine.camel.yaml: ");
            });
            assertThat(calls("custom-run")).containsExactly("monday owed");
            assertThat(TestInstallation.read(day.place.log()))
                    .contains("leads-hooks, failed: routes/custom/mine.camel.yaml: ")
                    .contains("leads-hooks: a call took longer than custom.timeout; the rest is called the next time");

            DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));
            assertThat(calls("custom-lead")).hasSize(4);
            assertThat(calls("custom-run")).containsExactly("monday done", "tuesday done");
            assertThat(Files.readAllLines(day.place.data().resolve("runs.txt")))
                    .containsExactly("monday succeeded 1 5 4", "tuesday succeeded 1 0 0");

            day.place.execute("delete from deliveries where kind = 'custom-lead' and ref like '%4%example%'");
            day.place.execute("update deliveries set version = 'owed' where kind = 'custom-run' and ref = 'monday'");
            DailyRunFixture.run(runtime, "wednesday", MONDAY.plusDays(2));
        }
        assertThat(Files.readAllLines(leads))
                .extracting(line -> line.substring(0, 1))
                .containsExactly("1", "4", "4");
        assertThat(day.value("select count(*) from runs where state = 'succeeded'"))
                .isEqualTo(3);
    }

    @Test
    void anotherComponentIsAJarInLibExt() throws IOException {
        project.write("routes/custom/mine.camel.yaml", """
                - route:
                    id: custom-run
                    from:
                      uri: direct:custom-run
                      steps:
                        - to:
                            uri: memo:run
                """);
        TestInstallation.Result without = day.place.run("routes", "check");
        assertThat(without.err())
                .startsWith("error: routes/custom/mine.camel.yaml:7: ")
                .contains("memo");
        assertThat(without.code()).isEqualTo(2);

        project.write("lib/ext/broken.jar", "no jar");
        jar(project.file("lib/ext/memo.jar"));
        Thread.currentThread()
                .setContextClassLoader(ProjectFolder.extended(
                        project.file(""), Thread.currentThread().getContextClassLoader()));
        assertThat(day.place.run("routes", "check").err())
                .startsWith("error: lib/ext/broken.jar: it is no jar that can be read");
        Files.delete(project.file("lib/ext/broken.jar"));

        day.finds(home(1, "teardown"));
        System.setProperty("memo.file", folder.resolve("memo.txt").toString());
        try {
            assertThat(day.daily().code()).isZero();
        } finally {
            System.clearProperty("memo.file");
        }
        assertThat(folder.resolve("memo.txt"))
                .content()
                .contains("run {hook=custom-run")
                .contains("leads=1");
    }

    /** A component that writes what it gets into a file. */
    private void jar(Path jar) throws IOException {
        Path source = folder.resolve("memo/MemoComponent.java");
        TestInstallation.write(source, """
                package memo;

                import java.nio.file.*;
                import java.util.Map;
                import org.apache.camel.*;
                import org.apache.camel.support.*;

                public class MemoComponent extends DefaultComponent {
                    @Override
                    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
                        return new DefaultEndpoint(uri, this) {
                            @Override
                            public Producer createProducer() {
                                return new DefaultProducer(this) {
                                    @Override
                                    public void process(Exchange exchange) throws Exception {
                                        Files.writeString(Path.of(System.getProperty("memo.file")),
                                            name + " " + exchange.getMessage().getBody());
                                    }
                                };
                            }

                            @Override
                            public Consumer createConsumer(Processor processor) {
                                throw new UnsupportedOperationException();
                            }
                        };
                    }
                }
                """);
        Path classes = Files.createDirectories(folder.resolve("memo-classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
        TestInstallation.write(
                classes.resolve("META-INF/services/org/apache/camel/component/memo"), "class=memo.MemoComponent\n");
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void aRunThatAsksNothingHasFailed() {
        day.set("search.queries", "|");
        TestInstallation.Result daily = day.daily();
        assertThat(daily.code()).isEqualTo(2);
        assertThat(daily.err()).contains("no search was made");
        assertThat(day.value("select state from runs")).isEqualTo("failed");
    }
}
