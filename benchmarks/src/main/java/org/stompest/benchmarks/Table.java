package org.stompest.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of one workload: medians, the spread about them, and the median of the ratios within each round. */
final class Table {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%-9s %-9s %10s %6s %8s  %8s %8s  %7s %7s",
            "workload",
            "contender",
            "median/s",
            "+-%",
            "of bare",
            "p50 us",
            "p99 us",
            "cpu us",
            "broker");

    private static final int PERCENT = 100;

    private final Workload workload;
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    Table(Workload workload) {
        this.workload = workload;
    }

    void add(String contender, double[] result) {
        results.computeIfAbsent(contender, name -> new ArrayList<>()).add(result);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        results.forEach((contender, turns) -> text.append(line(contender, turns)));
        return text.toString();
    }

    private String line(String contender, List<double[]> turns) {
        double rate = median(turns, Worker.RATE);
        String rateText = String.format(
                Locale.ROOT,
                "%-9s %-9s %10.0f %6.0f %8.2f",
                workload,
                contender,
                rate,
                PERCENT * spread(turns, rate),
                ratio(turns));
        if (workload.unit() == Workload.Unit.RATE) {
            return String.format(
                    Locale.ROOT,
                    "%s  %8s %8s  %7.1f %7.1f%n",
                    rateText,
                    "",
                    "",
                    median(turns, Worker.CPU),
                    median(turns, Rig.BROKER_CPU));
        }
        return String.format(
                Locale.ROOT,
                "%s  %8.0f %8.0f  %7.1f %7.1f%n",
                rateText,
                median(turns, Worker.P50),
                median(turns, Worker.P99),
                median(turns, Worker.CPU),
                median(turns, Rig.BROKER_CPU));
    }

    /** Of the rates, or of the times at p50. */
    private double ratio(List<double[]> turns) {
        int what = workload.unit() == Workload.Unit.RATE ? Worker.RATE : Worker.P50;
        List<double[]> limit = results.get(Rig.CONTENDERS.get(0));
        double[] ratios = new double[turns.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = turns.get(i)[what] / limit.get(i)[what];
        }
        return median(ratios);
    }

    /** Half of the distance between the quartiles, as a part of the median. */
    private static double spread(List<double[]> turns, double median) {
        double[] sorted = column(turns, Worker.RATE);
        Arrays.sort(sorted);
        return (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / 2 / median;
    }

    private static double median(List<double[]> turns, int what) {
        return median(column(turns, what));
    }

    private static double[] column(List<double[]> turns, int what) {
        return turns.stream().mapToDouble(turn -> turn[what]).toArray();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
