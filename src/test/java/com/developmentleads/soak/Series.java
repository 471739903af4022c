package com.developmentleads.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure of the application over the runs, and whether it grows. */
final class Series {

    /** Growth is judged over the later half: until then caches fill and the history reaches its full length. */
    private static final int PARTS = 2;

    private final String name;
    private final double tolerance;
    private final double least;
    private final boolean judged;
    private final List<double[]> points = new ArrayList<>();

    /**
     * @param tolerance how much it may grow over the later half, as a part of its mean there
     * @param least     how much it may grow in any case, however small it is
     */
    Series(String name, double tolerance, double least) {
        this(name, tolerance, least, true);
    }

    private Series(String name, double tolerance, double least, boolean judged) {
        this.name = name;
        this.tolerance = tolerance;
        this.least = least;
        this.judged = judged;
    }

    /** A series that is only shown: it grows on purpose. */
    static Series shown(String name) {
        return new Series(name, 0, 0, false);
    }

    String name() {
        return name;
    }

    void add(int run, double value) {
        points.add(new double[] {run, value});
    }

    double last() {
        return points.get(points.size() - 1)[1];
    }

    private List<double[]> later() {
        double middle = points.get(points.size() - 1)[0] / PARTS;
        return points.stream().filter(point -> point[0] > middle).toList();
    }

    private double mean() {
        return later().stream().mapToDouble(point -> point[1]).average().orElse(0);
    }

    /** The slope of the straight line that fits the later half best (least squares), for each run. */
    private double slope() {
        List<double[]> later = later();
        double meanRun = later.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double mean = mean();
        double above = 0;
        double below = 0;
        for (double[] point : later) {
            above += (point[0] - meanRun) * (point[1] - mean);
            below += (point[0] - meanRun) * (point[0] - meanRun);
        }
        return below == 0 ? 0 : above / below;
    }

    double slopePerThousand() {
        return slope() * 1000;
    }

    /** By how much that line rises over the later half. */
    double growth() {
        List<double[]> later = later();
        return slope() * (later.get(later.size() - 1)[0] - later.get(0)[0]);
    }

    double allowed() {
        return Math.max(least, tolerance * mean());
    }

    boolean grows() {
        return judged && growth() > allowed();
    }

    static String title() {
        return "%-26s %12s %14s %12s %12s  %s".formatted("", "mean", "per 1000 runs", "growth", "allowed", "verdict");
    }

    /** Its line in the report. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-26s %12.1f %+14.1f %+12.1f %12s  %s",
                name,
                mean(),
                slopePerThousand(),
                growth(),
                judged ? String.format(Locale.ROOT, "%.1f", allowed()) : "",
                judged ? grows() ? "GROWING" : "level" : "not judged");
    }
}
