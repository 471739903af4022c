package com.developmentleads.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text file with {@code {name}} for values. A line one of whose values is missing is left out. Values are put in as
 * they are: braces in a value mean nothing.
 */
public final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    private final List<List<Segment>> lines;

    /** A piece of fixed text, or, when {@code name} is not null, the place of a value. */
    private record Segment(String text, String name) {}

    /** @param text the template; blank lines at its end do not count */
    public Template(String text) {
        this.lines = text.stripTrailing().lines().map(Template::segments).toList();
    }

    /**
     * Reads a template from the class path.
     *
     * @throws IOException when it is missing
     */
    public static Template load(String resource) throws IOException {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the template " + resource + " is missing");
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** @param values gives the value of a name, or null or an empty text when there is none */
    public String render(Function<String, String> values) {
        StringBuilder out = new StringBuilder(512);
        for (List<Segment> line : lines) {
            int start = out.length();
            if (start > 0) {
                out.append('\n');
            }
            for (Segment segment : line) {
                String piece = segment.name == null ? segment.text : values.apply(segment.name);
                if (piece == null || piece.isEmpty()) {
                    out.setLength(start);
                    break;
                }
                out.append(piece);
            }
        }
        return out.toString();
    }

    /** The value of a name in a text that was rendered, from the line that has no other name; nothing without one. */
    public Optional<String> read(String name, String rendered) {
        return around(name)
                .flatMap(fixed -> rendered.lines()
                        .filter(text -> isBetween(fixed, text))
                        .map(text -> text.substring(
                                fixed.get(0).length(),
                                text.length() - fixed.get(1).length()))
                        .findFirst());
    }

    /** A text that was rendered, without the lines that show one of these names and no other. */
    public String without(Set<String> names, String rendered) {
        List<List<String>> dropped =
                names.stream().flatMap(name -> around(name).stream()).toList();
        return rendered.lines()
                .filter(text -> dropped.stream().noneMatch(fixed -> isBetween(fixed, text)))
                .collect(Collectors.joining("\n"));
    }

    /** The fixed texts before and after a name, in the line that has no other. */
    private Optional<List<String>> around(String name) {
        return lines.stream()
                .filter(line -> line.stream()
                        .map(Segment::name)
                        .filter(Objects::nonNull)
                        .toList()
                        .equals(List.of(name)))
                .findFirst()
                .map(line -> List.of(fixed(line.get(0)), fixed(line.get(line.size() - 1))));
    }

    private static String fixed(Segment segment) {
        return segment.name == null ? segment.text : "";
    }

    private static boolean isBetween(List<String> fixed, String text) {
        return text.startsWith(fixed.get(0))
                && text.endsWith(fixed.get(1))
                && text.length() > fixed.get(0).length() + fixed.get(1).length();
    }

    /** The names of its values, in their order. */
    public Set<String> names() {
        return lines.stream()
                .flatMap(List::stream)
                .map(Segment::name)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Segment> segments(String line) {
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(line);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                segments.add(new Segment(line.substring(end, matcher.start()), null));
            }
            segments.add(new Segment(null, matcher.group(1).intern()));
            end = matcher.end();
        }
        if (end < line.length()) {
            segments.add(new Segment(line.substring(end), null));
        }
        return List.copyOf(segments);
    }
}
