package com.developmentleads.publish;

import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import java.util.List;
import java.util.Map;

/**
 * What has to be sent so that the tab shows what it should.
 *
 * @param grid    makes the tab, or room in it; null when there is both
 * @param values  cells by explicit ranges; null when there is nothing to write
 * @param columns the columns of ours that the tab has then, each as {@code title}
 */
public record SheetChange(
        BatchUpdateSpreadsheetRequest grid, BatchUpdateValuesRequest values, List<Map<String, Object>> columns) {}
