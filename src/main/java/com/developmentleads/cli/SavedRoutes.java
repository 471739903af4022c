package com.developmentleads.cli;

import com.developmentleads.check.Finding;
import com.developmentleads.check.ProjectCheck;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes route files into a running application when they are saved, for who is at work on them. */
final class SavedRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("com.developmentleads.failure");

    private SavedRoutes() {}

    /** Begins to watch; a file with a mistake is reported with its line, and the routes that run go on as they were. */
    static void watch(LeadsRuntime runtime, Settings settings, Secrets secrets, Console console) {
        runtime.reload(file -> {
            Path name = settings.home().relativize(file);
            List<Finding> findings = new ProjectCheck(settings, secrets).one(file);
            for (Finding finding : findings) {
                console.error(finding.text());
                LOG.warn("{}; its routes go on as they were", finding.text());
            }
            if (findings.isEmpty()) {
                console.line(name + " is taken.");
            }
            return findings.isEmpty();
        });
    }
}
