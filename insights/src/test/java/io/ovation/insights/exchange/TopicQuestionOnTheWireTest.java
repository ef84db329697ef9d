package io.ovation.insights.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.topic.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TopicQuestionOnTheWireTest {

    private static final ActorTestKit TEST_KIT = ActorTestKit.create("question-wire", ConfigFactory.load());

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void question_comesOutOfTheSerializerAsItWentIn() {
        TopicQuestion question = new TopicQuestion(
                Topic.conversation("c".repeat(128)),
                true,
                TEST_KIT.<NodeTopic>createTestProbe().getRef());

        assertThatCode(() -> TEST_KIT.serializationTestKit().verifySerialization(question, true))
                .doesNotThrowAnyException();
    }
}
