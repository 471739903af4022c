package com.developmentleads.failure;

import com.developmentleads.config.Placeholders;
import com.developmentleads.files.FullDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.util.ObjectHelper;

/** What a person can do about a failure: the second half of an error, without a full stop. */
public final class Advice {

    private static final String FILE = "routes/advice.properties";
    private static final String PROVIDER = "provider";
    private static final Map<String, String> TEXTS = read();

    private Advice() {}

    /**
     * About a step of a daily run, by its name; a step without texts of its own gets those of the provider of the
     * models.
     */
    public static String of(String step, Throwable thrown) {
        Advised advised = ObjectHelper.getException(Advised.class, thrown);
        if (advised != null) {
            return advised.advice();
        }
        if (FullDisk.caused(thrown)) {
            return FullDisk.ADVICE;
        }
        String system = TEXTS.containsKey(step) ? step : PROVIDER;
        return RequestFailure.find(thrown).map(failure -> of(system, failure)).orElseGet(() -> TEXTS.get(system));
    }

    /** About a request to the provider of the models. */
    public static String of(RequestFailure failure) {
        return of(PROVIDER, failure);
    }

    private static String of(String system, RequestFailure failure) {
        String kind = system + (failure.isPermanent() ? ".permanent" : ".unavailable");
        return Stream.of(kind + "." + failure.status(), kind, system)
                .filter(TEXTS::containsKey)
                .findFirst()
                .map(TEXTS::get)
                .orElseThrow();
    }

    private static Map<String, String> read() {
        Properties properties = new Properties();
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.forEach((name, text) -> texts.put((String) name, (String) text));
        Placeholders placeholders = new Placeholders(Map.copyOf(texts));
        texts.replaceAll((name, text) -> placeholders.resolve(name));
        return texts;
    }
}
