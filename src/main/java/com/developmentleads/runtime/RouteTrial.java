package com.developmentleads.runtime;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.storage.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Makes the application's routes, one file after the other, to see which cannot be made. None of them is asked. */
public final class RouteTrial {

    private RouteTrial() {}

    /** Why the routes of a file cannot be made. */
    public record Failure(Path file, Exception cause) {}

    /**
     * Makes the routes beside an empty database in memory, without the provider and without keys.
     *
     * @param wanted the files to load; others are left out
     * @throws ConfigurationException when {@code routes.application} or {@code routes.demo} is no folder of route files,
     *                                or Camel does not start even without routes
     */
    public static List<Failure> load(Settings settings, Secrets secrets, Predicate<Path> wanted) {
        CamelSetup setup = new CamelSetup(settings, new Accounts(settings, secrets), LeadsRuntime.Mode.CHECK, false);
        if (setup.onDemand() == null) {
            throw new ConfigurationException(
                    "routes.application or routes.demo names something else than a folder of route files",
                    "name one as file:FOLDER/*.camel.yaml");
        }
        List<Path> files = setup.onDemand().inOrder().stream().filter(wanted).toList();
        DataSource source = Database.inMemory();
        Main main = setup.main(source, source);
        try {
            main.start();
            // Files may use beans of each other.
            List<Failure> first = load(main.getCamelContext(), files);
            return first.isEmpty()
                    ? first
                    : load(
                            main.getCamelContext(),
                            first.stream().map(Failure::file).toList());
        } catch (Exception e) {
            throw LeadsRuntime.startFailure(e);
        } finally {
            main.stop();
        }
    }

    private static List<Failure> load(CamelContext context, Collection<Path> files) {
        List<Failure> failures = new ArrayList<>();
        for (Path file : files) {
            try {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            } catch (Exception e) {
                failures.add(new Failure(file, e));
            }
        }
        return failures;
    }
}
