package com.developmentleads.cli;

import com.developmentleads.check.Finding;
import com.developmentleads.check.ProjectCheck;
import com.developmentleads.config.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    private ProjectCheck project() {
        Settings settings = leads.settings();
        return new ProjectCheck(settings, leads.secrets(settings));
    }
}
