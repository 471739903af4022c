package com.developmentleads.cli;

import com.developmentleads.check.Finding;
import com.developmentleads.check.ProjectCheck;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads routes}. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Lists the routes: file, id, what they wait for, what they do.")
final class RoutesCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() {
        List<ProjectCheck.Route> routes = project().routes();
        Console console = leads.console();
        console.table(
                List.of("FILE", "ROUTE", "TRIGGER", "DESCRIPTION"),
                routes.stream()
                        .map(route -> List.of(route.file(), route.id(), route.trigger(), route.description()))
                        .toList());
        console.report(routes);
        return ExitCode.DONE;
    }

    /** {@code leads routes check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Checks routes, statements, templates and prompts; asks nobody and changes nothing.")
    int check() {
        List<Finding> findings = project().all();
        Console console = leads.console();
        findings.forEach(finding -> console.error(finding.text()));
        if (findings.isEmpty()) {
            console.line("Nothing is wrong in the routes, statements, templates and prompts.");
        }
        console.report(findings);
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.CONFIGURATION;
    }

    /** {@code leads routes diagram}. */
    @Command(
            name = "diagram",
            mixinStandardHelpOptions = true,
            description = "Draws the routes as SVG: what starts them, which calls which, and what they reach outside.")
    int diagram(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "Where to write it (default: the terminal).")
                    Path file,
            @Option(
                            names = "--route",
                            paramLabel = "ID",
                            description = "That route, what calls it, and what it calls, two calls deep.")
                    String route,
            @Option(names = "--group", paramLabel = "GROUP", description = "The routes of that group.") String group) {
        if (route != null && group != null) {
            throw new ConfigurationException("--route and --group are both given", "give one of them");
        }
        String svg = project().diagram(route, group);
        Console console = leads.console();
        if (file == null) {
            console.line(svg.stripTrailing());
            return ExitCode.DONE;
        }
        try {
            Files.writeString(file, svg);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " cannot be written: " + e.getMessage(), "name a file in a folder that you may write");
        }
        console.field("drawn", file.toString());
        return ExitCode.DONE;
    }

    private ProjectCheck project() {
        Settings settings = leads.settings();
        return new ProjectCheck(settings, leads.secrets(settings));
    }
}
