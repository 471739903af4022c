package com.developmentleads.runtime;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.RouteWatcherReloadStrategy;

/**
 * Camel's reload of route files, of those alone that a check lets pass: one with a mistake would otherwise leave some of
 * its routes stopped.
 */
final class RouteReload extends RouteWatcherReloadStrategy {

    private static final long POLL_MILLIS = 500;

    private final Predicate<Path> isRight;

    RouteReload(Path folder, Predicate<Path> isRight) {
        super(folder.toString(), true);
        this.isRight = isRight;
        setPattern("*.camel.yaml,**/*.camel.yaml");
        setRemoveAllRoutes(false);
        setPollTimeout(POLL_MILLIS);
    }

    @Override
    protected void onRouteReload(Collection<Resource> resources, boolean removeEverything) {
        List<Resource> right = resources.stream()
                .filter(resource -> isRight.test(Path.of(resource.getLocation().replaceFirst("^file:", ""))
                        .toAbsolutePath()))
                .toList();
        if (!right.isEmpty()) {
            super.onRouteReload(right, false);
        }
    }
}
