package com.developmentleads.check;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which route calls which, by their files; what starts them, and what they use beside one another. */
final class RouteMap {

    /** How far the calls of one route are followed. */
    private static final int DEPTH = 2;

    /** A route with more callers is named in their boxes; as many arrows to one box would hide the others. */
    private static final int MANY = 6;

    private static final String DIRECT = "direct:";
    private static final String SHEETS = "sheets.root-url";
    private static final Pattern PROPERTY = Pattern.compile("\\{\\{\\??([^{}:]+)[^{}]*}}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");
    private static final Set<String> WHEN = Set.of("cron", "period", "delay", "httpMethodRestrict");

    private final Settings settings;
    private final Map<String, Box> boxes = new TreeMap<>();
    private final Set<Arrow> arrows = new LinkedHashSet<>();
    private final Map<String, String> entries = new TreeMap<>();

    /**
     * A route, or a system outside of this process, which has no file and is called by the property of its address.
     *
     * @param file    its name, as a diagram shows it: below the folder {@code routes}, without its ending
     * @param trigger what starts a route that no other calls; else empty
     * @param uses    components, with how many steps of the route use each
     */
    record Box(String id, String file, String group, String trigger, String text, Map<String, Integer> uses) {}

    /** A call; {@code sure} when its address has no variable. */
    record Arrow(String from, String to, boolean sure) {}

    RouteMap(Collection<YamlFile> files, Settings settings) {
        this.settings = settings;
        for (YamlFile file : files) {
            String name = file.name().replaceFirst("^routes/", "").replaceFirst("\\.camel\\.yaml$", "");
            for (YamlFile.Route route : file.routes()) {
                String trigger = route.from().startsWith(DIRECT) ? "" : trigger(file, route);
                boxes.put(
                        route.id(),
                        new Box(route.id(), name, route.group(), trigger, route.description(), new TreeMap<>()));
                entries.put(route.from().replaceAll("\\?.*", ""), route.id());
            }
        }
        // The only names that calls with a variable take are those of such a list.
        Set<String> lists = files.stream()
                .flatMap(file -> file.scalars().stream())
                .filter(scalar ->
                        scalar.key().equals("expression") && scalar.text().matches("[\\w-]+(,[\\w-]+)+"))
                .flatMap(scalar -> Stream.of(scalar.text().split(",")))
                .collect(Collectors.toSet());
        files.forEach(file -> file.scalars().stream()
                .filter(scalar -> scalar.key().equals("uri") && !scalar.outer().equals("from"))
                .forEach(scalar -> file.around(scalar).ifPresent(route -> call(route.id(), scalar.text(), lists))));
    }

    Collection<Box> boxes() {
        return boxes.values();
    }

    Set<Arrow> arrows() {
        return arrows;
    }

    /** The property of a clock, or the path of a request. */
    private static String trigger(YamlFile file, YamlFile.Route route) {
        String when = file.scalars().stream()
                .filter(scalar -> scalar.outer().equals("parameters") && WHEN.contains(scalar.key()))
                .filter(scalar -> !scalar.text().equals("0"))
                .filter(scalar -> file.around(scalar).filter(route::equals).isPresent())
                .map(scalar -> PROPERTY.matcher(scalar.text()).replaceAll("$1"))
                .findFirst()
                .orElse("");
        return route.from().startsWith("platform-http:")
                ? ("HTTP " + when + " ").replaceFirst(" +$", " ") + route.from().replaceFirst("^[^:]*:", "")
                : (route.from().replaceFirst(":.*", "") + " " + when).strip();
    }

    private void call(String from, String uri, Set<String> lists) {
        Matcher property = PROPERTY.matcher(uri);
        if (uri.startsWith(DIRECT)) {
            String to = property.replaceAll(found ->
                    Matcher.quoteReplacement(settings.optional(found.group(1)).orElse("")));
            boolean sure = !VARIABLE.matcher(to).find();
            (sure
                            ? Stream.of(to)
                            : lists.stream().map(word -> VARIABLE.matcher(to).replaceAll(word)))
                    .map(entries::get)
                    .filter(Objects::nonNull)
                    .forEach(target -> arrows.add(new Arrow(from, target, sure)));
        } else if (property.lookingAt() || uri.startsWith("google-sheets:")) {
            String system = uri.startsWith("google-sheets:") ? SHEETS : property.group(1);
            boxes.putIfAbsent(system, new Box(system, "", "", "", "The system at that address", Map.of()));
            arrows.add(new Arrow(from, system, true));
        } else {
            boxes.get(from).uses().merge(uri.replaceFirst("[:?].*", ""), 1, Integer::sum);
        }
    }

    /**
     * Leaves a part of the map.
     *
     * @param route what calls it, and what it calls, two calls deep; or null
     * @param group its routes and the systems that they reach; or null
     * @throws ConfigurationException when there is none of that name
     */
    RouteMap only(String route, String group) {
        Set<String> kept = boxes.values().stream()
                .filter(box ->
                        route == null || box.id().equals(route) && !box.file().isEmpty())
                .filter(box -> group == null || box.group().equals(group))
                .map(Box::id)
                .collect(Collectors.toCollection(TreeSet::new));
        if (kept.isEmpty()) {
            throw new ConfigurationException(
                    "there is no " + (route == null ? "group " + group : "route " + route), "look at leads routes");
        }
        for (int depth = 0; depth < DEPTH; depth++) {
            arrows.stream()
                    .filter(arrow -> kept.contains(arrow.from()))
                    .map(Arrow::to)
                    .filter(to -> group == null || boxes.get(to).file().isEmpty())
                    .toList()
                    .forEach(kept::add);
        }
        arrows.stream().filter(arrow -> arrow.to().equals(route)).forEach(arrow -> kept.add(arrow.from()));
        boxes.keySet().retainAll(kept);
        arrows.removeIf(arrow -> !kept.contains(arrow.from()) || !kept.contains(arrow.to()));
        Map<String, Long> calls = arrows.stream().collect(Collectors.groupingBy(Arrow::to, Collectors.counting()));
        arrows.removeIf(arrow -> calls.get(arrow.to()) > MANY
                && !arrow.to().equals(route)
                // Named in the caller's box instead.
                && boxes.get(arrow.from()).uses().put("→ " + arrow.to(), 1) == null);
        return this;
    }
}
