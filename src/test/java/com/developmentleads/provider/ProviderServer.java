package com.developmentleads.provider;

import com.developmentleads.config.Settings;
import com.developmentleads.testing.QuietMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The provider's routes, served in this JVM on a free loopback port, with its state in a folder of the test's. */
public final class ProviderServer implements AutoCloseable {

    private final Main main = new QuietMain();
    private final ProviderOwnership ownership;
    private final ProviderKey key;

    private ProviderServer(Path directory, Map<String, String> overrides) throws Exception {
        ownership = ProviderOwnership.acquire(directory, 0);
        key = new ProviderKey(directory, null, secret -> {});
        key.require();
        main.bind("providerKey", key);
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().withRoutesIncludePattern("classpath:routes/provider/*.camel.yaml");
        Map<String, String> chosen = Map.of(
                "provider.embedded.directory", directory.toAbsolutePath().toString(),
                "provider.embedded.port", String.valueOf(ownership.port()));
        Settings.load(null, directory, chosen).forCamel().forEach(main::addOverrideProperty);
        main.addOverrideProperty("camel.server.enabled", "true");
        overrides.forEach(main::addOverrideProperty);
        main.start();
        ownership.publish();
    }

    public static ProviderServer start(Path directory) throws Exception {
        return start(directory, Map.of());
    }

    public static ProviderServer start(Path directory, Map<String, String> overrides) throws Exception {
        return new ProviderServer(directory, overrides);
    }

    public int port() {
        return ownership.port();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    public String key() throws IOException {
        return key.require();
    }

    /** A client that has the key. */
    public Http http() throws IOException {
        return new Http(port(), key());
    }

    public Main main() {
        return main;
    }

    @Override
    public void close() throws Exception {
        main.stop();
        ownership.close();
    }

    /** Serves a folder until the process is killed: for tests that kill it. Prints the base URL first. */
    public static void main(String[] arguments) throws Exception {
        ProviderServer server = start(Path.of(arguments[0]));
        System.out.println("listening " + server.baseUrl());
        System.out.flush();
        Thread.currentThread().join();
    }
}
