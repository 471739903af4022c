package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.developmentleads.files.AtomicFiles;
import com.developmentleads.files.LineFile;
import com.developmentleads.listing.ListingKey;
import com.developmentleads.prompt.ShownModel;
import com.developmentleads.publish.SheetChange;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.sandbox.MadeUpTown;
import com.developmentleads.training.TrainingEstimate;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Days on which a made-up owner of a taste of their own judges what they are shown, in both tabs of the sheet, and the
 * application learns from it. The owner answers from a table that nothing else reads.
 */
final class OwnerPlay {

    private static final int LISTINGS = 36;
    private static final long SEED = 7;
    private static final int TRAIN_EVERY = 3;
    private static final int EXAMPLES = 8;
    private static final String YES = "development_opportunity";

    private final Leads leads;
    private final Console console;
    private final Console silent;
    private final Settings settings;
    private final Path clock;
    private final boolean trains;
    private final List<Map<String, Object>> days = new ArrayList<>();

    /** @param trains whether a model is trained every third day; without that it may be shown examples */
    OwnerPlay(Leads leads, Settings base, boolean trains) {
        this.trains = trains;
        this.leads = leads;
        this.console = leads.console();
        this.silent = leads.silent();
        Path sandbox = Path.of(base.text("sandbox.directory"));
        this.clock = sandbox.resolve("clock.txt");
        this.settings = base.with("sandbox.corpus", "file:" + sandbox.resolve("town"))
                .with("sandbox.clock-file", clock.toString())
                .with(
                        "search.queries",
                        "site:zillow.com for sale | site:redfin.com for sale | site:realtor.com for sale")
                .with("search.pages", "3")
                .with("feedback.samples", "10");
    }

