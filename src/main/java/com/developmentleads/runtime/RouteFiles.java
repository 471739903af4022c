package com.developmentleads.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The route files of a folder, and which of them a route needs: its own, and those of the routes and beans that these name. A
 * command that loads no others starts in half the time.
 */
final class RouteFiles {

    private static final String PREFIX = "file:";
    private static final String SUFFIX = ".camel.yaml";
    private static final String SOURCE = "{{search.source}}";
    private static final String ANY = "/*" + SUFFIX;
    private static final String RUNS = "leads-run";
    private static final Pattern STARTS = Pattern.compile("from:\\s+uri: \"?direct:([\\w-]+)");
    private static final Pattern NAMES = Pattern.compile("direct:([\\w-]+)(\\$\\{)?");
    private static final Pattern BEANS = Pattern.compile("- name: ([\\w-]+)\\s+type:");
    // A component may be a bean, which has the name of its scheme.
    private static final Pattern USES = Pattern.compile("(?:[rR]ef: |bean:|#|uri: )([\\w-]+)");

    private final Map<Path, String> texts = new TreeMap<>();
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, Path> beans = new HashMap<>();
    private final Set<Path> custom = new LinkedHashSet<>();
    private final String source;

    /**
     * @param patterns of the form {@code file:FOLDER/*.camel.yaml}
     * @param own      the pattern of an engineer's own files, of the same form; its folder need not exist
     * @param source   the route that answers searches, which others name by the property {@code search.source}
     */
    RouteFiles(List<String> patterns, String own, String source) {
        this.source = source;
        for (String pattern : patterns) {
            read(folder(pattern));
        }
        if (Files.isDirectory(folder(own))) {
            Set<Path> application = Set.copyOf(texts.keySet());
            read(folder(own));
            custom.addAll(texts.keySet());
            custom.removeAll(application);
        }
    }

    private static Path folder(String pattern) {
        return Path.of(pattern.substring(PREFIX.length(), pattern.length() - ANY.length()));
    }

    /** Whether a pattern of route files is of the form that can be read here. */
    static boolean canRead(String pattern) {
        return pattern.startsWith(PREFIX) && pattern.endsWith(ANY) && !pattern.contains(",");
    }

    private void read(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file :
                    list.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String text = Files.readString(file).replace(SOURCE, source);
                texts.put(file, text);
                STARTS.matcher(text).results().forEach(match -> files.put(match.group(1), file));
                BEANS.matcher(text).results().forEach(match -> beans.put(match.group(1), file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that all others use, beans and error policies, with what these need. */
    Collection<Path> common() {
        Set<Path> common = new LinkedHashSet<>();
        Set<String> routes = new HashSet<>();
        texts.forEach((file, text) -> {
            if (!text.contains("- route:") && !custom.contains(file)) {
                common.add(file);
                for (Matcher names = NAMES.matcher(text); names.find(); ) {
                    targets(names).forEach(routes::add);
                }
            }
        });
        common.addAll(needed(routes));
        return common;
    }

    Collection<Path> all() {
        return texts.keySet();
    }

    /** All files, those that all others use first, and each after those whose beans it uses, unless they use its own. */
    Collection<Path> inOrder() {
        Set<Path> ordered = new LinkedHashSet<>();
        Set<Path> seen = new HashSet<>();
        common().forEach(file -> add(file, ordered, seen));
        all().forEach(file -> add(file, ordered, seen));
        return ordered;
    }

    private void add(Path file, Set<Path> ordered, Set<Path> seen) {
        if (seen.add(file)) {
            beanFiles(file).forEach(used -> add(used, ordered, seen));
            ordered.add(file);
        }
    }

    /** The files whose beans that one uses. */
    private Stream<Path> beanFiles(Path file) {
        return USES.matcher(texts.get(file))
                .results()
                .map(use -> beans.get(use.group(1)))
                .filter(Objects::nonNull);
    }

    /**
     * The files that those routes need; all files when one of them, or of those that they name, is in none. Where runs
     * are made, all of an engineer's own are among them.
     */
    Collection<Path> needed(Collection<String> routes) {
        Collection<Path> needed = reached(routes);
        if (custom.isEmpty() || !needed.contains(files.get(RUNS)) || needed.containsAll(custom)) {
            return needed;
        }
        Set<Path> all = new LinkedHashSet<>(needed);
        for (Path file : custom) {
            List<String> entered = files.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(file))
                    .map(Map.Entry::getKey)
                    .toList();
            all.addAll(reached(entered));
            all.add(file);
            targets(file).forEach(route -> all.addAll(reached(List.of(route))));
            beanFiles(file).forEach(all::add);
        }
        return all;
    }

    private Stream<String> targets(Path file) {
        return NAMES.matcher(texts.get(file)).results().flatMap(name -> targets(name.group(1), name.group(2)));
    }

    private Collection<Path> reached(Collection<String> routes) {
        Set<Path> needed = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>();
        for (String route : routes) {
            if (!files.containsKey(route)) {
                return texts.keySet();
            }
            open.push(files.get(route));
        }
        while (!open.isEmpty()) {
            Path file = open.pop();
            if (needed.add(file)) {
                for (Matcher names = NAMES.matcher(texts.get(file)); names.find(); ) {
                    List<String> targets = targets(names).toList();
                    if (!files.keySet().containsAll(targets)) {
                        return texts.keySet();
                    }
                    targets.forEach(route -> open.push(files.get(route)));
                }
                beanFiles(file).forEach(open::push);
            }
        }
        return needed;
    }

    /** The routes that a name stands for: one that ends in a variable may stand for each that begins so. */
    private Stream<String> targets(Matcher name) {
        return targets(name.group(1), name.group(2));
    }

    private Stream<String> targets(String name, String variable) {
        return variable == null ? Stream.of(name) : files.keySet().stream().filter(route -> route.startsWith(name));
    }
}
