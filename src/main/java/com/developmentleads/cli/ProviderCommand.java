package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.EmbeddedKey;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.provider.ProviderKey;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.runtime.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code leads provider}. */
@Command(
        name = "provider",
        mixinStandardHelpOptions = true,
        description = "Serves the embedded provider alone, for any OpenAI client on this machine.")
final class ProviderCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port (default: provider.embedded.port; 0: a free one).")
    private Integer port;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = leads.settings();
        if (port != null) {
            settings = settings.with("provider.embedded.port", port.toString());
        }
        Logging.start(settings, true);
        Secrets secrets = leads.secrets(settings);
        LeadsRuntime runtime = LeadsRuntime.start(settings, secrets, null, LeadsRuntime.Mode.PROVIDER);
        ProviderKey key = new EmbeddedKey(settings, secrets).key();
        String address = runtime.settings().text("provider.embedded.base-url");
        if (!runtime.servesProvider()) {
            runtime.close();
            throw new ConfigurationException(
                    "another process serves this folder's provider already, at " + address,
                    "use that address with the key in " + key.file() + ", or another folder with --data");
        }
        leads.console().line("Base URL: " + address);
        leads.console().line("Key:      " + shown(settings, key));
        leads.console().line("Models:   local-keywords answers at once, local-similar from the examples of a request,");
        leads.console()
                .line("          local-meaning and local-linear can be trained, text-embedding-local answers with");
        leads.console().line("          vectors. Ctrl-C stops it.");
        RunCommand.untilStopped(runtime::close);
        return ExitCode.DONE;
    }

    /** Where the key is, in a form for the shell from which an OpenAI client is started. */
    private static String shown(Settings settings, ProviderKey key) {
        return key.isGiven()
                ? "the value of " + settings.text("provider.embedded.key-variable")
                : "export OPENAI_API_KEY=\"$(cat '" + key.file().toString().replace("'", "'\\''") + "')\"";
    }
}
