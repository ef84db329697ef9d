package io.ovation.frontend.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptBatchTest {

    private static final String RECEIPT = "{'trace':'00000000000000ff','event':'comment','at':1764440000000.125}";

    @Test
    void receipts_areRead() {
        assertThat(read("{'offsetMs':-12.5,'errorMs':4,'receipts':[" + RECEIPT + "]}"))
                .isEqualTo(
                        new ReceiptBatch(-12.5, 4, List.of(new Receipt(0xff, "comment", 1_764_440_000_000.125, null))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 40, 1_500.25, -500, 86_400_000, -86_400_000})
    void howFarBehindTheVideoItWasShown_isRead_withAndWithoutWhenItCame(double behind) {
        String receipts = "{'trace':'00000000000000ff','event':'likes','behindMs':" + behind
                + "},{'trace':'00000000000000ff','event':'likes','at':7,'behindMs':" + behind + "}";

        assertThat(read("{'offsetMs':1,'errorMs':1,'receipts':[" + receipts + "]}")
                        .receipts())
                .containsExactly(new Receipt(0xff, "likes", null, behind), new Receipt(0xff, "likes", 7.0, behind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'receipts':[]}", "{'receipts':null}", "{'offsetMs':1,'errorMs':1,'receipts':[]}"})
    void whoeverAsksForTheTime_needsNothingElse(String body) {
        assertThat(read(body).receipts()).isEmpty();
    }

    @Test
    void asManyAsMayBe_areRead() {
        assertThat(read(with(ReceiptBatch.MOST)).receipts()).hasSize(ReceiptBatch.MOST);
        assertRefused(with(ReceiptBatch.MOST + 1), "field 'receipts' may have at most 100 entries, not 101");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'errorMs':1,'receipts':[$]}|field 'offsetMs' is missing",
                "{'offsetMs':1,'receipts':[$]}|field 'errorMs' is missing",
                "{'offsetMs':1,'errorMs':-1,'receipts':[$]}|field 'errorMs' must be 0 or more",
                "{'offsetMs':'1','errorMs':1,'receipts':[$]}|field 'offsetMs' must be a number, not text",
                "{'offsetMs':1e999,'errorMs':1,'receipts':[$]}|field 'offsetMs' is too large a number",
                "{'offset':1}|unknown field 'offset'",
                "{'receipts':1}|field 'receipts' must be an array of objects, not a whole number",
                "{'receipts':[1]}|a JSON object is expected, not a whole number",
                "{'receipts':[{'at':1,'event':'comment'}]}|field 'trace' is missing",
                "{'receipts':[{'trace':'00000000000000ff','at':1}]}|field 'event' is missing",
                "{'receipts':[{'trace':'00000000000000ff','event':'comment'}]}|field 'at' or 'behindMs' is missing",
                "{'receipts':[{'trace':'00000000000000ff','event':'comment','behindMs':true}]}|field 'behindMs' must be a number, not true or false",
                "{'receipts':[{'trace':'00000000000000ff','event':'comment','behindMs':1e999}]}|field 'behindMs' is too large a number",
                "{'receipts':[{'trace':'00000000000000ff','event':'comment','behindMs':86400000.5}]}|field 'behindMs' must be from -86400000 to 86400000",
                "{'receipts':[{'trace':'00000000000000ff','event':'comment','behindMs':-86400001}]}|field 'behindMs' must be from -86400000 to 86400000",
                "{'receipts':[{'trace':'ff','at':1,'event':'comment'}]}|field 'trace' must be 16 hexadecimal digits",
                "{'receipts':[{'trace':'ff','seen':1}]}|unknown field 'seen'; known are trace, event, at, behindMs",
                "[]|a JSON object is expected, not an array"
            })
    void whatIsNotRight_isRefused(String body, String detail) {
        assertRefused(body.replace("$", RECEIPT), detail);
    }

    private static String with(int receipts) {
        return "{'offsetMs':1,'errorMs':1,'receipts':[" + String.join(",", Collections.nCopies(receipts, RECEIPT))
                + "]}";
    }

    private static void assertRefused(String body, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(body))
                .satisfies(refused -> {
                    assertThat(refused.problem().status()).isEqualTo(400);
                    assertThat(refused.problem().detail()).startsWith(detail);
                });
    }

    private static ReceiptBatch read(String body) {
        return ReceiptBatch.read(Json.read(body.replace('\'', '"').getBytes(UTF_8)));
    }
}
