package io.ovation.loadtest.publish;

/**
 * What became of a request.
 *
 * @param reason why it was not accepted, fit to be read by people; empty if it was
 */
record PublishAnswer(boolean accepted, String reason) {

    static final PublishAnswer ACCEPTED = new PublishAnswer(true, "");

    static PublishAnswer refused(String reason) {
        return new PublishAnswer(false, reason);
    }

    static PublishAnswer of(int status, String body) {
        return status == 202
                ? ACCEPTED
                : refused("the server answered with status " + status + (body.isEmpty() ? "" : ": " + body));
    }
}
