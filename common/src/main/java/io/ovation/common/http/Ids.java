package io.ovation.common.http;

import io.ovation.common.topic.Topic;

/** Checks ids that clients send, wherever in a request they are. */
public final class Ids {

    private Ids() {}

    /**
     * Checks the id of a topic, of a member or of a comment.
     *
     * @param field what the id is called in the request
     * @throws ProblemException if it is not one
     */
    public static String require(String field, String id) {
        try {
            return Topic.requireId(field, id);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(e.getMessage()).asException();
        }
    }
}
