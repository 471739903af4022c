package com.developmentleads.provider.embedding;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Unpacks the native libraries from their jars into a folder of the application, once, for their owner alone. Left to
 * themselves, ONNX Runtime would unpack at each start into the system's temporary folder and the tokenizer into the
 * home folder. The tokenizer's library is told, too, to stay off the network: it would report its use and fetch builds
 * for graphics cards.
 */
final class NativeLibraries {

    private static final String RESOURCES = "/ai/onnxruntime/native/";

    private NativeLibraries() {}

    /**
     * Makes the libraries ready to be loaded; what was set before stays.
     *
     * @throws IOException when there is none for this system, or when it cannot be written
     */
    static void prepare(Path folder) throws IOException {
        AtomicFiles.createFolder(folder);
        Path runtime = folder.resolve("onnxruntime");
        AtomicFiles.createFolder(runtime);
        AtomicFiles.createFolder(folder.resolve("tokenizers"));
        for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
            unpack(library, runtime);
        }
        setDefault("onnxruntime.native.path", runtime.toAbsolutePath().toString());
        setDefault("ENGINE_CACHE_DIR", folder.toAbsolutePath().toString());
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
    }

    /** Restricts what the tokenizer unpacks by itself to its owner, like everything else here. */
    static void restrict(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                AtomicFiles.restrict(file);
            }
        }
    }

    private static void unpack(String library, Path folder) throws IOException {
        String name = System.mapLibraryName(library).replace("jnilib", "dylib");
        URL resource = NativeLibraries.class.getResource(RESOURCES + platform() + "/" + name);
        if (resource == null) {
            throw new IOException("there is no native library for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch"));
        }
        Path target = folder.resolve(name);
        long size = resource.openConnection().getContentLengthLong();
        if (!Files.exists(target) || Files.size(target) != size) {
            try (InputStream in = resource.openStream()) {
                AtomicFiles.write(target, in::transferTo);
            }
        }
    }

    /** The system and processor as ONNX Runtime names them in its jar. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = system.contains("mac")
                ? "osx"
                : system.contains("win") ? "win" : system.contains("nux") ? "linux" : system;
        return os + "-" + (processor.matches("amd64|x86_64") ? "x64" : processor);
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
