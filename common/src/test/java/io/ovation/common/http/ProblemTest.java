package io.ovation.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void problem_isWrittenAsRfc9457Says() {
        JsonNode json = Json.read(Problem.invalid("field 'f' is \"missing\"").toJson());

        assertThat(json.properties()).hasSize(4);
        assertThat(json.get("type").textValue()).isEqualTo("urn:ovation:problem:invalid");
        assertThat(json.get("title").textValue()).isEqualTo("The request is not valid");
        assertThat(json.get("status").intValue()).isEqualTo(400);
        assertThat(json.get("detail").textValue()).isEqualTo("field 'f' is \"missing\"");
    }

    @Test
    void everyKind_hasAStatusOfItsMeaningAndAnUrnOfItsOwn() {
        List<Problem> all = List.of(
                Problem.malformed(""),
                Problem.invalid(""),
                Problem.notFound(""),
                Problem.methodNotAllowed(""),
                Problem.timeout(""),
                Problem.preconditionFailed(""),
                Problem.tooLarge(""),
                Problem.uriTooLong(""),
                Problem.unsupportedMediaType(""),
                Problem.unsupportedContentCoding(""),
                Problem.expectationFailed(""),
                Problem.misdirected(""),
                Problem.keyReused(""),
                Problem.tooMany(""),
                Problem.headersTooLarge(""),
                Problem.notImplemented(""),
                Problem.unavailable(""),
                Problem.versionNotSupported(""));

        assertThat(all)
                .extracting(Problem::status)
                .containsExactly(
                        400, 400, 404, 405, 408, 412, 413, 414, 415, 415, 417, 421, 422, 429, 431, 501, 503, 505);
        assertThat(all).extracting(Problem::type).doesNotHaveDuplicates().allMatch(type -> type.startsWith("urn:"));
    }

    @Test
    void exception_carriesTheProblemAndNoStackTrace() {
        Problem problem = Problem.notFound("no such video");
        ProblemException exception = problem.asException();

        assertThat(exception.problem()).isEqualTo(problem);
        assertThat(exception).hasMessage(problem.detail());
        assertThat(exception.getStackTrace()).isEmpty();
    }
}
