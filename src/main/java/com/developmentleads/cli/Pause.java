package com.developmentleads.cli;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Records;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pause of the daily runs, as commands show it.
 *
 * @param since  when it began, ISO 8601
 * @param reason what its owner said, or null
 */
record Pause(String since, String reason) {

    /** The pause that lasts; null when there is none. */
    static Pause read(LeadsRuntime runtime) {
        return of(runtime.ask("leads-pause-read", null, Map.of()).getMessage().getBody(Map.class));
    }

    /** The same without the routes. */
    static Pause read(Records records) {
        return of(records.row("pauses/open.sql", Map.of()).orElse(null));
    }

    private static Pause of(Map<?, ?> row) {
        return row == null ? null : new Pause(row.get("from_at").toString(), (String) row.get("reason"));
    }

    String text() {
        return since + (reason == null ? "" : " (" + reason + ")");
    }

    /** As scripts read it; null for none. */
    static Map<String, Object> report(Pause pause) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("paused_since", pause == null ? null : pause.since);
        report.put("pause_reason", pause == null ? null : pause.reason);
        return report;
    }
}
