package com.developmentleads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.config.Secrets;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.EditedProject;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the profile dev a saved file is taken while all other routes go on, and one with a mistake changes nothing. */
@Tag("slow")
class SavedRoutesTest {

    private static final String FILE = "routes/leads-told.camel.yaml";

    @TempDir
    private Path folder;

    private static Map<String, Route> routes(LeadsRuntime runtime) {
        Map<String, Route> routes = new TreeMap<>();
        runtime.context().getRoutes().forEach(route -> routes.put(route.getRouteId(), route));
        return routes;
    }

    private static Map<String, ServiceStatus> states(LeadsRuntime runtime) {
        Map<String, ServiceStatus> states = new TreeMap<>();
        routes(runtime)
                .keySet()
                .forEach(id ->
                        states.put(id, runtime.context().getRouteController().getRouteStatus(id)));
        return states;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }

    @Test
    void aBrokenRouteIsReportedItsFixIsTakenAndTheOthersNeverStop() throws IOException {
        try (EditedProject project = new EditedProject(folder)) {
            TestInstallation place = project.place()
                    .set("schedule.daily", "")
                    .set("training.poll-interval", "1h")
                    .set("mail.host", "localhost")
                    .set("mail.from", "leads@example.com")
                    .set("mail.to", "buyer@example.com");
            try (LeadsRuntime runtime = place.start(LeadsRuntime.Mode.UNATTENDED)) {
                StringWriter out = new StringWriter();
                StringWriter err = new StringWriter();
                SavedRoutes.watch(
                        runtime,
                        runtime.settings(),
                        new Secrets(Map.of(), place.keyFile()),
                        new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, false));
                Map<String, Route> before = routes(runtime);
                Map<String, ServiceStatus> states = states(runtime);

                String mistake = project.edit(FILE, "    - filter:", "    - filtre:");
                soon().until(() -> err.toString().contains("error: " + mistake));
                assertThat(err.toString()).contains("Unknown node id: filtre");
                assertThat(routes(runtime)).isEqualTo(before);

                project.edit(FILE, "    - filtre:", "    - filter:");
                project.edit(FILE, "Finds out, in", "Looks, in");
                project.write("routes/custom/custom-run.camel.yaml", """
                        - route:
                            id: custom-run
                            from:
                              uri: direct:custom-run
                              steps:
                                - log:
                                    message: ${body[run_key]}
                        """);
                soon().untilAsserted(() -> {
                    Route edited = runtime.context().getRoute("leads-told");
                    assertThat(edited).as("replaced just now").isNotNull();
                    assertThat(edited.getDescription()).as(err.toString() + out).startsWith("Looks");
                    assertThat(runtime.context().getRoute("custom-run"))
                            .as(err.toString() + out)
                            .isNotNull();
                });

                Map<String, Route> after = routes(runtime);
                assertThat(after.remove("custom-run")).isNotNull();
                assertThat(after.keySet()).isEqualTo(before.keySet());
                after.forEach((id, route) -> {
                    if (!id.startsWith("leads-told")) {
                        assertThat(route).as(id).isSameAs(before.get(id));
                    }
                });
                Map<String, ServiceStatus> now = states(runtime);
                now.remove("custom-run");
                assertThat(now).isEqualTo(states);
                assertThat(out.toString()).contains(FILE + " is taken.");
            } finally {
                TestInstallation.stopLogging();
            }
        }
    }
}
