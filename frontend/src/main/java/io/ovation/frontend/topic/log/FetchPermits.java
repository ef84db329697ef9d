package io.ovation.frontend.topic.log;

/** Bounds how many topics fetch what was before at a time. For topics that one thread has. */
public final class FetchPermits {

    private int left;

    public FetchPermits(int most) {
        this.left = most;
    }

    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    void giveBack() {
        left++;
    }
}
