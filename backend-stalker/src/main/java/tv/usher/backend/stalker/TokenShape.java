package tv.usher.backend.stalker;

import java.util.regex.Pattern;

/** What a token must look like. Bounded, so that no operator's pattern and no viewer's token together hang a question. */
record TokenShape(Pattern pattern) {

    private static final int LONGEST_TOKEN = 256;
    private static final int MOST_STEPS = 100_000;

    /** Whether the whole token fits; one that can't be settled in a bounded number of steps doesn't. */
    boolean fits(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return false;
        }
        try {
            return pattern.matcher(new Budgeted(token)).matches();
        } catch (BudgetSpent e) {
            return false;
        }
    }

    /** Counts what the backtracking matcher reads, which is what grows without bounds. */
    private static final class Budgeted implements CharSequence {

        private final String text;
        private int steps;

        Budgeted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new BudgetSpent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class BudgetSpent extends RuntimeException {

        private static final long serialVersionUID = 1;

        BudgetSpent() {
            super(null, null, false, false);
        }
    }
}
