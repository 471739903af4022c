package com.developmentleads.bench;

import com.developmentleads.testing.QuietMain;
import org.apache.camel.main.Main;

/** Camel with one route file and nothing of ours, to compare a start with; ends with the route's first message. */
final class BareCamel {

    private BareCamel() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new QuietMain();
        main.configure().withRoutesIncludePattern("file:" + arguments[0]);
        main.configure().withDurationMaxMessages(1);
        main.run();
        System.exit(0);
    }
}
