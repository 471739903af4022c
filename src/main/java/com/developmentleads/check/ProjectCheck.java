package com.developmentleads.check;

import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.runtime.RouteTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks the files that an engineer edits: routes, statements, templates, prompts. It asks no system outside and leaves
 * the data folder alone.
 */
public final class ProjectCheck {

    private final Settings settings;
    private final Secrets secrets;
    private final ProjectFiles files;
    private final TreeMap<String, YamlFile> yaml = new TreeMap<>();
    private final List<Finding> unreadable = new ArrayList<>();

    public ProjectCheck(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.files = new ProjectFiles(settings.home());
        files.ending(ProjectFiles.YAML).forEach((name, text) -> {
            try {
                if (isInUse(name)) {
                    yaml.put(name, YamlFile.of(name, text));
                }
            } catch (YamlFile.BadYamlException e) {
                unreadable.add(e.finding());
            }
        });
    }

    /** A route as a table shows it. */
    public record Route(String file, String id, String trigger, String description) {}

    /** The routes in use, by file. */
    public List<Route> routes() {
        return yaml.values().stream()
                .flatMap(file -> file.routes().stream()
                        .map(route -> new Route(file.name(), route.id(), route.from(), route.description())))
                .toList();
    }

    /**
     * A picture of the routes in use, as SVG.
     *
     * @param route the one to show, with what calls it and what it calls; or null
     * @param group the one whose routes to show; or null
     * @throws com.developmentleads.config.ConfigurationException when there is none of that name
     */
    public String diagram(String route, String group) {
        String what = route != null ? "The route " + route : group != null ? "The routes of " + group : "The routes";
        return new RouteDiagram(new RouteMap(yaml.values(), settings).only(route, group), route).svg(what);
    }

    /** What can be told in a second, without making the routes: enough before they are started anyway. */
    public List<Finding> texts() {
        List<Finding> findings = new ArrayList<>(unreadable);
        Set<String> properties = new HashSet<>(settings.forCamel().keySet());
        properties.addAll(LeadsRuntime.SUPPLIED);
        List<String> unread =
                unreadable.stream().map(finding -> files.text(finding.file())).toList();
        findings.addAll(References.missing(yaml.values(), unread, files.names(), properties));
        findings.addAll(OwnNames.taken(yaml.values(), LeadsRuntime.BEANS));
        findings.addAll(Jars.unreadable(settings.home()));
        findings.addAll(Variables.unset(yaml.values(), files.ending("")));
        Texts texts = new Texts(files);
        findings.addAll(texts.templates());
        findings.addAll(texts.queries());
        try (Statements statements = new Statements(files)) {
            findings.addAll(statements.refused());
            findings.addAll(PromptFields.unknown(files, statements));
        }
        return findings;
    }

    /** All that can be told: {@link #texts()}, and what Camel says when it makes each route. */
    public List<Finding> all() {
        List<Finding> all = new ArrayList<>(texts());
        Set<String> wrong = new HashSet<>();
        all.forEach(finding -> wrong.add(finding.file()));
        // What is known to be wrong is not told a second time, by those that use it.
        all.addAll(made(file -> {
            String text = files.text(files.name(file));
            return !wrong.contains(files.name(file)) && wrong.stream().noneMatch(text::contains);
        }));
        return all;
    }

    /** All that can be told of one route file, beside the files that have beans and error policies. */
    public List<Finding> one(Path file) {
        String name = files.name(file);
        List<Finding> known =
                texts().stream().filter(finding -> finding.file().equals(name)).toList();
        if (!known.isEmpty()) {
            return known;
        }
        return made(other -> {
                    String text = files.text(files.name(other));
                    return other.equals(file) || text.contains("- beans:") || !text.contains("- route:");
                })
                .stream()
                .filter(finding -> finding.file().equals(name))
                .toList();
    }

    /** What Camel says when it makes the routes of those files. */
    private List<Finding> made(Predicate<Path> wanted) {
        Failures told = new Failures(yaml);
        return RouteTrial.load(settings, secrets, wanted).stream()
                .flatMap(failure -> told.finding(files.name(failure.file()), failure.cause()).stream())
                .toList();
    }

    private boolean isInUse(String name) {
        return Stream.of("routes.application", "routes.custom", "routes.provider", "routes.sandbox", "routes.demo")
                .flatMap(property -> settings.optional(property).stream())
                .anyMatch(pattern ->
                        pattern.equals("file:" + settings.home().resolve(name).getParent() + "/*" + ProjectFiles.YAML));
    }
}
