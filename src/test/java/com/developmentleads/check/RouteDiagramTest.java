package com.developmentleads.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.EditedProject;
import com.developmentleads.testing.TestInstallation.Result;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code leads routes diagram}: what it draws, and that no text of a route file is more than text. */
class RouteDiagramTest {

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
    void everyRouteHasItsBoxAndItsTrigger() throws Exception {
        Path file = folder.resolve("routes.svg");
        Result drawn = project.place().run("routes", "diagram", file.toString());
        assertThat(drawn.code()).as(drawn.all()).isZero();
        assertThat(project.place().data()).doesNotExist();

        Document picture = parse(Files.readString(file));
        List<String> texts = texts(picture, "text");
        long routes = project.place().run("routes").out().lines().count() - 1;
        assertThat(texts(picture, "desc").get(0)).startsWith(routes + " routes, ");
        assertThat(texts)
                .contains("leads-run", "▶ quartz schedule.daily", "▶ HTTP POST /v1/fine_tuning/jobs", "leads-daily")
                .contains("serpapi.base-url", "sheets.root-url", "mail.scheme")
                .anyMatch(line -> line.matches("sql ×\\d+.*"));
        assertThat(texts(picture, "title"))
                .contains("leads-daily-schedule → leads-daily-dates", "leads-run-step → leads-publish")
                .as("by the property search.source")
                .contains("leads-search-ask-page → serpapi")
                .as("named in the boxes of its callers instead")
                .noneMatch(title -> title.endsWith("→ openai"));
        assertThat(texts).anyMatch(line -> line.endsWith("→ openai"));
    }

    @Test
    void aRouteIsDrawnWithItsWordsItsCallersAndWhatItCalls() throws Exception {
        Document picture = parse(
                project.place().run("routes", "diagram", "--route", "leads-run").out());
        assertThat(texts(picture, "text"))
                .contains(
                        "leads-daily-unfinished",
                        "leads-run-step",
                        "leads-publish",
                        "Makes one daily run: feedback, search, enrich,")
                .doesNotContain("leads-publish-sheet", "training-watch");
        assertThat(texts(
                        parse(project.place()
                                .run("routes", "diagram", "--group", "gateway")
                                .out()),
                        "text"))
                .contains("openai", "openai.base-url")
                .doesNotContain("leads-run");
        for (String option : List.of("--route", "--group")) {
            Result none = project.place().run("routes", "diagram", option, "leads-rnu");
            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err())
                    .contains("there is no " + option.substring(2) + " leads-rnu")
                    .hasLineCount(1);
        }
    }

    @Test
    void whatStandsInARouteFileIsText() throws Exception {
        String hostile = "</text><script>alert(1)</script>&\\\"${7*6}<!--";
        project.edit("routes/leads-zoning.camel.yaml", "description: ", "description: \"" + hostile + "\"\n    note: ");
        project.edit(
                "routes/leads-daily.camel.yaml",
                "\"{{schedule.daily}}\"\n        trigger",
                "\"" + hostile + "\"\n        trigger");
        Document picture = parse(
                project.place().run("routes", "diagram", "--group", "leads").out());
        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        String said = hostile.replace("\\", "");
        assertThat(texts(picture, "title")).contains("leads-zoning: " + said + " (leads-zoning)");
        assertThat(texts(picture, "text")).contains("▶ quartz " + said);
    }

    @Test
    void aTemplateThatDrawsNothingIsNamed() throws IOException {
        project.edit("routes/report/routes.svg.ftl", "${title}", "${titel}");
        Result drawn = project.place().run("routes", "diagram");
        assertThat(drawn.code()).isEqualTo(2);
        assertThat(drawn.err()).contains("routes/report/routes.svg.ftl").hasLineCount(1);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document picture, String element) {
        NodeList found = picture.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}
