package com.developmentleads.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code deploy}: what they name exists, and systemd takes its unit and finds it well shut. */
class DeployFilesTest {

    private static final Path UNIT = Path.of("deploy/systemd/leads.service");
    private static final Path CONTAINER = Path.of("deploy/Containerfile");
    /** Of 10, the most exposed; systemd calls up to 2 safe. */
    private static final double EXPOSURE = 2;

    @TempDir
    private Path folder;

    @Test
    void everyVariableIsOneOfAProperty() throws IOException {
        Set<String> known = PropertyTypes.settable().stream()
                .map(EnvironmentProperties::variable)
                .collect(Collectors.toSet());
        known.addAll(List.of("LEADS_JAVA_OPTS", "LEADS_PROVIDER_KEY", "LEADS_"));
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            for (Path file : Stream.concat(files.filter(Files::isRegularFile), Stream.of(Path.of("docs/deploy.md")))
                    .toList()) {
                assertThat(found(Files.readString(file), "\\bLEADS_[A-Z_]*"))
                        .as(file.toString())
                        .isSubsetOf(known);
            }
        }
    }

    @Test
    void theContainerTakesWhatIsThereAndIsNobodySpecial() throws IOException {
        String text = Files.readString(CONTAINER).replace("\\\n", " ");
        List<String> lines = text.lines().map(String::strip).toList();
        for (String copy : lines.stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .toList()) {
            String[] words = copy.split(" +");
            assertThat(Arrays.copyOfRange(words, 1, words.length - 1))
                    .as(copy)
                    .allMatch(source -> Files.exists(Path.of(source)));
        }
        assertThat(lines).contains("USER 10001:10001", "VOLUME /data", "CMD [\"run\"]");
        assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK ") && line.contains("/observe/health/live"));
        assertThat(lines.stream().filter(line -> line.startsWith("ENTRYPOINT ")))
                .singleElement()
                .asString()
                .endsWith("\"-jar\", \"/opt/development-leads/target/development-leads.jar\", \"--data\", \"/data\"]");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<finalName>development-leads</finalName>", "${project.build.directory}/lib");
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        String unit = Files.readString(UNIT);
        assertThat(unit).contains("SuccessExitStatus=143", " --data /var/lib/development-leads run\n");
        int version = version();
        if (version < 250) {
            System.err.println("NOT CHECKED: there is no systemd-analyze of version 250 or newer, and " + UNIT
                    + " was looked at by nobody");
        }
        Assumptions.assumeTrue(version >= 250, "systemd-analyze 250 or newer");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path here = Files.writeString(folder.resolve("leads.service"), unit.replace("/usr/bin/java", java));

        assertThat(analyze("verify", here.toString())).doesNotContain("leads.service");
        String security = analyze("security", "--offline=true", "--no-pager", here.toString());

        assertThat(found(security, "(?<=leads\\.service: )[0-9.]+"))
                .as(security)
                .singleElement()
                .satisfies(level -> assertThat(Double.parseDouble(level)).isLessThan(EXPOSURE));
    }

    private int version() throws Exception {
        try {
            return found(analyze("--version"), "(?<=systemd )[0-9]+").stream()
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private String analyze(String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("systemd-analyze"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
