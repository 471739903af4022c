package com.developmentleads.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for servers of tests, made by the keytool of the running JDK. */
public final class Certificates {

    private static final String PASSWORD = "for-tests";

    private Certificates() {}

    /**
     * A certificate with its key, and the authority that made it: the JDK takes a certificate that is itself among the
     * trusted ones without a look at its dates.
     */
    public record Certificate(Path store, Path authority) {

        /** For a server that shows it. */
        public SSLContext server() {
            try {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(load(store), PASSWORD.toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** For a client that trusts its authority, and no other. */
        private SSLContext client() throws GeneralSecurityException {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(authority));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        }

        /** Makes this one's authority the only one that the JVM trusts by default, until the result is closed. */
        public Trust trusted() {
            try {
                SSLContext before = SSLContext.getDefault();
                System.setProperty("javax.net.ssl.trustStore", authority.toString());
                System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
                SSLContext.setDefault(client());
                return () -> {
                    System.clearProperty("javax.net.ssl.trustStore");
                    System.clearProperty("javax.net.ssl.trustStorePassword");
                    SSLContext.setDefault(before);
                };
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What the JVM trusts for a while. */
    public interface Trust extends AutoCloseable {
        @Override
        void close();
    }

    /** For 127.0.0.1, and valid now. */
    public static Certificate good(Path folder) {
        return make(folder.resolve("good.p12"), "ip:127.0.0.1", List.of("-validity", "2"));
    }

    /** For 127.0.0.1, and valid until some days ago. */
    public static Certificate expired(Path folder) {
        return make(folder.resolve("expired.p12"), "ip:127.0.0.1", List.of("-startdate", "-10d", "-validity", "5"));
    }

    /** Valid now, for a server of another name. */
    public static Certificate ofAnotherHost(Path folder) {
        return make(folder.resolve("elsewhere.p12"), "dns:elsewhere.example", List.of("-validity", "2"));
    }

    private static Certificate make(Path store, String name, List<String> validity) {
        Path authority = store.resolveSibling("authority.p12");
        if (!Files.exists(authority)) {
            keytool(
                    authority,
                    List.of(
                            "-alias",
                            "authority",
                            "-dname",
                            "CN=authority",
                            "-ext",
                            "bc:c",
                            "-validity",
                            "30",
                            "-startdate",
                            "-20d"));
        }
        try {
            Files.copy(authority, store);
            List<String> options = new ArrayList<>(
                    List.of("-alias", "server", "-dname", "CN=server", "-ext", "san=" + name, "-signer", "authority"));
            options.addAll(validity);
            keytool(store, options);
            KeyStore alone = load(store);
            alone.deleteEntry("authority");
            try (OutputStream out = Files.newOutputStream(store)) {
                alone.store(out, PASSWORD.toCharArray());
            }
            return new Certificate(store, authority);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path store, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(options);
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes());
            if (keytool.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static KeyStore load(Path store) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(in, PASSWORD.toCharArray());
            return loaded;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
