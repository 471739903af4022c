package com.developmentleads.runtime;

import com.developmentleads.config.Settings;
import com.developmentleads.files.AtomicFiles;
import com.developmentleads.files.LineFile;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** The port of the sandbox's mail server, chosen by the process that serves the stand-ins and told to the others. */
final class SandboxPort {

    private SandboxPort() {}

    /** @param owner whether this process serves the stand-ins */
    static String choose(Settings settings, boolean owner) throws IOException {
        Path folder = Path.of(settings.text("sandbox.directory"));
        Path file = folder.resolve("smtp.port");
        if (!owner) {
            return new LineFile(file.toString()).read().orElse(settings.text("sandbox.smtp-port"));
        }
        AtomicFiles.createFolder(folder);
        String port = Integer.toString(free(settings.integer("sandbox.smtp-port")));
        AtomicFiles.writeLine(file, port);
        return port;
    }

    private static int free(int wanted) throws IOException {
        try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (BindException e) {
            return free(0);
        }
    }
}
