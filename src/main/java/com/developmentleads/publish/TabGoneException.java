package com.developmentleads.publish;

import com.developmentleads.failure.Advised;

/** The tab that had the leads is not in the spreadsheet any more. */
public final class TabGoneException extends RuntimeException implements Advised {

    public TabGoneException(String message) {
        super(message);
    }

    @Override
    public String advice() {
        return "bring it back from the spreadsheet's version history, or make an empty tab of that name to begin anew";
    }
}
