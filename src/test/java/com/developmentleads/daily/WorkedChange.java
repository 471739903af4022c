package com.developmentleads.daily;

import com.developmentleads.testing.EditedProject;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of {@code docs/change-a-route.md}, done as it stands there in a copy of the project, with the stand-ins of a
 * day. A code block below a line that is nothing but a file's name in backticks is that file, whole; one named
 * {@code application.properties} is added to the end of it, where it wins. Other blocks are not used.
 *
 * <p>To add a worked change: write a section {@code ## Title} into the page, and a test in {@link ChangeARouteTest} that
 * makes {@code new WorkedChange(folder, "Title")}, puts the addresses of its stand-ins in place of those of the page with
 * {@code day.set("my.url", server.url())}, and runs {@code day.daily()}.
 */
public final class WorkedChange implements AutoCloseable {

    private static final Path PAGE = Path.of("docs/change-a-route.md").toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("(?m)^`([^`\n]+)`\n\n```\\w*\n(.*?)^```$", Pattern.DOTALL);
    private static final String PROPERTIES = "application.properties";

    /** The stand-ins, and commands that run in the copy. */
    public final DailyRunFixture day;

    private final EditedProject project;

    /**
     * @param folder an empty one
     * @param title  of the section, without its marks
     */
    public WorkedChange(Path folder, String title) throws IOException {
        project = new EditedProject(folder.resolve("edited"));
        files(title).forEach((name, text) -> {
            boolean added = name.equals(PROPERTIES);
            project.write(name, added ? TestInstallation.read(project.file(PROPERTIES)) + "\n" + text : text);
        });
        day = new DailyRunFixture(folder.resolve("day"));
    }

    /** The files of a section, by name. */
    static Map<String, String> files(String title) throws IOException {
        String page = Files.readString(PAGE);
        Matcher section = Pattern.compile(
                        "(?m)^## " + Pattern.quote(title) + "\n(.*?)(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page);
        if (!section.find()) {
            throw new AssertionError("no section '" + title + "' in " + PAGE);
        }
        Map<String, String> files = new LinkedHashMap<>();
        BLOCK.matcher(section.group(1)).results().forEach(block -> files.put(block.group(1), block.group(2)));
        if (files.isEmpty()) {
            throw new AssertionError("no file in the section '" + title + "'");
        }
        return files;
    }

    /** The copy of the project. */
    public EditedProject project() {
        return project;
    }

    @Override
    public void close() {
        day.close();
        project.close();
    }
}
