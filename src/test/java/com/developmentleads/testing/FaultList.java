package com.developmentleads.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Writes a line for each {@link FaultCase} that was tested: where, fault, expectation, result and test, separated by
 * tabs, into a file of this process in {@code target/faults}.
 */
final class FaultList implements AfterTestExecutionCallback {

    private static final Path FILE =
            Path.of("target", "faults", ProcessHandle.current().pid() + ".tsv");

    private static final int LONGEST = 110;

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        FaultCase tested = context.getRequiredTestMethod().getAnnotation(FaultCase.class);
        boolean several = AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), ParameterizedTest.class);
        String fault = several ? tested.fault() + ": " + context.getDisplayName() : tested.fault();
        String result = context.getExecutionException().isPresent() ? "FAILED" : "as expected";
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        Files.createDirectories(FILE.getParent());
        Files.writeString(
                FILE,
                String.join(
                                "\t",
                                tested.where().name().toLowerCase(java.util.Locale.ROOT),
                                oneLine(fault),
                                oneLine(tested.then()),
                                result,
                                test)
                        + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
