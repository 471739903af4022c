package com.developmentleads.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.storage.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a command loads are enough: by Camel's own reading of all routes, each route that may be asked is in them. */
@Tag("slow")
class RouteFilesOfCommandsTest {

    private static final Pattern ASKED = Pattern.compile("\\bask\\(\\s*\"([\\w-]+)\"");
    private static final String DIRECT = "direct:";

    @TempDir
    private Path folder;

    @Test
    void everyRouteThatACommandMayReachIsInTheFilesThatItLoads() throws Exception {
        Settings settings = Settings.load(null, folder.resolve("data"), Map.of());
        Secrets secrets = new Secrets(Map.of("OPENAI_API_KEY", "unused"), folder.resolve("keys.env"));
        RouteFiles files =
                new CamelSetup(settings, new Accounts(settings, secrets), LeadsRuntime.Mode.LOCAL, false).onDemand();
        Map<String, Set<String>> asks = new HashMap<>();
        Map<String, Path> homes = new HashMap<>();
        try (LeadsRuntime runtime =
                LeadsRuntime.start(settings, secrets, Database.inMemory(), LeadsRuntime.Mode.LOCAL)) {
            runtime.loadAll();
            Model model = runtime.context().getCamelContextExtension().getContextPlugin(Model.class);
            for (RouteDefinition route : model.getRouteDefinitions()) {
                String start = route.getInput().getEndpointUri();
                if (start.startsWith(DIRECT)) {
                    asks.put(name(start), asked(route));
                    homes.put(
                            name(start),
                            Path.of(route.getResource().getURI().toURL().getPath()));
                }
            }
        }
        Set<String> commands = commands();
        commands.retainAll(asks.keySet());
        assertThat(commands).hasSizeGreaterThan(10);

        for (String command : commands) {
            Set<Path> loaded = new HashSet<>(files.common());
            loaded.addAll(files.needed(List.of(command)));
            assertThat(loaded.stream().map(Path::getFileName))
                    .as("the files of " + command)
                    .containsAll(reached(command, asks).stream()
                            .map(route -> homes.get(route).getFileName())
                            .toList());
        }
    }

    private static Set<String> reached(String command, Map<String, Set<String>> asks) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(command));
        while (!open.isEmpty()) {
            String route = open.pop();
            // Those of a sheet, mail or layer that is not configured are not made.
            if (asks.containsKey(route) && reached.add(route)) {
                open.addAll(asks.get(route));
            }
        }
        return reached;
    }

    private static Set<String> asked(RouteDefinition route) {
        Stream<String> fixed = all(route, SendDefinition.class).map(SendDefinition::getEndpointUri);
        Stream<String> computed = all(route, ToDynamicDefinition.class).map(ToDynamicDefinition::getUri);
        return Stream.concat(fixed, computed)
                .filter(uri -> uri != null && uri.startsWith(DIRECT) && !uri.contains("${"))
                .map(RouteFilesOfCommandsTest::name)
                .collect(Collectors.toSet());
    }

    private static <T extends ProcessorDefinition<?>> Stream<T> all(RouteDefinition route, Class<T> kind) {
        Collection<T> found = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), kind);
        return found.stream();
    }

    private static String name(String uri) {
        return uri.replaceFirst("^direct:(//)?", "").replaceFirst("\\?.*", "");
    }

    /** The routes that the commands ask, by their source. */
    private static Set<String> commands() throws Exception {
        Set<String> routes = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/com/developmentleads/cli"))) {
            for (Path source : sources.toList()) {
                ASKED.matcher(Files.readString(source)).results().forEach(match -> routes.add(match.group(1)));
            }
        }
        return routes;
    }
}