    /** Plays; returns what was measured each day, and the evaluation at the end. */
    Map<String, Object> play(int count) throws IOException, InterruptedException {
        Path town = Path.of(settings.text("sandbox.directory")).resolve("town");
        Map<String, Boolean> wanted = new MadeUpTown(settings.home().resolve("data/samples/taste/phrases.txt"), SEED)
                .write(town, count, LISTINGS);
        AtomicFiles.createFolder(clock.getParent());
        AtomicFiles.writeLine(clock, "0h");
        LocalDate first = DailyCommand.today(settings);
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, false)) {
            LeadsRuntime runtime = session.runtime();
            for (int day = 1; day <= count; day++) {
                AtomicFiles.writeLine(clock, 24 * (day - 1) + "h");
                String model = inUse();
                runtime.ask("sandbox-serpapi-day", String.valueOf(day), Map.of());
                DailyCommand.run(runtime, silent, first.plusDays(day - 1L), "manual", "play-" + day);
                judge(runtime, wanted);
                runtime.ask("leads-feedback", null, Map.of());
                days.add(measure(runtime, wanted, first.plusDays(day - 1L), day, model));
                if (trains && (day % TRAIN_EVERY == 0 || day == count)) {
                    train(session);
                }
            }
            print();
            console.blank();
            console.line(
                    "The model at the end against the generic one, on judged properties that no training has seen");
            Set<String> models = new LinkedHashSet<>(List.of(inUse(), settings.text("openai.generic-model")));
            if (trains) {
                models.add(new ShownModel("local-similar", EXAMPLES).name());
            } else {
                PrepareCommand.prepare(runtime, silent);
            }
            Map<String, Object> evaluation = new LinkedHashMap<>();
            EvaluateCommand.evaluate(runtime, console, models, 0, false, evaluation);
            return Map.of("days", days, "evaluation", evaluation);
        }
    }

    private String inUse() throws IOException {
        return new LineFile(settings.file("model-id").toString())
                .read()
                .orElse(ShownModel.generic(settings).name());
    }

    /** The owner writes yes or no beside each property that has no verdict yet. */
    private void judge(LeadsRuntime runtime, Map<String, Boolean> wanted) {
        Map<Object, Boolean> byKey = new HashMap<>();
        wanted.forEach((address, want) -> byKey.put(ListingKey.of(address, null), want));
        for (String tab : List.of(settings.text("sheets.tab"), settings.text("sheets.judge-tab"))) {
            Exchange exchange = runtime.ask("leads-feedback-said", null, Map.of("tab", tab));
            List<ValueRange> marks = new ArrayList<>();
            for (Object row : exchange.getMessage().getBody(List.class)) {
                Map<?, ?> said = (Map<?, ?>) row;
                Boolean verdict = byKey.get(said.get("key"));
                if (verdict != null && said.get("verdict").equals("")) {
                    marks.add(new ValueRange()
                            .setRange("'" + tab + "'!" + said.get("cell"))
                            .setValues(List.of(List.of(verdict ? "yes" : "no"))));
                }
            }
            if (!marks.isEmpty()) {
                BatchUpdateValuesRequest cells = new BatchUpdateValuesRequest()
                        .setValueInputOption("RAW")
                        .setData(marks);
                runtime.ask(
                        "leads-sheet-write",
                        null,
                        Map.of("tab", tab, "change", new SheetChange(null, cells, List.of())));
            }
        }
    }

    private void train(Session session) throws IOException, InterruptedException {
        LeadsRuntime runtime = session.runtime();
        PrepareCommand.prepare(runtime, silent);
        TrainCommand.train(
                runtime,
                silent,
                settings.text("openai.training-model"),
                false,
                TrainingEstimate.of(settings.file("training")));
        StatusCommand.watch(
                runtime,
                silent,
                StatusCommand.lastJob(session.records(), settings).orElseThrow());
    }

    private static Map<String, Object> measure(
            LeadsRuntime runtime, Map<String, Boolean> wanted, LocalDate date, int day, String model) {
        int found = 0;
        int shown = 0;
        int right = 0;
        int agreed = 0;
        int all = 0;
        int labels = 0;
        int yes = 0;
        for (Object row :
                runtime.ask("samples-listings", null, Map.of()).getMessage().getBody(List.class)) {
            Map<?, ?> listing = (Map<?, ?>) row;
            boolean want = wanted.getOrDefault(listing.get("address"), false);
            boolean judged = "human".equals(listing.get("label_source"));
            labels += judged ? 1 : 0;
            yes += judged && YES.equals(listing.get("classification")) ? 1 : 0;
            if (date.toString().equals(listing.get("first_seen"))) {
                boolean lead = YES.equals(listing.get("model_label"));
                all++;
                found += want ? 1 : 0;
                shown += lead ? 1 : 0;
                right += want && lead ? 1 : 0;
                agreed += want == lead ? 1 : 0;
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("day", day);
        figures.put("model", model);
        figures.put("labels", labels);
        figures.put("labels_yes", yes);
        figures.put("new", all);
        figures.put("wanted", found);
        figures.put("leads", shown);
        figures.put("leads_wanted", right);
        figures.put("agreement", all == 0 ? null : (double) agreed / all);
        figures.put("recall", found == 0 ? null : (double) right / found);
        return figures;
    }

    private void print() {
        console.blank();
        console.line("Each day's new properties, as the model that was in use that day judged them");
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> day : days) {
            rows.add(List.of(
                    day.get("day").toString(),
                    day.get("model").toString().startsWith("ft:")
                            ? "tuned"
                            : day.get("model").toString(),
                    day.get("new").toString(),
                    day.get("wanted").toString(),
                    day.get("leads").toString(),
                    day.get("leads_wanted").toString(),
                    percent(day.get("agreement")),
                    percent(day.get("recall")),
                    day.get("labels") + " (" + day.get("labels_yes") + " yes)"));
        }
        console.table(
                List.of("DAY", "MODEL", "NEW", "WANTED", "LEADS", "OF THEM WANTED", "AGREEMENT", "RECALL", "LABELS"),
                rows);
    }

    private static String percent(Object share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * (Double) share);
    }
}
