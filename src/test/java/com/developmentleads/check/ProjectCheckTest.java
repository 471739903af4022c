package com.developmentleads.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.EditedProject;
import com.developmentleads.testing.TestInstallation.Result;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leads routes check} names file and line of the mistakes that engineers made. */
class ProjectCheckTest {

    @TempDir
    private Path folder;

    private EditedProject project;

    @BeforeEach
    void copy() throws IOException {
        project = new EditedProject(folder);
    }

    @AfterEach
    void restore() {
        project.close();
    }

    @Test
    void theProjectAsItIsHasNoMistakeAndTheDataFolderIsLeftAlone() {
        Result check = project.place().run("routes", "check");
        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
        assertThat(project.place().data()).doesNotExist();

        Result sandbox = project.place().run("--profile", "sandbox", "routes", "check");
        assertThat(sandbox.err()).isEmpty();
        assertThat(sandbox.code()).isZero();

        Result list = project.place().run("routes");
        assertThat(list.code()).isZero();
        assertThat(list.out())
                .containsPattern("routes/training-prepare.camel.yaml +training-prepare +direct:training-prepare +\\w+")
                .containsPattern("routes/leads-daily.camel.yaml +\\S+ +quartz:");
    }

    @Test
    void everyMistakeIsNamedWithFileAndLineInSeconds() throws IOException {
        List<String> expected = new ArrayList<>();
        expected.add(project.edit("routes/leads-digest.camel.yaml", "uri: direct:mail", "uri: direct:mial")
                + "no route is entered through direct:mial");
        expected.add(project.edit("routes/leads-search-ask.camel.yaml", "{{search.pages}}", "{{search.pagse}}")
                + "there is no property search.pagse — put it into application.properties, or correct the name, such as"
                + " search.pages");
        expected.add(project.edit(
                        "routes/leads-examples.camel.yaml",
                        "routes/sql/listings/labelled.sql",
                        "routes/sql/listings/labeled.sql")
                + "there is no file routes/sql/listings/labeled.sql");
        expected.add(project.edit("routes/sql/jobs/find.sql", "from ", "form ") + "the database refuses it");
        expected.add(project.edit("routes/sql/runs/last.sql", "new_listings,", "new_listings, modle,")
                + "the database refuses it: no such column: modle");
        expected.add(
                project.edit("routes/mail/alert.txt.ftl", "${body.key}", "${body.}") + "FreeMarker cannot read it");
        expected.add(project.edit("routes/json/next-page.jq", "then ", "thne ") + "jq cannot read it");
        expected.add(project.edit("routes/prompts/user.txt", "{address}", "{adress}")
                + "the field {adress} is no column of routes/sql/listings/training-rows.sql — correct it, such as"
                + " address");
        expected.add(project.edit("routes/prompts/system.txt", "{labels}", "{lables}")
                + "the field {lables} has no value here");
        expected.add(project.edit("routes/leads-model.camel.yaml", "outputType: ", "outptType: ")
                + "there is no option outptType of sql");
        expected.add(
                project.edit("routes/training-find.camel.yaml", "${body[job_id]} != null", "${body[job_id] != null")
                        + "the Simple expression cannot be read");
        expected.add(project.edit("routes/training-learning.camel.yaml", "ref: modelIdFile", "ref: modelIdFlie")
                + "there is no bean modelIdFlie");
        expected.add(project.edit("routes/leads-retention.camel.yaml", "    - to:", "    - too:")
                + "no route can be read, Unknown node id: too");
        expected.add(project.edit("routes/parcels.camel.yaml", "group: ", "group: a: ") + "no route can be read");

        expected.add(project.edit(
                        "routes/leads-sheet.camel.yaml",
                        "uri: google-sheets:data/batchUpdate",
                        "uri: google-sheets:data/batchUpdaet")
                + "Camel cannot make the endpoint: No matching method for data/batchUpdaet");

        expected.add(project.edit("routes/mail.camel.yaml", "mailTemplate}.subject", "mailTemplate}.sbject")
                + "there is no file routes/mail/${variable.mailTemplate}.sbject.ftl");
        expected.add(project.edit("routes/serpapi.camel.yaml", "routeConfigurationId: ", "routeConfigurationId: none-")
                + "there is no routeConfiguration none-");

        expected.add(project.edit("routes/openai.camel.yaml", "copyHeaders: ", "copyHeader: ")
                + "the other side would get the option copyHeader — correct the name, such as copyHeaders");

        expected.add(project.edit("routes/leads-search-read.camel.yaml", "${variable.queries}", "${variable.queris}")
                + "nothing sets the variable queris — correct the name, such as queries");
        expected.add(project.edit("routes/sql/runs/record-search.sql", "${variable.start}", "${variable.strat}")
                + "nothing sets the variable strat — correct the name, such as start");
        expected.addAll(ownMistakes());

        // What it costs by itself, however busy the machine is.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        Result check = project.place().run("routes", "check");
        Duration taken = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);

        List<String> lines = check.err().lines().toList();
        for (String line : expected) {
            assertThat(lines).anyMatch(found -> found.startsWith("error: " + line));
        }
        assertThat(lines).hasSameSizeAs(expected);
        assertThat(check.code()).isEqualTo(2);
        assertThat(taken).isLessThan(Duration.ofSeconds(10));

        Result doctor = project.place().run("doctor");
        assertThat(doctor.code()).isEqualTo(2);
        assertThat(doctor.out()).containsPattern("missing +routes +" + expected.get(0));

        Result run = project.place().set("schedule.daily", "").run("run");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("error: " + expected.get(0));
        assertThat(Files.exists(project.place().data())).isFalse();
    }

    /** In files of the engineer's own. */
    private List<String> ownMistakes() {
        project.write("routes/custom/mine.properties", "my.folder=out\n");
        project.write("routes/custom/mine.camel.yaml", """
                - beans:
                    - name: clock
                      type: java.lang.Object
                - routeConfiguration:
                    onException: []
                - route:
                    id: leads-run
                    from:
                      uri: direct:leads-run
                      steps:
                        - to:
                            uri: file:{{my.foldr}}
                """);
        project.write("routes/custom/other.camel.yaml", """
                - route:
                    id: custom-lead
                    from:
                      uri: direct:custom-lead
                      steps:
                        - to:
                            uri: file:{{my.folder}}
                            parameters:
                              fileNme: leads.txt
                """);
        return List.of(
                "routes/custom/mine.camel.yaml:2: the application has a bean clock too — choose another name",
                "routes/custom/mine.camel.yaml:5: a routeConfiguration without an id is for all routes",
                "routes/custom/mine.camel.yaml:7: routes/leads-run.camel.yaml has a route leads-run too",
                "routes/custom/mine.camel.yaml:7: routes/leads-run.camel.yaml has a route from direct:leads-run too",
                "routes/custom/mine.camel.yaml:12: there is no property my.foldr",
                "routes/custom/other.camel.yaml:9: there is no option fileNme of file");
    }

    @Test
    void aRunThatCannotStartNamesTheFile() throws IOException {
        String place = project.edit("routes/leads-model.camel.yaml", "outputType: ", "outptType: ");
        Result run = project.place().set("schedule.daily", "").run("run");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("error: " + place + "there is no option outptType of sql");
    }

    @Test
    void aMigrationThatIsRefusedIsNamed() throws IOException {
        project.edit("routes/sql/schema/V30__parcels.sql", "create table", "create tabel");
        Result check = project.place().run("routes", "check");
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.err()).startsWith("error: routes/sql/schema/V30__parcels.sql");
    }
}
