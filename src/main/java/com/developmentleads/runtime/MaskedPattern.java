package com.developmentleads.runtime;

import com.developmentleads.config.SecretMask;
import java.util.List;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.core.pattern.PatternFormatter;

/**
 * In a layout, <code>%masked{pattern}</code> is what the pattern gives without secrets, whatever logs, at whatever level,
 * and also in the texts of exceptions; without characters that steer a terminal or turn a text around; and with all
 * lines but the first set in, so that no text from outside looks like an entry of its own.
 */
@Plugin(name = "MaskedPattern", category = PatternConverter.CATEGORY)
@ConverterKeys("masked")
public final class MaskedPattern extends LogEventPatternConverter {

    private final List<PatternFormatter> pattern;

    private MaskedPattern(List<PatternFormatter> pattern) {
        super("masked", "masked");
        this.pattern = pattern;
    }

    /** Called by the layout; {@code options} is the one pattern. */
    public static MaskedPattern newInstance(Configuration configuration, String[] options) {
        return new MaskedPattern(
                PatternLayout.createPatternParser(configuration).parse(options[0]));
    }

    @Override
    public void format(LogEvent event, StringBuilder line) {
        StringBuilder inner = new StringBuilder();
        pattern.forEach(part -> part.format(event, inner));
        append(SecretMask.apply(inner.toString()), line);
    }

    private static void append(String entry, StringBuilder line) {
        for (int i = 0; i < entry.length(); i++) {
            char c = entry.charAt(i);
            boolean lineEnd = c == '\n' || c == '\r' && entry.startsWith("\n", i + 1);
            line.append(lineEnd || c == '\t' || !steers(c) ? c : '?');
            if (c == '\n' && i + 1 < entry.length()) {
                line.append(' ');
            }
        }
    }

    private static boolean steers(char c) {
        return c < ' '
                || c > '~'
                        && switch (Character.getType(c)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> true;
                            default -> false;
                        };
    }

    /** Else the layout would append the stack trace by itself, behind the mask. */
    @Override
    public boolean handlesThrowable() {
        return true;
    }
}
