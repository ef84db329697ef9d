package io.ovation.systemtests.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.fault.oracle.Comment;
import io.ovation.systemtests.fault.oracle.StoredVideo;
import io.ovation.systemtests.harness.Api;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what a data centre has stored of a video, page by page. */
final class Archive {

    private static final int PAGE = 200;

    private Archive() {}

    static StoredVideo read(String dataCentre, URI backend, String video) throws IOException {
        Api api = new Api(backend);
        JsonNode newest = page(api, video, "");
        List<Comment> comments = new ArrayList<>(comments(newest));
        for (List<Comment> page = comments; page.size() == PAGE; ) {
            page = comments(page(api, video, "&before=" + page.get(0).id()));
            comments.addAll(0, page);
        }
        Map<String, Long> likes = new HashMap<>();
        newest.path("likes")
                .fieldNames()
                .forEachRemaining(reaction ->
                        likes.put(reaction, newest.path("likes").path(reaction).asLong()));
        return new StoredVideo(
                dataCentre,
                "video:" + video,
                likes,
                comments,
                newest.path("viewers").asInt());
    }

    private static JsonNode page(Api api, String video, String before) throws IOException {
        return api.get("/videos/" + video + "?limit=" + PAGE + before).json();
    }

    private static List<Comment> comments(JsonNode page) {
        List<Comment> comments = new ArrayList<>();
        for (JsonNode comment : page.path("comments")) {
            comments.add(Comment.parse(
                    comment.path("id").asText(),
                    comment.path("member").asText(),
                    comment.path("text").asText()));
        }
        return comments;
    }
}
