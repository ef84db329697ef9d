package io.ovation.frontend.edge.channel;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** How a poll is answered: with a JSON array, at once or begun before it is known. */
public interface PollResponses {

    HttpResponse whole(byte[] json);

    /** The head of an answer that is to follow. */
    HttpResponse begin();

    /** A part of an answer that has been begun, and means nothing in JSON. */
    HttpContent blank();

    /** The end of an answer that has been begun. */
    HttpContent rest(byte[] json);
}
