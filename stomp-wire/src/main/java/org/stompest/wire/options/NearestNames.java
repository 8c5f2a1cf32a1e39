package org.stompest.wire.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody probably meant. Stateless. */
public final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    /**
     * Finds the known names that come near a wrong one: the same but for case, the same behind a prefix, or a few letters
     * apart.
     *
     * @param name what was given
     * @param known what could have been meant
     * @return at most three names, the nearest first; only that if it is the same but for case or prefix; empty if none is near
     */
    public static List<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int tolerance = Math.min(4, Math.max(1, lastWord(wanted).length() / 3));
        record Candidate(String name, int distance) {}
        List<Candidate> near = known.stream()
                .map(candidate -> new Candidate(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= tolerance)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .toList();
        boolean exact = !near.isEmpty() && near.get(0).distance == 0;
        return near.stream()
                .filter(candidate -> !exact || candidate.distance == 0)
                .map(Candidate::name)
                .toList();
    }

    private static int distance(String wanted, String candidate) {
        int whole = edits(wanted, candidate);
        return wanted.indexOf('.') >= 0 ? whole : Math.min(whole, edits(wanted, lastWord(candidate)));
    }

    private static String lastWord(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    }

    /** The number of letters to insert, delete, replace, or swap with their neighbour. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
