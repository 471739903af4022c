package com.developmentleads.check;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpEndpointUriFactory;
import org.apache.hc.client5.http.config.RequestConfig;

/**
 * What route files name: the {@code direct:} endpoints, error policies, files of {@code routes}, properties and options of
 * HTTP requests must be there.
 */
final class References {

    private static final String DIRECT = "direct:";
    private static final Pattern ENTRY = Pattern.compile("uri:\\s*\"?(direct:[\\w-]+)");
    private static final Pattern PROPERTY = Pattern.compile("\\{\\{([^{}?!:][^{}:]*)}}");
    private static final Pattern HTTP = Pattern.compile("https?:.*|\\{\\{[\\w.-]*url}}.*");
    /** The endpoint's, and those of a request, which camel-http binds to the builder of its client's settings. */
    private static final Set<String> HTTP_OPTIONS = Stream.concat(
                    new HttpEndpointUriFactory().propertyNames().stream(),
                    Stream.of(RequestConfig.Builder.class.getMethods())
                            .map(Method::getName)
                            .filter(name -> name.startsWith("set"))
                            .map(name -> Introspector.decapitalize(name.substring(3))))
            .collect(Collectors.toSet());

    private static final Pattern FILE = Pattern.compile("classpath:(routes/[^\\s\"'?]+)");

    private final Collection<YamlFile> files;
    private final List<Finding> findings = new ArrayList<>();

    private References(Collection<YamlFile> files) {
        this.files = files;
    }

    /**
     * What is named and is not there.
     *
     * @param unread     texts of route files that are no YAML: what is entered there is there
     * @param existing   paths of files below the project's folder
     * @param properties names that {@code {{…}}} may use
     */
    static List<Finding> missing(
            Collection<YamlFile> files, List<String> unread, Collection<String> existing, Set<String> properties) {
        References references = new References(files);
        Set<String> entries = files.stream()
                .flatMap(file -> file.routes().stream())
                .map(YamlFile.Route::from)
                .collect(Collectors.toSet());
        unread.forEach(text -> ENTRY.matcher(text).results().forEach(entry -> entries.add(entry.group(1))));
        Set<String> policies = files.stream()
                .flatMap(file -> file.scalars().stream())
                .filter(scalar -> scalar.outer().equals("routeConfiguration")
                        && scalar.key().equals("id"))
                .map(YamlFile.Scalar::text)
                .collect(Collectors.toSet());
        references.each((file, scalar) -> {
            if (scalar.text().startsWith(DIRECT) && !scalar.outer().equals("from")) {
                references.direct(file, scalar, entries);
            }
            if (scalar.key().equals("routeConfigurationId")) {
                references.policies(file, scalar, policies);
            }
            references.files(file, scalar, existing);
            references.properties(file, scalar, properties);
        });
        files.forEach(references::options);
        return references.findings;
    }

    private interface Visitor {
        void visit(YamlFile file, YamlFile.Scalar scalar);
    }

    private void each(Visitor visitor) {
        files.forEach(file -> file.scalars().forEach(scalar -> visitor.visit(file, scalar)));
    }

    private void direct(YamlFile file, YamlFile.Scalar scalar, Set<String> entries) {
        String target = scalar.text().replaceAll("\\?.*", "");
        if (entries.stream().noneMatch(entry -> entry.matches(form(target)))) {
            add(file, scalar, "no route is entered through ", target, entries);
        }
    }

    private void policies(YamlFile file, YamlFile.Scalar scalar, Set<String> policies) {
        for (String id : scalar.text().split(",")) {
            if (!policies.contains(id.strip())) {
                add(file, scalar, "there is no routeConfiguration ", id.strip(), policies);
            }
        }
    }

    private void add(YamlFile file, YamlFile.Scalar scalar, String what, String name, Set<String> known) {
        findings.add(
                new Finding(file.name(), scalar.line(), what + name, "correct the name" + Words.nearest(name, known)));
    }

    /** Camel sends what it does not know to the other side; every other component refuses it. */
    private void options(YamlFile file) {
        String uri = "";
        for (YamlFile.Scalar scalar : file.scalars()) {
            if (scalar.key().equals("uri")) {
                uri = scalar.text();
            } else if (scalar.outer().equals("parameters")
                    && HTTP.matcher(uri).matches()
                    && !HTTP_OPTIONS.contains(scalar.key())) {
                add(file, scalar, "the other side would get the option ", scalar.key(), HTTP_OPTIONS);
            }
        }
    }

    private void files(YamlFile file, YamlFile.Scalar scalar, Collection<String> existing) {
        Matcher matcher = FILE.matcher(scalar.text());
        while (matcher.find()) {
            String named = matcher.group(1);
            if (existing.stream().noneMatch(path -> path.matches(form(named)))) {
                findings.add(new Finding(
                        file.name(),
                        scalar.line(),
                        "there is no file " + named,
                        "write it, or correct the name" + Words.nearest(named, existing)));
            }
        }
    }

    private void properties(YamlFile file, YamlFile.Scalar scalar, Set<String> properties) {
        Matcher matcher = PROPERTY.matcher(scalar.text());
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            if (!properties.contains(name)) {
                findings.add(new Finding(
                        file.name(),
                        scalar.line(),
                        "there is no property " + name,
                        "put it into application.properties, or correct the name" + Words.nearest(name, properties)));
            }
        }
    }

    /** Values of variables and properties are known at run time; at least one file or route of that form must exist. */
    private static String form(String name) {
        return Pattern.quote(name).replaceAll("\\$\\{[^}]*}|\\{\\{[^}]*}}", "\\\\E[^/]+\\\\Q");
    }
}
