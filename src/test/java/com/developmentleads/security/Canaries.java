package com.developmentleads.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Secrets that nobody else has, and the search for them: whole or by half, as they are and as URLs, JSON, XML and
 * base64 write them. It shares nothing with the code that masks them.
 */
final class Canaries {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Characters; shorter pieces could occur by chance. */
    private static final int TELLING = 10;

    private static final int SHOWN = 60;

    /** What is looked for, in bytes taken as ISO 8859-1, with the name that a finding gets. */
    private final Map<String, String> forms = new LinkedHashMap<>();

    private final Map<String, Pattern> shapes = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private long searched;

    /** A value; its halves are looked for as well. */
    Canaries add(String name, String value) {
        whole(name, value);
        if (value.length() / 2 >= TELLING) {
            form(name + ", first half", value.substring(0, value.length() / 2));
            form(name + ", second half", value.substring(value.length() / 2));
        }
        return this;
    }

    /** A value whose halves may well occur elsewhere. */
    Canaries whole(String name, String value) {
        form(name, value);
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        form(name + " in a URL", url);
        form(name + " in a URL", url.replace("+", "%20"));
        form(name + " in a URL", lower(url));
        try {
            String json = JSON.writeValueAsString(value);
            form(name + " in JSON", json.substring(1, json.length() - 1));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        form(name + " in XML", value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        form(
                name + " in XML",
                value.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
        for (int before = 0; before < 3; before++) {
            byte[] bytes = ("\0".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            // The first four characters depend on what stands before, the last two on what comes after.
            String middle = base64.substring(before == 0 ? 0 : 4, base64.length() - 2);
            form(name + " in base64", middle);
            form(name + " in base64", middle.replace('+', '-').replace('/', '_'));
        }
        return this;
    }

    /** Text that is recognised by its shape. */
    Canaries shape(String name, String pattern) {
        shapes.put(name, Pattern.compile(pattern));
        return this;
    }

    private static String lower(String url) {
        return Pattern.compile("%..")
                .matcher(url)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    private void form(String name, String text) {
        forms.putIfAbsent(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), name);
    }

    // ------------------------------------------------------------------------------------------------- the search

    /** What was found, each with its place and the text around it; empty is good. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** Number of characters searched. */
    long searched() {
        return searched;
    }

    Canaries in(String place, String text) {
        return in(place, text.getBytes(StandardCharsets.UTF_8));
    }

    Canaries in(String place, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        searched += text.length();
        forms.forEach((form, name) -> {
            int at = text.indexOf(form);
            if (at >= 0) {
                found(place, name, text, at);
            }
        });
        shapes.forEach((name, shape) -> {
            Matcher matcher = shape.matcher(text);
            if (matcher.find()) {
                found(place, name, text, matcher.start());
            }
        });
        return this;
    }

    private void found(String place, String name, String text, int at) {
        findings.add(place + " has the " + name + ": …"
                + text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN))
                        .replaceAll("\\s", " ") + "…");
    }

    /** In every file below a folder, its side files and the names included. */
    Canaries inFiles(Path folder, Predicate<Path> where) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(where).toList()) {
                in("the name of " + file, file.toString());
                in(file.toString(), content(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            // A side file of the database, or a log that was rotated, since the folder was listed.
            return new byte[0];
        }
    }

    /** In every column of every table. */
    Canaries inDatabase(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            Set<String> tables = new LinkedHashSet<>();
            try (ResultSet names = statement.executeQuery("select name from sqlite_master where type = 'table'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            String value = rows.getString(i);
                            if (value != null) {
                                in(table + "." + rows.getMetaData().getColumnName(i), value);
                            }
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }
}
