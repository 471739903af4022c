package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a daily run found, as the terminal shows it. */
final class RunReport {

    private final Map<?, ?> report;
    private final Settings settings;

    /** @param report the document of {@code routes/sql/runs/report.sql} */
    RunReport(Map<?, ?> report, Settings settings) {
        this.report = report;
        this.settings = settings;
    }

    void print(Console console) {
        console.field("model", report.get("model") + ", " + report.get("model_reason"));
        console.field("searched", report.get("searches") + " pages, " + report.get("results") + " results");
        console.field(
                "properties",
                report.get("found") + "; " + report.get("new") + " new, " + report.get("changed") + " changed");
        counts("skip_reasons", "reason").forEach(text -> console.field("left out", text));
        console.field(
                "classified",
                report.get("classified")
                        + counts("labels", "label").stream()
                                .collect(Collectors.joining(
                                        ", ", counts("labels", "label").isEmpty() ? "" : ": ", "")));
        boolean waits = number(report.get("waiting")) > 0;
        if (waits || report.get("note") != null) {
            console.field(
                    "waiting",
                    (waits ? report.get("waiting") : "searches") + " for the next run"
                            + (report.get("note") == null ? "" : ": " + report.get("note")));
        }
        console.field(
                "cost",
                report.get("usd") == null
                        ? "not known"
                        : Texts.dollars(new BigDecimal(report.get("usd").toString())) + " for "
                                + Texts.count(number(report.get("input_tokens")) + number(report.get("output_tokens")))
                                + " tokens"
                                + (report.get("search_fees").equals("counted") ? "" : ", without search fees"));
        console.field("state", report.get("state") + ", " + report.get("seconds") + " s");
        printLeads(console);
    }

    /** Tuned models give no reasons; a column without any says nothing. */
    private static List<String> columns(boolean reasoned, String... columns) {
        List<String> shown = new ArrayList<>(List.of(columns));
        if (!reasoned) {
            shown.remove(columns.length - 2);
        }
        return shown;
    }

    private void printLeads(Console console) {
        List<?> leads = (List<?>) report.get("leads");
        console.blank();
        if (leads.isEmpty()) {
            console.line("No new leads in " + place() + ".");
            return;
        }
        console.line(Texts.count(leads.size(), "lead", "leads") + " in " + place() + ":");
        boolean elsewhere = settings.optional("sheets.spreadsheet-id").isPresent()
                || settings.optional("mail.host").isPresent();
        boolean reasoned = leads.stream().anyMatch(lead -> ((Map<?, ?>) lead).get("reason") != null);
        List<List<String>> rows = new ArrayList<>();
        for (Object entry : leads) {
            Map<?, ?> lead = (Map<?, ?>) entry;
            rows.add(columns(
                    reasoned,
                    text(lead.get("address")),
                    price(lead.get("price")),
                    news(lead),
                    text(lead.get("score")),
                    text(lead.get("lot_size")),
                    text(lead.get("year_built")),
                    text(lead.get("facts")),
                    text(lead.get("reason")),
                    text(lead.get("link"))));
        }
        console.table(
                columns(reasoned, "ADDRESS", "PRICE", "NEWS", "SCORE", "LOT", "BUILT", "FACTS", "WHY", "LINK"), rows);
        if (!elsewhere) {
            console.line("All leads are in " + settings.file("leads"));
        }
    }

    private String place() {
        return String.valueOf(report.get("location")).replaceAll(" *[|] *", " and ");
    }

    /** Why a lead is told, in the order of the list. */
    private static String news(Map<?, ?> lead) {
        String section = text(lead.get("section"));
        return section.equals("price cut") ? "price cut, was " + price(lead.get("was")) : section;
    }

    private List<String> counts(String list, String name) {
        List<String> texts = new ArrayList<>();
        for (Object entry : (List<?>) report.get(list)) {
            Map<?, ?> count = (Map<?, ?>) entry;
            texts.add(count.get("count") + " " + String.valueOf(count.get(name)).replace('_', ' '));
        }
        return texts;
    }

    private static String price(Object value) {
        return value instanceof Number number ? "$" + Texts.count(number.longValue()) : "";
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
