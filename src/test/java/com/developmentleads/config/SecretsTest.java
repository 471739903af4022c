package com.developmentleads.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys come from, and that they stay there. */
class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Secrets secrets = secrets("KEY=file\nOTHER=file", Map.of("KEY", " from-environment-1 "));
        assertThat(secrets.find("KEY")).get().extracting(Secret::reveal).isEqualTo("from-environment-1");
        assertThat(secrets.find("OTHER")).get().extracting(Secret::reveal).isEqualTo("file");
        assertThat(secrets.find("NONE")).isEmpty();
    }

    @Test
    void aBlankValueIsNone() throws IOException {
        Secrets secrets = secrets("KEY=file\nBLANK=\nQUOTED=\" \"", Map.of("KEY", "  "));
        assertThat(secrets.find("KEY")).get().extracting(Secret::reveal).isEqualTo("file");
        assertThat(secrets.find("BLANK")).isEmpty();
        assertThat(secrets.find("QUOTED")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEY=v=a#l \"ue",
                " KEY = v=a#l \"ue ",
                "export KEY=v=a#l \"ue",
                "KEY='v=a#l \"ue'",
                "KEY=\"v=a#l \"ue\"",
                "# KEY=other\nKEY=v=a#l \"ue\n#KEY=other",
                "\r\nKEY=v=a#l \"ue\r\n",
                "KEY=other\nKEY=v=a#l \"ue",
                "no equals sign\n=no name\nKEY=v=a#l \"ue"
            })
    void waysToWriteALine(String file) throws IOException {
        assertThat(secrets(file, Map.of()).find("KEY"))
                .get()
                .extracting(Secret::reveal)
                .isEqualTo("v=a#l \"ue");
    }

    @Test
    void thereNeedBeNoFile() {
        Secrets secrets = new Secrets(Map.of(), folder.resolve("none"));
        assertThat(secrets.find("KEY")).isEmpty();
        assertThat(secrets.warning()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsNamedAndNotShown() throws IOException {
        Path file = folder.resolve("keys.env");
        Files.write(file, "KEY=sk-\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new Secrets(Map.of(), file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("sk-");
    }

    @Test
    void othersWhoMayReadTheFileAreWarnedOf() throws IOException {
        Path file = file("KEY=value");
        for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThat(new Secrets(Map.of(), file).warning())
                    .get()
                    .asString()
                    .contains("chmod 600 " + file)
                    .doesNotContain("value");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(new Secrets(Map.of(), file).warning()).isEmpty();
    }

    @Test
    void aSecretShowsItselfToNobodyWhoDoesNotAsk() throws IOException {
        Secret secret = new Secret("sk-value");
        assertThat(secret).hasToString("***");
        assertThat("" + secret + Map.of("key", secret)).doesNotContain("sk-value");
        assertThat(new ObjectMapper()
                        .findAndRegisterModules()
                        .configure(com.fasterxml.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS, false)
                        .writeValueAsString(secret))
                .doesNotContain("sk-value");
    }

    @Test
    void aMissingKeyNamesItsVariableAndTheWayWithoutOne() throws IOException {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1");
        Files.writeString(place.keyFile(), "");
        TestInstallation.Result run = place.run("status", "--list");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("OPENAI_API_KEY", "--provider embedded").hasLineCount(1);
        assertThat(place.data()).doesNotExist();
    }

    private Secrets secrets(String content, Map<String, String> environment) throws IOException {
        return new Secrets(environment, file(content));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("keys.env"), content);
    }
}
