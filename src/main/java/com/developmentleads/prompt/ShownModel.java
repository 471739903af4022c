package com.developmentleads.prompt;

import com.developmentleads.config.Settings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model together with how many labelled examples it is shown with each question. In records, figures and on the screen
 * it is a model of its own, "gpt-6-luna + 8 examples"; with none it is the model itself.
 *
 * @param model    the name by which the provider knows it
 * @param examples how many it is shown, 0 or more
 */
public record ShownModel(String model, int examples) {

    private static final Pattern NAME = Pattern.compile("(\\S+) \\+ ([0-9]{1,3}) examples");

    /** Reads a {@link #name}. */
    public static ShownModel of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? new ShownModel(matcher.group(1), Integer.parseInt(matcher.group(2)))
                : new ShownModel(name, 0);
    }

    /** Whether a model can be called so, with or without examples that it is shown. */
    public static boolean isName(String name) {
        return of(name).model().matches("[\\x21-\\x7e]{1,200}");
    }

    /** The generic model, as the daily run asks it. */
    public static ShownModel generic(Settings settings) {
        return new ShownModel(settings.text("openai.generic-model"), settings.integer("classify.examples"));
    }

    /** How many examples a model of that name is shown. */
    public static int examples(String name) {
        return of(name).examples;
    }

    /** Whether a model of that name is shown any. */
    public static boolean isShown(String name) {
        return examples(name) > 0;
    }

    /** Under which it is recorded. */
    public String name() {
        return examples == 0 ? model : model + " + " + examples + " examples";
    }
}
