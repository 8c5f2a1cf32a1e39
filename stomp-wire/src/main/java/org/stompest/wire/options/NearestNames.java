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
     * @return at most three names, the nearest first; empty if none is near
     */
    public static List<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int tolerance = Math.min(4, Math.max(1, lastWord(wanted).length() / 3));
        record Candidate(String name, int distance) {}
        return known.stream()
                .map(candidate -> new Candidate(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= tolerance)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    private static int distance(String wanted, String candidate) {
        int whole = levenshtein(wanted, candidate);
        return wanted.indexOf('.') >= 0 ? whole : Math.min(whole, levenshtein(wanted, lastWord(candidate)));
    }

    private static String lastWord(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    }

    /** The number of letters to insert, delete or replace; one row of the matrix at a time. */
    private static int levenshtein(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
