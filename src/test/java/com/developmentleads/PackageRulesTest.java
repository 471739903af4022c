package com.developmentleads;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may use which, and that each says so. */
class PackageRulesTest {

    private static final String HOME = "com.developmentleads";

    /**
     * From the bottom up: a package uses those of its own layer, never in a circle, and those of the layers before it.
     */
    private static final List<List<String>> LAYERS = List.of(
            List.of("files"),
            List.of("provider", "sandbox"),
            List.of("config", "net"),
            List.of("failure", "listing", "mail", "openai", "pricing", "prompt", "schedule", "sheets"),
            List.of(
                    "alert",
                    "classify",
                    "evaluate",
                    "importing",
                    "management",
                    "parcel",
                    "publish",
                    "search",
                    "storage",
                    "training"),
            List.of("runtime"),
            List.of("check"),
            List.of("doctor"),
            List.of("cli"));

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    private static String[] patterns(List<String> packages) {
        return packages.stream().map(name -> HOME + "." + name + "..").toArray(String[]::new);
    }

    @Test
    void noArrowPointsUpwards() {
        for (int i = 0; i < LAYERS.size() - 1; i++) {
            List<String> above = LAYERS.subList(i + 1, LAYERS.size()).stream()
                    .flatMap(List::stream)
                    .toList();
            noClasses()
                    .that()
                    .resideInAnyPackage(patterns(LAYERS.get(i)))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(patterns(above)))
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasALayer() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of(HOME), LAYERS.stream().flatMap(layer -> Stream.of(patterns(layer))))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packagesUseEachOtherInNoCircle() {
        slices().matching(HOME + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theProviderAndTheSandboxUseNothingOfOursButFiles() {
        for (String name : LAYERS.get(1)) {
            String inside = HOME + "." + name + "..";
            noClasses()
                    .that()
                    .resideInAPackage(inside)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(HOME + "..").and(resideOutsideOfPackages(inside, HOME + ".files..")))
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassHasAPackageOfOurs() {
        JavaClasses all =
                new ClassFileImporter().importPaths(Path.of("target/classes"), Path.of("target/test-classes"));
        classes().should().resideInAPackage(HOME + "..").check(all);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Path sources = Path.of("src/main/java");
        TreeSet<Path> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> packages.add(file.getParent()));
        }
        assertThat(packages).hasSizeGreaterThan(20);
        for (Path folder : packages) {
            assertThat(folder.resolve("package-info.java")).exists().content().startsWith("/**");
        }
    }
}
