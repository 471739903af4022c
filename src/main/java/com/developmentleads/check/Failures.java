package com.developmentleads.check;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in one line, with the place in the file, why Camel cannot make a route. */
final class Failures {

    private static final Pattern OPTION = Pattern.compile("Unknown parameters=\\[\\{([\\w.-]+)=");

    private final Map<String, YamlFile> yaml;

    Failures(Map<String, YamlFile> yaml) {
        this.yaml = yaml;
    }

    /** Nothing when the cause is a mistake in another file. */
    Optional<Finding> finding(String file, Throwable failure) {
        int route = find(failure, FailedToCreateRouteException.class)
                .map(e -> route(file, e.getRouteId()))
                .orElse(0);
        Optional<YamlEngineException> syntax = find(failure, YamlEngineException.class);
        if (syntax.isPresent()) {
            return Optional.of(YamlFile.finding(file, syntax.get()));
        }
        Optional<SimpleIllegalSyntaxException> simple = find(failure, SimpleIllegalSyntaxException.class);
        if (simple.isPresent()) {
            String expression = String.valueOf(simple.get().getExpression());
            int line = line(file, route, scalar -> scalar.text().contains(expression));
            return Optional.of(new Finding(
                    file,
                    line,
                    "the Simple expression cannot be read: "
                            + Texts.first(simple.get().getMessage()),
                    "correct the expression"));
        }
        Optional<NoSuchBeanException> bean = find(failure, NoSuchBeanException.class);
        if (bean.isPresent()) {
            return bean(file, route, bean.get().getName());
        }
        Optional<String> unknown = find(failure, NoSuchEndpointException.class).map(NoSuchEndpointException::getUri);
        if (unknown.isPresent()) {
            String scheme = unknown.get().replaceFirst(":.*", "");
            return Optional.of(new Finding(
                    file,
                    line(file, route, scalar -> scalar.text().startsWith(scheme + ":")),
                    "there is no component " + scheme,
                    "correct the name, or put the component's jar into lib/ext"));
        }
        Optional<String> uri = find(failure, ResolveEndpointFailedException.class)
                .map(ResolveEndpointFailedException::getUri)
                .or(() -> find(failure, FailedToCreateProducerException.class)
                        .map(FailedToCreateProducerException::getUri));
        if (uri.isPresent()) {
            return Optional.of(endpoint(file, route, uri.get(), root(failure).getMessage()));
        }
        return Optional.of(new Finding(
                file,
                route,
                "Camel cannot make the route: " + Texts.first(root(failure).getMessage()),
                "correct it"));
    }

    private Finding endpoint(String file, int route, String whole, String message) {
        String uri = whole.replaceFirst("\\?.*", "").replaceFirst("://", ":");
        int place = line(
                file,
                route,
                scalar -> scalar.key().equals("uri") && scalar.text().equals(uri));
        Matcher option = OPTION.matcher(message);
        if (option.find()) {
            String name = option.group(1);
            return new Finding(
                    file,
                    line(file, place, scalar -> scalar.key().equals(name)),
                    "there is no option " + name + " of " + uri.replaceFirst(":.*", ""),
                    "correct the name; Camel's page of the component lists them");
        }
        return new Finding(
                file,
                place,
                "Camel cannot make the endpoint: " + Texts.first(message),
                "correct its address or its options");
    }

    private Optional<Finding> bean(String file, int route, String name) {
        if (yaml.values().stream()
                .flatMap(any -> any.scalars().stream())
                .anyMatch(scalar -> scalar.outer().equals("beans")
                        && scalar.key().equals("name")
                        && scalar.text().equals(name))) {
            return Optional.empty();
        }
        int line = line(file, route, scalar -> scalar.text().matches("(#bean:|#)?" + Pattern.quote(name)));
        return Optional.of(
                new Finding(file, line, "there is no bean " + name, "correct the name, or add it to the file's beans"));
    }

    private int route(String file, String id) {
        return line(
                file,
                0,
                scalar -> scalar.outer().equals("route")
                        && scalar.key().equals("id")
                        && scalar.text().equals(id));
    }

    /** The first line from that one on that has such a text; else that one. */
    private int line(String file, int from, Predicate<YamlFile.Scalar> wanted) {
        return yaml.get(file).scalars().stream()
                .filter(scalar -> scalar.line() >= from)
                .filter(wanted)
                .findFirst()
                .map(YamlFile.Scalar::line)
                .orElse(from);
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
