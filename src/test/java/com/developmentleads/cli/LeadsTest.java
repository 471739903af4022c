package com.developmentleads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command line knows the commands that it names, and all where it names none. */
class LeadsTest {

    @Test
    void eachCommandHasTheNameOfItsAnnotation() {
        assertThat(new Leads().commandLine("--help").getSubcommands())
                .hasSizeGreaterThan(20)
                .allSatisfy((name, command) -> assertThat(command.<Object>getCommand()
                                .getClass()
                                .getAnnotation(Command.class)
                                .name())
                        .isEqualTo(name));
    }

    @Test
    void thoseThatAreNamedAreReadAlone() {
        CommandLine line = new Leads().commandLine("--data", "status", "--quiet", "prepare", "prepare");
        assertThat(line.getSubcommands()).containsOnlyKeys("status", "prepare");
    }

    @Test
    void aWordThatIsNoCommandIsComparedWithAll() {
        assertThat(new Leads().commandLine("prepair").getSubcommands()).containsKeys("demo", "prepare", "routes");
        assertThat(new Leads().commandLine().getSubcommands()).containsKeys("demo", "prepare", "routes");
    }
}
